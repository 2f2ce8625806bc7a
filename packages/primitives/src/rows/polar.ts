import { nonzero } from '../domain.js';
import { binary, type BinaryOperation } from '../kinds/operations.js';
import { mul, neg } from './arithmetic.js';
import { differenceOfSquares } from './difference-of-squares.js';

/**
 * `sqrt(x * x + y * y)`, without overflow or underflow on the way. At the origin its derivative is 0, the subgradient of
 * least norm.
 *
 * @example
 * hypot(3, 4); // 5
 */
export const hypot: BinaryOperation = /* @__PURE__ */ binary({
  name: 'hypot',
  scalar: Math.hypot,
  notation: { latex: '\\sqrt{#(1)^{2} + #(2)^{2}}' },
  partials: [(x, y) => directionCosine(x, y), (x, y) => directionCosine(y, x)],
  domain: [nonzero, nonzero],
  source: 'chain rule; at the origin the subgradient of least norm',
});

/**
 * The angle of a point, in radians from -π to π. Its second coordinate comes first, as in `Math.atan2`.
 *
 * @example
 * atan2(0, 1); // 0
 */
export const atan2: BinaryOperation = /* @__PURE__ */ binary({
  name: 'atan2',
  scalar: Math.atan2,
  notation: {},
  partials: [(y, x) => circleInverse(x, y), (y, x) => neg(circleInverse(y, x))],
  domain: [nonzero, nonzero],
  source: 'DLMF 4.24.9 and the chain rule',
});

/**
 * `x / hypot(x, y)`: the cosine of the angle of the point `(x, y)`; exchanging the arguments gives the sine. At the origin it
 * is 0 with all its derivatives; where both arguments are infinite it has no limit.
 */
export const directionCosine: BinaryOperation = /* @__PURE__ */ binary({
  name: 'directionCosine',
  scalar: (x, y) => {
    const length = Math.hypot(x, y);
    if (length === 0) return 0;
    if (length < Infinity) return x / length;
    if (Math.abs(x) === Infinity) return Number.isFinite(y) ? Math.sign(x) : NaN;
    return x / 4 / Math.hypot(x / 4, y / 4);
  },
  body: `const length = Math.hypot(x, y);
if (length === 0) return 0;
if (length < Infinity) return x / length;
if (Math.abs(x) === Infinity) return Number.isFinite(y) ? Math.sign(x) : NaN;
return x / 4 / Math.hypot(x / 4, y / 4);`,
  notation: {
    text: ['#(1) / hypot(#1, #2)', 'product'],
    latex: ['\\frac{#1}{\\sqrt{#(1)^{2} + #(2)^{2}}}', 'product'],
  },
  partials: [
    (x, y) => mul(directionCosine(y, x), circleInverseOrZero(y, x)),
    (x, y, cosine) => neg(mul(cosine, circleInverseOrZero(y, x))),
  ],
  domain: [nonzero, nonzero],
  source: 'quotient rule',
});

/**
 * `x / (x^2 + y^2)`: a coordinate of the mirror image of the point `(x, y)` in the unit circle; exchanging the arguments
 * gives the other. NaN at the origin.
 */
export const circleInverse: BinaryOperation = /* @__PURE__ */ circleInverseWith('circleInverse', NaN);

/** As `circleInverse`, but 0 at the origin, with all its derivatives: for directions, of which the zero vector has none. */
export const circleInverseOrZero: BinaryOperation = /* @__PURE__ */ circleInverseWith('circleInverseOrZero', 0);

/**
 * With z = x + iy, the results are the coordinates of 1 / z, and its derivatives are products of them in turn: none has a
 * difference that cancels or a square that leaves the range of the numbers.
 */
// @__NO_SIDE_EFFECTS__
function circleInverseWith(name: string, atOrigin: number): BinaryOperation {
  const operation: BinaryOperation = binary({
    name,
    scalar: (x, y) => {
      const sum = x * x + y * y;
      if (sum > 1e-280 && sum < 1e300) return x / sum;
      if (x === 0 && y === 0) return atOrigin;
      if (Math.abs(x) === Infinity) return y === y ? 0 : NaN;
      const length = Math.hypot(x, y);
      if (length < Infinity) return x / length / length;
      const quarter = Math.hypot(x / 4, y / 4);
      return x / 4 / quarter / quarter / 4;
    },
    body: `const sum = x * x + y * y;
if (sum > 1e-280 && sum < 1e300) return x / sum;
if (x === 0 && y === 0) return ${atOrigin};
if (Math.abs(x) === Infinity) return y === y ? 0 : NaN;
const length = Math.hypot(x, y);
if (length < Infinity) return x / length / length;
const quarter = Math.hypot(x / 4, y / 4);
return x / 4 / quarter / quarter / 4;`,
    notation: ['/', 'x', ['+', ['^', 'x', 2], ['^', 'y', 2]]],
    partials: [
      (x, y, inverse) => differenceOfSquares(operation(y, x), inverse),
      (x, y, inverse) => mul(-2, mul(inverse, operation(y, x))),
    ],
    domain: [nonzero, nonzero],
    source: 'd/dz 1 / z = -1 / z^2',
  });
  return operation;
}
