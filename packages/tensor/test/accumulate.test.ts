import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  accumulateMax,
  accumulateMean,
  accumulateMin,
  accumulateSum,
  dataOf,
  DenseTensor,
  maxAlong,
  meanAlong,
  minAlong,
  sameShape,
  shapeOf,
  sizeOf,
  sumAlong,
  type Accumulation,
  type Accumulator,
  type Plain,
} from '@wengert/tensor';
import { anyNumbers } from './arrays.js';

type Along = (x: Plain, axes: readonly number[], keepDims: boolean) => Plain;

const reductions: readonly (readonly [string, (accumulation: Accumulation) => Accumulator | undefined, Along])[] = [
  ['sums', accumulateSum, sumAlong],
  ['means', accumulateMean, meanAlong],
  ['maxima', accumulateMax, (x, axes, keepDims) => maxAlong('max', x, axes, keepDims)],
  ['minima', accumulateMin, (x, axes, keepDims) => minAlong('min', x, axes, keepDims)],
];

/** Shapes whose axes are short or long, so that pieces are several rows, one row, or parts of one. */
const length = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.integer({ min: 30, max: 300 }));
const shapes = fc.oneof(
  fc.array(length, { minLength: 1, maxLength: 4 }).filter((shape) => sizeOf(shape) <= 6000),
  fc.constantFrom([5000], [3, 2500], [2500, 3], [2, 300, 9]),
);

/** Numbers of very different size, some of them not finite, which are added up quickly. */
const fillings = fc.tuple(anyNumbers, fc.double({ min: -2, max: 2, noNaN: true }), fc.boolean());

function filled(shape: readonly number[], [odd, step, isHuge]: [number, number, boolean]): DenseTensor {
  const scale = isHuge ? 1e308 : 1;
  const numbers = Float64Array.from({ length: sizeOf(shape) }, (_, i) =>
    i === 7 ? odd : scale * Math.sin(step * i + 1),
  );
  return new DenseTensor(numbers, shape);
}

/** As `toEqual`, which takes long for arrays. */
function isSame(x: Plain, y: Plain): boolean {
  const [xs, ys] = [dataOf(x), dataOf(y)];
  return sameShape(shapeOf(x), shapeOf(y)) && xs.length === ys.length && xs.every((v, i) => Object.is(v, ys[i]));
}

/** The result of an accumulator that is given the elements piece by piece, each at another place. */
function inPieces(accumulator: Accumulator, whole: Plain): Plain {
  const data = dataOf(whole);
  for (;;) {
    let from = 0;
    accumulator.ends.forEach((end, piece) => {
      const x = new Float64Array(end - from + 1);
      x.set(data.subarray(from, end), 1);
      accumulator.take(piece, x, 1);
      from = end;
    });
    const result = accumulator.finish();
    if (result !== undefined) return result;
  }
}

describe.each(reductions)('%s in pieces', (_name, accumulate, along) => {
  test('are those of the whole, to the last bit, however often', () => {
    const cases = shapes.chain((shape) =>
      fc.tuple(fc.constant(shape), fc.subarray([...shape.keys()], { minLength: 1 }), fc.boolean(), fillings, fillings),
    );
    fc.assert(
      fc.property(cases, ([shape, axes, keepDims, ...numbers]) => {
        const arrays = numbers.map((filling) => filled(shape, filling));
        const wholes = arrays.map((x) => along(x, axes, keepDims));
        const target = shapeOf(wholes[0] ?? 0);
        const fresh = accumulate({ shape, axes, target });
        const kept = accumulate({ shape, axes, target, into: new Float64Array(sizeOf(target)) });
        if (fresh === undefined || kept === undefined) throw new Error('There is no accumulator.');
        const results = arrays.map((x) => inPieces(fresh, x));
        wholes.forEach((whole, i) => {
          expect(isSame(results[i] ?? 0, whole)).toBe(true);
          expect(isSame(inPieces(kept, arrays[i] ?? whole), whole)).toBe(true);
        });
      }),
      { numRuns: 80 },
    );
  });

  test('stay the same where the pieces stopped coming half way', () => {
    const accumulator = accumulate({ shape: [5000], axes: [0], target: [] });
    const x = filled([5000], [1, 1, false]);
    accumulator?.take(0, x.data, 0);
    expect(accumulator && inPieces(accumulator, x)).toEqual(along(x, [0], false));
  });

  test('come in pieces that fit in a cache, but for rows that must stay together', () => {
    const accumulator = accumulate({ shape: [100_000], axes: [0], target: [] });
    const ends = accumulator?.ends ?? [];
    ends.forEach((end, piece) => {
      expect(end - (ends[piece - 1] ?? 0)).toBeLessThanOrEqual(1024);
    });
  });

  test('are not to be had of nothing, along no axes, or where pieces would be long', () => {
    expect(accumulate({ shape: [0, 2], axes: [0], target: [2] })).toBeUndefined();
    expect(accumulate({ shape: [2], axes: [], target: [2] })).toBeUndefined();
    expect(accumulate({ shape: [1, 1, 100_000], axes: [1], target: [1, 100_000] })).toBeUndefined();
  });
});

test('a result has an array of its own unless it is given one', () => {
  const [x, y] = [filled([4, 2], [1, 1, false]), filled([4, 2], [2, 1, false])];
  const fresh = accumulateSum({ shape: [4, 2], axes: [0], target: [2] });
  const into = new Float64Array(2);
  const kept = accumulateSum({ shape: [4, 2], axes: [0], target: [2], into });
  if (fresh === undefined || kept === undefined) throw new Error('There is no accumulator.');
  expect(dataOf(inPieces(fresh, x))).not.toBe(dataOf(inPieces(fresh, y)));
  expect(dataOf(inPieces(kept, x))).toBe(into);
});
