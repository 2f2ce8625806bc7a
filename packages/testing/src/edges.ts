import type { Domain, Example, Row } from '@wengert/primitives';
import { fromData, sizeOf } from '@wengert/tensor';
import fc from 'fast-check';
import type { Call } from './call.js';

/** Where formulas break: zeros of both signs, units, infinities, NaN, what overflows and what underflows. */
const edgeNumbers: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  Infinity,
  -Infinity,
  NaN,
  1e-8,
  -1e-8,
  750,
  -750,
  1e-300,
  -1e-300,
  1e300,
  -1e300,
];

/**
 * Calls of a row that works on each element by itself, at every combination of edge values: those of the domains and
 * those where formulas break. At most two arguments take all of them; further ones stay in the middle of their domain.
 */
export function edgeCalls(row: Row): readonly Call[] {
  const { domain } = row;
  if (domain === undefined) return [];
  const examples = domain.map((numbers) => ({ shape: [], domain: numbers }));
  const [first, second, ...rest] = domain.map(edgesOf);
  const middle = rest.map((_, i) => middleOf(domain[i + 2]));
  const points = (first ?? []).flatMap((x) => (second === undefined ? [[x]] : second.map((y) => [x, y, ...middle])));
  return points.map((args) => ({
    row,
    examples,
    args,
    params: undefined,
    active: args.flatMap((_, i) => (domain[i]?.integer === true ? [] : [i])),
    seed: 0,
  }));
}

/** Any numbers of these in any places, for a row that works along axes. */
export function edgeArrays(row: Row, { args, params }: Example<unknown>): fc.Arbitrary<Call> {
  const numbers = fc.constantFrom(...edgeNumbers, 5e-324, 1e200, 1e-200, Number.MAX_VALUE);
  const values = args.map(({ shape, domain }) => {
    const own = domain.integer === true ? fc.integer({ min: domain.min, max: domain.max }) : numbers;
    const length = sizeOf(shape);
    return fc.array(own, { minLength: length, maxLength: length }).map((x) => fromData(Float64Array.from(x), shape));
  });
  return fc.tuple(...values).map((plain) => ({ row, examples: args, args: plain, params, active: [], seed: 0 }));
}

/** All edge calls at once, as one call on tensors. */
export function edgeTensors(row: Row): readonly Call[] {
  const points = edgeCalls(row);
  const [first] = points;
  if (first === undefined) return [];
  const shape = [points.length];
  const args = first.args.map((_, i) =>
    fromData(
      Float64Array.from(points, (point) => Number(point.args[i])),
      shape,
    ),
  );
  return [{ ...first, args, examples: first.examples.map(({ domain }) => ({ shape, domain })) }];
}

/** An argument that takes integers only, such as an order, stays in its domain; there is no derivative along it. */
function edgesOf({ min, max, avoid = [], integer }: Domain): readonly number[] {
  if (integer === true) return [min, Math.round((min + max) / 2), max];
  return [...edgeNumbers, ...[min, max, ...avoid].filter((x) => !edgeNumbers.includes(x))];
}

function middleOf(domain: Domain | undefined): number {
  return domain === undefined ? 0 : (domain.min + domain.max) / 2;
}
