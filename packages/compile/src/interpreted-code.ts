import { unflatten, type Structure } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { otherArguments, otherWay, type Executable } from './executable.js';
import { matches, stagedArgument, type ArgumentLayout } from './program/arguments.js';
import { FlatProgram } from './program/flat-program.js';
import type { Staged } from './stage.js';

/** Runs a program step by step. */
export function interpreted(
  { program, inputs, outputs, structure }: Staged,
  args: readonly ArgumentLayout[],
): Executable {
  const flat = new FlatProgram(program, outputs);
  return {
    run(...values) {
      const given = values.map(stagedArgument);
      if (!args.every((layout, i) => matches(layout, given[i]))) return otherArguments;
      const leaves = given.flatMap((arg) => ('fixed' in arg ? [] : arg.leaves)) as readonly Plain[];
      inputs.forEach((node, i) => {
        flat.give(node, leaves[i] ?? NaN);
      });
      if (!flat.run()) return otherWay;
      return assembled(
        structure,
        outputs.map((node) => flat.valueOf(node)),
      );
    },
    missed: () => flat.missed,
  };
}

function assembled(structure: Structure, leaves: readonly Plain[]): unknown {
  return unflatten(structure, leaves);
}
