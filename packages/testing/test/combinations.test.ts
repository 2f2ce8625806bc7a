import { describe, expect, test } from '@jest/globals';
import { vmap } from '@wengert/functional';
import { add, mul, primitives, sin, stack, take, value, type Row } from '@wengert/primitives';
import { close, printProgram, randomPrograms, run, type ProgramAtPoint } from '@wengert/testing';
import { tensor, TraceError, zeros } from '@wengert/tensor';
import fc from 'fast-check';
import { transformations, type Transformation, type VectorFunction } from './combinations/transformations.js';

/** How many programs each pair is tried on, and each triple. A nightly run multiplies them. */
const runs = Number(process.env['WENGERT_RUNS'] ?? 1);
const runsOfTriples = Math.ceil(runs / 10);

const rows = primitives();
const elementwise = rows.filter(({ domain }) => domain !== undefined);

const point = zeros([2]);
const nearby = tensor([
  [0, 0],
  [0.003, -0.002],
]);
const spread = tensor([1, -0.5, 0.25]);

/** A program as a function of two numbers: the distances from the point at which it was made. */
const functionOf =
  ({ program, inputs }: ProgramAtPoint): VectorFunction =>
  (x) => {
    const [a, b] = [take(x, 0), take(x, 1)];
    const [first = 0, second = 0, third = 0] = inputs;
    const result = run(program, [add(first, a), add(second, b), add(third, mul(a, spread))]);
    return stack([result, sin(add(result, b))]);
  };

/** Programs that are the same in every run. */
const programs = (from: readonly Row[], size: number, count: number, seed: number): readonly ProgramAtPoint[] =>
  fc.sample(randomPrograms(from, size), { numRuns: count, seed });

const withoutDerivatives = ({ program }: ProgramAtPoint): boolean =>
  program.instructions.every(({ kind }) => kind !== 'derivative');

/**
 * The composition of transformations, applied to a program, is what the same composition gives by another route. There
 * is one documented exception: `vmap` refuses what `vmap` of the program alone refuses, a branch on a value that differs
 * between the entries of the batch, by the same error.
 */
function holds(composition: readonly Transformation[], program: ProgramAtPoint): void {
  const f = functionOf(program);
  const through = (how: 'apply' | 'independently'): VectorFunction =>
    composition.reduceRight((g, transformation) => transformation[how](g), f);
  const name = composition.map((transformation) => transformation.name).join(' of ');
  const refusal = composition.some((transformation) => transformation.name === 'vmap') ? refusalByVmap(f) : undefined;
  if (refusal !== undefined) {
    expect(() => through('apply')(point)).toThrow(refusal);
    return;
  }
  const actual = value(through('apply')(point));
  const expected = value(through('independently')(point));
  if (close(actual, expected, { relative: 1e-8, absolute: 1e-8 })) return;
  const code = printProgram(program.program, program.inputs);
  throw new Error(`${name} is ${actual.toString()}, but should be ${expected.toString()}, for ${code}`);
}

function refusalByVmap(f: VectorFunction): TraceError | undefined {
  try {
    vmap(f)(nearby);
    return undefined;
  } catch (error) {
    if (error instanceof TraceError && error.message.startsWith('value: under vmap')) return error;
    throw error;
  }
}

const named = transformations.map((transformation) => [transformation.name, transformation] as const);

describe('every pair of transformations, on programs composed at random of the whole table', () => {
  const all = programs(rows, 4, 12 * 12 * runs, 2);

  test.each(named)('%s of another', (_name, outer) => {
    transformations.forEach((inner, i) => {
      const first = (transformations.indexOf(outer) * transformations.length + i) * runs;
      for (const program of all.slice(first, first + runs)) holds([outer, inner], program);
    });
  });
});

describe('every triple of transformations, on small programs composed at random', () => {
  const all = programs(elementwise, 2, 40 * runsOfTriples, 3).filter(withoutDerivatives);

  test.each(named)('%s of two others', (_name, outer) => {
    let next = transformations.indexOf(outer);
    for (const middle of transformations) {
      for (const inner of transformations) {
        for (let k = 0; k < runsOfTriples; k++, next++) {
          const program = all[next % all.length];
          if (program !== undefined) holds([outer, middle, inner], program);
        }
      }
    }
  });
});

test('the programs are of every kind', () => {
  const [large, small] = [programs(rows, 4, 144, 2), programs(elementwise, 2, 40, 3)];
  expect(small.filter(withoutDerivatives).length).toBeGreaterThan(20);
  const kinds = large.flatMap(({ program }) => program.instructions.map(({ kind }) => kind));
  expect(new Set(kinds)).toEqual(new Set(['operation', 'branch', 'derivative']));
  expect(large.some((program) => refusalByVmap(functionOf(program)) !== undefined)).toBe(true);
});
