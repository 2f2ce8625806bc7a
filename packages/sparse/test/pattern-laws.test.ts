import { describe, expect, test } from '@jest/globals';
import { jacfwd } from '@wengert/functional';
import { mul, primitives, sum, type Row, type Scalar, type Value } from '@wengert/primitives';
import { DenseTensor, isTensor, sizeOf } from '@wengert/tensor';
import { calls, examplesOf, randomPrograms, run, type Call } from '@wengert/testing';
import fc from 'fast-check';
import { hessianPattern, jacobianPattern } from '../src/index.js';
import { denseHessian, denseJacobian, missingEntries, numbersOf } from './matrices.js';

/** A nightly run multiplies the number of random calls. */
const factor = Number(process.env['WENGERT_RUNS'] ?? 1);

const rows = primitives().map((row) => [row.name, row] as const);

describe.each(rows)('the patterns of %s', (_name, row: Row) => {
  test('lack no entry of its derivatives', () => {
    for (const example of examplesOf(row)) {
      fc.assert(
        fc.property(calls(row, example), (call) => {
          if (call.active.length === 0) return;
          const f = functionOf(call);
          const xs = call.active.map((index) => call.args[index] ?? NaN);
          expect(missingEntries(jacobianPattern(f, xs), denseJacobian(f, xs))).toEqual([]);
          const weighted = (ys: readonly Value[]): Scalar => weightedSum(f(ys));
          expect(missingEntries(hessianPattern(weighted, xs), denseHessian(weighted, xs))).toEqual([]);
        }),
        { numRuns: factor },
      );
    }
  });
});

describe('the patterns of programs composed at random of the whole table', () => {
  test('lack no entry of their derivatives', () => {
    fc.assert(
      fc.property(randomPrograms(primitives()), ({ program, inputs }) => {
        const steps = (xs: readonly Value[]): Scalar[] =>
          program.instructions.map((_, i) =>
            run({ ...program, instructions: program.instructions.slice(0, i + 1) }, xs),
          );
        const f = (xs: readonly Value[]): Scalar => run(program, xs);
        expect(missingEntries(jacobianPattern(steps, inputs), numbersOf(jacfwd(steps)(inputs)))).toEqual([]);
        expect(missingEntries(hessianPattern(f, inputs), denseHessian(f, inputs))).toEqual([]);
      }),
      { numRuns: 5 * factor },
    );
  });
});

/** The row as a function of its active arguments. */
function functionOf({ row, args, params, active }: Call): (xs: readonly Value[]) => Value {
  return (xs) =>
    row.apply(
      args.map((x, i) => xs[active.indexOf(i)] ?? x),
      params,
    );
}

function weightedSum(y: Value): Scalar {
  if (!isTensor(y)) return mul(1.3, y);
  const weights = Float64Array.from({ length: sizeOf(y.shape) }, (_, i) => Math.sin(i + 1));
  return sum(mul(new DenseTensor(weights, y.shape), y));
}
