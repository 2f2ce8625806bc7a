import { isTensor } from 'wengert';

/** One function of an eval, ready to run on an input that has been read. */
export interface Prepared {
  /** What is timed. */
  readonly compute: () => unknown;
  /** The result of `compute` as the suite wants to see it: numbers, arrays and objects. */
  readonly answer: (result: unknown) => unknown;
}

/** Reads the input of one function: everything that need not be timed. */
export type Preparation = (input: unknown) => Prepared;

/** The functions of an eval by their names in the protocol. */
export type Evaluation = Readonly<Record<string, Preparation>>;

/**
 * A function of an eval.
 *
 * @param prepare - Turns the input of the message into what the computation takes, and returns the computation.
 * @param answer - Picks what to answer from the result; by default all of it, with nested arrays for tensors.
 */
export function evaluates<Input, Result>(
  prepare: (input: Input) => () => Result,
  answer: (result: Result) => unknown = plain,
): Preparation {
  return (input) => ({ compute: prepare(input as Input), answer: (result) => answer(result as Result) });
}

/** A tree of numbers and tensors with nested arrays in place of the tensors. */
function plain(result: unknown): unknown {
  return isTensor(result) ? result.toArray() : Array.isArray(result) ? result.map(plain) : plainObject(result);
}

function plainObject(result: unknown): unknown {
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, plain(value)]));
}
