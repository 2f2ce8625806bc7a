import type { AnyFunction } from '@wengert/functional';
import { flatten, unflatten, type Structure, type Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { Program } from './program/program.js';
import type { StagedArgument } from './program/staged-argument.js';
import { StagingTrace } from './staging-trace.js';

export type { AnyFunction };

/** A function, written down for one call. */
export interface Staged {
  readonly program: Program;
  /** The nodes of the inputs: the leaves of all arguments, in order. */
  readonly inputs: readonly number[];
  /** The nodes of the output's leaves. */
  readonly outputs: readonly number[];
  readonly structure: Structure;
  /** The output itself on the example arguments. */
  readonly example: () => unknown;
}

/**
 * Runs a function on staged values and writes down what it does.
 *
 * @param transformation - What the user called, for error messages.
 * @param args - The arguments of the call; leaves are plain.
 */
export function stage(transformation: string, f: AnyFunction, args: readonly StagedArgument[]): Staged {
  const program = new Program();
  const trace = new StagingTrace(transformation, program);
  try {
    const inputs: Value[] = [];
    const staged = args.map((arg) => {
      if ('fixed' in arg) return arg.fixed;
      const leaves = arg.leaves.map((leaf) => trace.input(leaf as Plain));
      for (const leaf of leaves) inputs.push(leaf);
      return unflatten(arg.structure, leaves);
    });
    const output = (f as (...args: readonly unknown[]) => unknown)(...staged);
    const { leaves, structure } = flatten(output, `${transformation}: the output of f`);
    const outputs = leaves.map((leaf) => trace.nodeOf(leaf));
    return {
      program,
      inputs: inputs.map((x) => trace.nodeOf(x)),
      outputs,
      structure,
      example: () =>
        unflatten(
          structure,
          outputs.map((node) => program.exampleOf(node)),
        ),
    };
  } finally {
    trace.end();
  }
}
