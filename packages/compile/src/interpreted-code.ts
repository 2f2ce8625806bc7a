import { unflatten } from '@wengert/primitives';
import type { DenseTensor } from '@wengert/tensor';
import { isDense, sameShape } from '@wengert/tensor';
import { otherArguments, otherWay, type Executable } from './executable.js';
import { treeReader, type ArgumentLayout, type InputPlace } from './program/arguments.js';
import { FlatProgram } from './program/flat-program.js';
import type { Staged } from './stage.js';

/** Runs a program step by step. */
export function interpreted(
  { program, inputs, outputs, structure }: Staged,
  layouts: readonly ArgumentLayout[],
  places: readonly InputPlace[],
): Executable {
  const flat = new FlatProgram(
    program,
    outputs.filter((output) => typeof output === 'number'),
  );
  const readers = layouts.map(reader);
  const run: Executable['run'] = (...values) => {
    for (let i = 0; i < readers.length; i++) if (readers[i]?.read(values[i]) !== true) return otherArguments;
    inputs.forEach((node, i) => {
      const place = places[i];
      const from = place && readers[place.argument];
      if (from === undefined) return;
      flat.give(node, (program.isScalar(node) ? from.numbers : from.tensors)[place?.index ?? 0] ?? NaN);
    });
    if (!flat.run()) return otherWay;
    return unflatten(
      structure,
      outputs.map((output) => (typeof output === 'number' ? flat.valueOf(output) : output.fixed)),
    );
  };
  let isRunning = false;
  return {
    run(...values) {
      if (isRunning) return otherArguments;
      isRunning = true;
      try {
        return run(...values);
      } finally {
        isRunning = false;
      }
    },
    missed: () => flat.missed,
  };
}

interface Reader {
  readonly numbers: Float64Array;
  readonly tensors: DenseTensor[];
  /** Reads an argument; `false` if it is of another kind. */
  readonly read: (value: unknown) => boolean;
}

function reader(layout: ArgumentLayout): Reader {
  const tensors: DenseTensor[] = [];
  switch (layout.kind) {
    case 'number': {
      const numbers = new Float64Array(1);
      const read = (value: unknown): boolean => {
        if (typeof value !== 'number') return false;
        numbers[0] = value;
        return true;
      };
      return { numbers, tensors, read };
    }
    case 'tensor': {
      const read = (value: unknown): boolean => {
        if (!isDense(value) || !sameShape(value.shape, layout.shape)) return false;
        tensors[0] = value;
        return true;
      };
      return { numbers: new Float64Array(0), tensors, read };
    }
    case 'array': {
      const numbers = new Float64Array(layout.length);
      const read = (value: unknown): boolean => {
        if (!Array.isArray(value) || value.length !== layout.length) return false;
        for (let i = 0; i < layout.length; i++) {
          const element: unknown = value[i];
          if (typeof element !== 'number') return false;
          numbers[i] = element;
        }
        return true;
      };
      return { numbers, tensors, read };
    }
    case 'tree': {
      const numbers = new Float64Array(layout.numbers);
      const read = treeReader(layout);
      return { numbers, tensors, read: (value) => read(value, numbers, tensors) };
    }
  }
}
