import {
  flatten,
  flattenMixed,
  isPlain,
  unflatten,
  type MixedStructure,
  type Structure,
  type Value,
} from '@wengert/primitives';
import { TraceError, type Plain } from '@wengert/tensor';
import type { Condition, InputLine, Line, Operand } from './line.js';
import { RecordingTrace } from './recording-trace.js';

/** A function of any kind, as a user wrote it. */
export type AnyFunction = (...args: never[]) => unknown;

/** One argument of a recorded call; without a structure there are no values in it, and it was passed through. */
interface RecordedArgument {
  readonly structure: MixedStructure | undefined;
  readonly inputs: readonly InputLine[];
}

/** What a function did, once. */
export interface Recording {
  readonly args: readonly RecordedArgument[];
  /** All lines, each after those that it is computed from. */
  readonly lines: readonly Line[];
  readonly conditions: readonly Condition[];
  readonly outputs: readonly Operand[];
  readonly structure: Structure;
}

/**
 * Runs a function and records it.
 *
 * @throws {@link TreeError} when the output is no tree of numbers and tensors.
 * @throws {@link TraceError} when an argument belongs to a transformation around the call.
 */
export function record(f: AnyFunction, args: readonly unknown[]): Recording {
  const trace = new RecordingTrace('trace');
  try {
    const recorded: RecordedArgument[] = [];
    const call = args.map((arg, i) => {
      const flat = flattenMixed(arg, `trace: args[${i}]`);
      const values = flat?.leaves.map((leaf) => trace.input(plainLeaf(leaf, i))) ?? [];
      recorded.push({ structure: flat?.structure, inputs: values.map((x) => trace.operandOf(x) as InputLine) });
      return flat === undefined ? arg : unflatten(flat.structure, values);
    });
    const output = (f as (...args: readonly unknown[]) => unknown)(...call);
    const { leaves, structure } = flatten(output, 'trace: the output of f');
    const outputs = leaves.map((leaf) => trace.operandOf(leaf));
    return { args: recorded, lines: trace.lines, conditions: trace.conditions, outputs, structure };
  } finally {
    trace.end();
  }
}

function plainLeaf(leaf: Value, index: number): Plain {
  if (isPlain(leaf)) return leaf;
  throw new TraceError(
    `trace: args[${index}] holds a value of a transformation around the call. Trace outside of it, or pass value(x).`,
  );
}
