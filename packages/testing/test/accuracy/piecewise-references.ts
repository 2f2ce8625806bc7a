import type { Precise } from './precise.js';
import { above, both, each, tiny, type Reference, type References } from './reference.js';

type Test = (...xs: number[]) => boolean | number;

const triples = [
  [0.7, -1, 1],
  [-1.3, -1, 1],
  [2.4, -1, 1],
];
const pairs = [
  [0.7, 1.9],
  [2.4, -1.3],
  [-2.2, -2.2],
];

/** A function of 0, 1 and a half. */
const indicator = (holds: Test, ordinary: Reference['ordinary']): Reference => ({
  definition: ({ of }, ...xs) => of(Number(holds(...xs.map((x) => x.toNumber())))),
  ordinary,
  hard: [],
});

/** One of the arguments, or something linear in them. */
const chosen = (
  definition: (...xs: Precise[]) => Precise,
  ordinary: Reference['ordinary'],
  hard: Reference['hard'] = [],
): Reference => ({ definition: (_precision, ...xs) => definition(...xs), ordinary, hard });

const greater = (x: Precise, y: Precise): Precise => (x.greaterThan(y) ? x : y);
const less = (x: Precise, y: Precise): Precise => (x.lessThan(y) ? x : y);
const remainder = (x: Precise, y: Precise): Precise => x.sub(y.mul(x.div(y).floor()));
const apart = pairs.slice(0, 2);

/** Functions that are constant or linear in pieces. */
export const piecewiseReferences: References = {
  sign: indicator(Math.sign, each(...both)),
  floor: indicator(Math.floor, each(...both)),
  ceil: indicator(Math.ceil, each(...both)),
  round: indicator(Math.round, each(...both)),
  trunc: indicator(Math.trunc, each(...both)),
  oneIfDefined: indicator(() => true, each(...both)),
  unitStep: indicator((x = 0) => x > 0, each(...both)),
  shareOfGreater: indicator((x = 0, y = 0) => (x === y ? 0.5 : x > y), pairs),
  less: indicator((x = 0, y = 0) => x < y, pairs),
  lessEqual: indicator((x = 0, y = 0) => x <= y, pairs),
  greater: indicator((x = 0, y = 0) => x > y, pairs),
  greaterEqual: indicator((x = 0, y = 0) => x >= y, pairs),
  equal: indicator((x = 0, y = 0) => x === y, pairs),
  notEqual: indicator((x = 0, y = 0) => x !== y, pairs),
  isExtreme: indicator((x = 0, y = 0) => x === y, pairs),
  clipInside: indicator((x = 0, low = 0, high = 0) => low <= x && x <= high, triples),
  clipBelow: indicator((x = 0, low = 0) => x < low, triples),
  clipAbove: indicator((x = 0, ...bounds) => x > (bounds[1] ?? NaN), triples),
  relu: chosen((x) => (x.sign() > 0 ? x : x.mul(0)), each(...both), each(...tiny)),
  maximum: chosen((x, y) => greater(x, y), apart, [[1e-300, -1e-300]]),
  minimum: chosen((x, y) => less(x, y), apart, [[1e-300, -1e-300]]),
  clip: chosen((x, y, z) => less(greater(x, y), z), triples),
  mod: chosen(
    (x, y) => remainder(x, y),
    [[7.3, 2.1], [-7.3, 2.1], [7.3, -2.1], ...above.map((x) => [x, 0.9])],
    [
      [1e16, 3],
      [1e-300, 3],
    ],
  ),
};
