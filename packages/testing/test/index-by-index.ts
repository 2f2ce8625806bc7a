import { expect } from '@jest/globals';
import { jvp, vjp } from '@wengert/functional';
import { mul, sum, type Value } from '@wengert/primitives';
import { dataOf, fromData, shapeOf, sizeOf, stridesOf, type Plain, type Shape } from '@wengert/tensor';
import fc from 'fast-check';

// Small integers: their products and sums are exact, so results may be compared without a tolerance.
export function integers(shape: Shape): fc.Arbitrary<Plain> {
  const size = sizeOf(shape);
  return fc
    .array(fc.integer({ min: -3, max: 3 }), { minLength: size, maxLength: size })
    .map((numbers) => fromData(Float64Array.from(numbers), shape));
}

/** The elements, with 0 for -0. */
function elements(x: Plain): number[] {
  return Array.from(dataOf(x), (element) => element + 0);
}

function plain(x: Value): Plain {
  return x as Plain;
}

/** Each index of an array of this shape, in row-major order. */
export function indices(shape: Shape): number[][] {
  return shape.reduce<number[][]>(
    (all, length) => all.flatMap((index) => Array.from({ length }, (_, i) => [...index, i])),
    [[]],
  );
}

/** An element of an array whose leading and length-1 axes broadcast. */
export function elementAt(x: Plain, index: readonly number[]): number {
  const shape = shapeOf(x);
  const own = index.slice(index.length - shape.length);
  const strides = stridesOf(shape);
  return dataOf(x)[shape.reduce((at, length, k) => at + (length === 1 ? 0 : own[k]!) * strides[k]!, 0)]!;
}

export function fill(shape: Shape, element: (index: number[]) => number): Plain {
  return fromData(Float64Array.from(indices(shape), element), shape);
}

export function total(numbers: readonly number[]): number {
  return numbers.reduce((result, number) => result + number, 0);
}

function paired(x: Plain, y: Plain): number {
  expect(shapeOf(x)).toEqual(shapeOf(y));
  return total(elements(x).map((element, i) => element * elements(y)[i]!));
}

function expectSame(actual: Plain, expected: Plain): void {
  expect(shapeOf(actual)).toEqual(shapeOf(expected));
  expect(elements(actual)).toEqual(elements(expected));
}

/**
 * The value is the oracle's, the push puts each tangent in the place of its argument, and the pull is its transpose; all
 * of that also inside of another derivative.
 */
export function expectMultilinear(
  f: (...xs: Value[]) => Value,
  oracle: (...xs: Plain[]) => Plain,
  xs: Plain[],
  tangents: Plain[],
  cotangentOf: (shape: Shape) => Plain,
): void {
  const expected = oracle(...xs);
  expectSame(plain(f(...xs)), expected);
  const terms = xs.map((_, i) => oracle(...xs.with(i, tangents[i]!)));
  const slope = fill(shapeOf(expected), (index) => total(terms.map((term) => elementAt(term, index))));
  const [, tangent] = jvp(f, xs, tangents);
  expectSame(plain(tangent), slope);
  const cotangent = cotangentOf(shapeOf(expected));
  const pull = (...at: Value[]): Value[] => vjp(f, at)[1](cotangent);
  const cotangents = pull(...xs).map(plain);
  expect(cotangents.map(shapeOf)).toEqual(xs.map(shapeOf));
  expect(total(cotangents.map((own, i) => paired(own, tangents[i]!)))).toEqual(paired(cotangent, slope));
  // The second derivative along the tangents, from either end.
  const second = xs.flatMap((_, i) =>
    xs.flatMap((__, k) =>
      i === k ? [] : [paired(cotangent, oracle(...xs.with(i, tangents[i]!).with(k, tangents[k]!)))],
    ),
  );
  const forwardOverReverse = jvp(pull, xs, tangents)[1].map(plain);
  expect(total(forwardOverReverse.map((own, i) => paired(own, tangents[i]!)))).toEqual(total(second));
  const slopeAlong = (...at: Value[]): Value => sum(mul(jvp(f, at, tangents)[1], cotangent));
  const reverseOverForward = vjp(slopeAlong, xs)[1](1).map(plain);
  expect(total(reverseOverForward.map((own, i) => paired(own, tangents[i]!)))).toEqual(total(second));
}

export const size: fc.Arbitrary<number> = fc.integer({ min: 0, max: 3 });

export function checkMultilinear(
  f: (...xs: Value[]) => Value,
  oracle: (...xs: Plain[]) => Plain,
  shapes: fc.Arbitrary<Shape[]>,
): void {
  const calls = shapes.chain((own) =>
    fc.tuple(fc.tuple(...own.map(integers)), fc.tuple(...own.map(integers)), fc.nat()),
  );
  fc.assert(
    fc.property(calls, ([xs, tangents, seed]) => {
      const cotangentOf = (shape: Shape): Plain => fill(shape, (index) => ((seed + 3 * total(index)) % 5) - 2);
      expectMultilinear(f, oracle, xs, tangents, cotangentOf);
    }),
    { numRuns: 60 },
  );
}

/** Pairs of shapes that broadcast to each other. */
export const broadcastingShapes: fc.Arbitrary<[Shape, Shape]> = fc
  .array(fc.tuple(size, fc.constantFrom('both', 'left', 'right')), { maxLength: 2 })
  .chain((axes) =>
    fc.tuple(fc.nat(axes.length), fc.boolean()).map(([cut, left]) => {
      const x = axes.map(([length, side]) => (side === 'right' ? 1 : length));
      const y = axes.map(([length, side]) => (side === 'left' ? 1 : length));
      return left ? [x.slice(cut), y] : [x, y.slice(cut)];
    }),
  );

export function broadcastShape(x: Shape, y: Shape): Shape {
  const rank = Math.max(x.length, y.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [m, n] = [x[x.length - rank + axis] ?? 1, y[y.length - rank + axis] ?? 1];
    return m === 1 ? n : m;
  });
}

export function checkOnce(shapes: Shape[], f: (...xs: Value[]) => Value, oracle: (...xs: Plain[]) => Plain): void {
  const ramp =
    (step: number) =>
    (shape: Shape, i: number): Plain =>
      fill(shape, (index) => ((7 * total(index) + step + i) % 5) - 2);
  expectMultilinear(f, oracle, shapes.map(ramp(1)), shapes.map(ramp(3)), (shape) => ramp(2)(shape, 0));
}
