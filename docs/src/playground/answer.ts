import { parseExpression } from '@wengert/syntax/expression';
import { trace, type Scalar } from 'wengert';
import { outputOf } from './outputs.js';
import { sample, type Samples } from './sampling.js';
import { study, type Study, type Subject } from './study.js';

/** Where to look at a function, how far around, and at which of its outputs. */
export interface Place {
  readonly point: readonly number[];
  readonly seed: readonly number[];
  readonly radius: number;
  /** Counted from 0; one beyond the last stands for the last. */
  readonly output: number;
}

/** What the playground has to say of a function at a place. */
export interface Answer {
  readonly study: Study;
  /** Nothing where the function cannot be plotted: it has no inputs, or more than two. */
  readonly samples: Samples | undefined;
}

/** The function that an expression stands for. */
export function subjectOfExpression(text: string): Subject {
  const { parameters, evaluate } = parseExpression(text);
  return { parameters, evaluate };
}

/** The function of numbers that a module exports; its inputs are called as its parameters are. */
export function subjectOfFunction(f: unknown, point: readonly number[]): Subject {
  if (typeof f !== 'function') {
    throw new Error('The module has no function as its default export: export default (x) => …');
  }
  if (f.length !== point.length) {
    throw new Error(`The function has ${f.length} parameters, but the point has ${point.length} numbers.`);
  }
  const evaluate = f as (...args: Scalar[]) => unknown;
  return {
    parameters: trace(evaluate, ...point)
      .toJSON()
      .inputs.map(({ variable }) => variable),
    evaluate,
  };
}

/** Looks at a function. */
export function answer(subject: Subject, { point, seed, radius, output }: Place): Answer {
  const found = study(subject, point, seed, output);
  const { parameters, evaluate } = subject;
  const chosen = { parameters, evaluate: outputOf(evaluate, found.chosen) };
  return { study: found, samples: found.outputs.length === 0 ? undefined : sample(chosen, point, radius) };
}
