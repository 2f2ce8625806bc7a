import type { AnyFunction } from '@wengert/functional';
import { isValue, unflatten, type Structure, type Value } from '@wengert/primitives';
import { TreeError, type Plain } from '@wengert/tensor';
import { Program } from './program/program.js';
import { isInput, stagedArgument, type StagedArgument } from './program/staged-argument.js';
import { StagingTrace } from './staging-trace.js';

/** A leaf of an output: a node of the program, or something that is always the same. */
export type OutputLeaf = number | { readonly fixed: unknown };

/** A function, written down for one call. */
export interface Staged {
  readonly program: Program;
  /** The nodes of the inputs: the leaves of all arguments, in order. */
  readonly inputs: readonly number[];
  readonly outputs: readonly OutputLeaf[];
  readonly structure: Structure;
  /** The output itself on the example arguments. */
  readonly example: () => unknown;
}

/**
 * Runs a function on staged values and writes down what it does.
 *
 * @param transformation - What the user called, for error messages.
 * @param args - The arguments of the call; leaves are plain.
 * @param decomposes - Whether operations are written down as what they are made of, so that no kernels are needed.
 */
export function stage(
  transformation: string,
  f: AnyFunction,
  args: readonly StagedArgument[],
  decomposes = false,
): Staged {
  const program = new Program();
  const trace = new StagingTrace(transformation, program, decomposes);
  try {
    const inputs: Value[] = [];
    const staged = args.map((arg) => {
      const leaves = arg.leaves.map((leaf) => {
        if (!isInput(arg, leaf)) return leaf;
        const input = trace.input(leaf as Plain);
        inputs.push(input);
        return input;
      });
      return unflatten(arg.structure, leaves);
    });
    const output = (f as (...args: readonly unknown[]) => unknown)(...staged);
    const { leaves, structure } = outputTree(transformation, output);
    const outputs = leaves.map((leaf): OutputLeaf => (isValue(leaf) ? trace.nodeOf(leaf) : { fixed: leaf }));
    return {
      program,
      inputs: inputs.map((x) => trace.nodeOf(x)),
      outputs,
      structure,
      example: () =>
        unflatten(
          structure,
          outputs.map((leaf) => (typeof leaf === 'number' ? program.exampleOf(leaf) : leaf.fixed)),
        ),
    };
  } finally {
    trace.end();
  }
}

function outputTree(transformation: string, output: unknown): StagedArgument {
  const tree = stagedArgument(output);
  if (tree === undefined) {
    throw new TreeError(`${transformation}: the output of f contains itself; a tree must be finite.`);
  }
  if (tree.leaves.some((leaf) => leaf instanceof Promise)) {
    throw new TreeError(
      `${transformation}: f returned a Promise. A function to compile must not be async: await outside of it.`,
    );
  }
  return tree;
}

export type { AnyFunction };
