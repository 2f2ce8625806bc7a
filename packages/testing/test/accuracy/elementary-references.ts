import type { Definition } from './exact-derivative.js';
import type { Precise } from './precise.js';
import { above, both, each, tiny, type Reference, type References } from './reference.js';

const pairs = [
  [0.7, 1.9],
  [-1.3, 2.4],
  [3.7, -0.6],
  [-2.2, -0.3],
];
const positivePairs = pairs.map(([x = 0, y = 0]) => [Math.abs(x), y]);
const withPositive = pairs.map(([x = 0, y = 0]) => [x, Math.abs(y)]);
const hugePairs = [
  [1e300, 3],
  [1e-300, 2],
  [3, 1e-100],
  [1e-8, 1e8],
];

const one = (definition: (x: Precise) => Precise, ordinary: readonly number[], hard: readonly number[]): Reference => ({
  definition: (_precision, x) => definition(x),
  ordinary: each(...ordinary),
  hard: each(...hard),
});

const two = (
  definition: (x: Precise, y: Precise) => Precise,
  ordinary: Reference['ordinary'],
  hard: Reference['hard'],
): Reference => ({ definition: (_precision, x, y) => definition(x, y), ordinary, hard });

const square = (x: Precise): Precise => x.mul(x);
const hypotenuse = (x: Precise, y: Precise): Precise => square(x).add(square(y)).sqrt();

const mirrored = two((x, y) => x.div(square(x).add(square(y))), pairs, [
  [3e100, 4e100],
  [1.2e308, 1.7e308],
  [3e-70, 4e-70],
  [1, 1e-8],
  [1e-8, 1],
]);

/** Arithmetic, powers, roots. */
export const arithmeticReferences: References = {
  abs: one((x) => x.abs(), both, [...tiny, 1e300]),
  add: two((x, y) => x.add(y), pairs, hugePairs),
  sub: two((x, y) => x.sub(y), pairs, hugePairs),
  mul: two((x, y) => x.mul(y), pairs, hugePairs),
  div: two((x, y) => x.div(y), pairs, [...hugePairs, [1e300, 1e-5], [1e-300, 1e-100]]),
  neg: one((x) => x.neg(), both, tiny),
  reciprocal: one((x) => x.pow(-1), both, [1e-100, 1e-300, 1e16, 1e300]),
  square: one(square, both, [...tiny, 1e16, 1e300]),
  cbrt: one((x) => x.cbrt(), both, [1e-300, -1e-300, 1e-8, 1e16, 1e300]),
  inverseSquareCbrt: one((x) => square(x.cbrt()).pow(-1), both, [1e-100, 1e-8, 1e16, 1e300]),
  sqrt: one((x) => x.sqrt(), above, [1e-300, 5e-324, 1e-8, 1e16, 1e300]),
  rsqrt: one((x) => x.sqrt().pow(-1), above, [1e-300, 5e-324, 1e-8, 1e16, 1e300]),
  pow: two((x, y) => x.pow(y), positivePairs, [
    [1e-300, 0.5],
    [1e-8, 3],
    [1e300, 0.75],
    [1e16, -3],
    [1 + 1e-10, 1e10],
    [2, 1000.5],
    [2, -1060.5],
    [1.5, -1770],
    [3, 1e-12],
  ]),
  powDerivative: {
    definition: (_precision, x, p) => x.pow(p),
    orders: (_x, _p, j = 0, k = 0) => [j, k, 0, 0],
    ordinary: positivePairs.flatMap((pair) => [
      [...pair, 0, 0],
      [...pair, 1, 0],
      [...pair, 0, 1],
    ]),
    hard: [
      [1e-8, 3, 1, 0],
      [1e16, -3, 1, 0],
      [3, 1e-12, 1, 0],
      [3, 1, 1, 1],
      [1e300, 0.1, 3, 0],
      [2, -1060.5, 2, 0],
      [1e-309, 1e-4, 1, 0],
    ],
  },
  differenceOfSquares: two((x, y) => square(x).sub(square(y)), pairs, [
    [1, 1 - 2 ** -53],
    [1e100, 1e99],
    [1, 1e-300],
  ]),
  xlogy: two((x, y) => x.mul(y.ln()), withPositive, [
    [1e-300, 1e300],
    [3, 1 + 1e-10],
    [1e8, 1e-300],
  ]),
  positiveQuotient: two((x, y) => x.div(y), withPositive, [
    [1e300, 1e-5],
    [1e-300, 1e-100],
  ]),
  quotientOrZero: two((x, y) => x.div(y), withPositive, [
    [1e300, 1e-5],
    [1e-300, 1e-100],
  ]),
  positiveReciprocal: one((x) => x.pow(-1), above, [1e-100, 1e-300, 1e16]),
  hypot: two(hypotenuse, pairs, [
    [3e300, 4e300],
    [3e-300, 4e-300],
    [1, 1e-8],
    [1e-8, 1],
  ]),
  directionCosine: two((x, y) => x.div(hypotenuse(x, y)), pairs, [
    [3e200, 4e200],
    [1.2e308, 1.7e308],
    [3e-100, 4e-100],
    [1, 1e-8],
    [1e-8, 1],
  ]),
  circleInverse: mirrored,
  circleInverseOrZero: mirrored,
  atan2: {
    definition: ({ pi }, y, x) => {
      const angle = y.div(x).atan();
      if (x.sign() > 0) return angle;
      return y.sign() < 0 ? angle.sub(pi()) : angle.add(pi());
    },
    ordinary: pairs,
    hard: [
      [1e-8, 1],
      [1, 1e-8],
      [1e-8, -1],
      [3e100, 4e100],
      [3e-100, 4e-100],
    ],
  },
  absolutePower: two((x, p) => x.abs().pow(p), withPositive, [
    [1e-100, 1.5],
    [-1e100, 1.5],
    [3, 1e-8],
  ]),
  signedPower: two((x, p) => x.abs().pow(p).mul(x.sign()), withPositive, [
    [1e-100, 1.5],
    [-1e100, 1.5],
    [3, 1e-8],
  ]),
};

/** Away from where the derivatives of smooth steps vanish. */
const ramp = [0.4, -0.9, 1.7, -3.1, 0.05];
const nearOne = 1 - 1e-10;

/** Exponential, logarithmic, trigonometric and hyperbolic functions. */
export const elementaryReferences: References = {
  exp: one((x) => x.exp(), both, [...tiny, 700, -700, -740, 709.7]),
  exp2: one((x) => x.exp2(), both, [...tiny, 1000, -1000, 1023.9]),
  expm1: one((x) => x.exp().sub(1), both, [...tiny, 700, -700, -30]),
  log: one((x) => x.ln(), above, [1e-300, 1e-8, 1e16, 1e300, 1 + 1e-10, nearOne]),
  log2: one((x) => x.log2(), above, [1e-300, 1e-8, 1e16, 1e300, 1 + 1e-10, nearOne]),
  log10: one((x) => x.log10(), above, [1e-300, 1e-8, 1e16, 1e300, 1 + 1e-10, nearOne]),
  log1p: one((x) => x.add(1).ln(), [0.7, -0.3, 2.4, 0.05], [...tiny, 1e16, 1e300, -nearOne]),
  sin: one((x) => x.sin(), both, [...tiny, 700, 1e16, 1e300]),
  cos: one((x) => x.cos(), both, [...tiny, 700, 1e16, 1e300]),
  tan: one((x) => x.tan(), [0.7, -1.3, 1.1, 0.05], [...tiny, Math.PI / 2, 1.57, 1e16]),
  asin: one((x) => x.asin(), [0.1, -0.35, 0.6, -0.85], [...tiny, nearOne, -nearOne, 1 - 2 ** -53]),
  acos: one((x) => x.acos(), [0.1, -0.35, 0.6, -0.85], [...tiny, nearOne, -nearOne, 1 - 2 ** -53]),
  atan: one((x) => x.atan(), both, [...tiny, 1e16, -1e100]),
  sinh: one((x) => x.sinh(), both, [...tiny, 700, -700]),
  cosh: one((x) => x.cosh(), both, [...tiny, 700, -700]),
  tanh: one((x) => x.tanh(), ramp, [...tiny, 0.7, 20, -300, 360]),
  asinh: one((x) => x.asinh(), both, [...tiny, 1e16, -1e100]),
  acosh: one((x) => x.acosh(), [1.2, 1.9, 3.7, 12.5], [1 + 1e-10, 1 + 2 ** -52, 1e16, 1e100]),
  atanh: one((x) => x.atanh(), [0.1, -0.35, 0.6, -0.85], [...tiny, nearOne, -nearOne, 1 - 2 ** -53]),
  sechSquared: one((x) => square(x.sech()), ramp, [...tiny, 0.7, 20, -300, 360]),
};

const sigmoid = (x: Precise): Precise => x.neg().exp().add(1).pow(-1);
const silu: Definition = (_precision, x) => x.mul(sigmoid(x));
const tails = [...tiny, -1.3, 2.4, 40, -40, 700, -700];
const distantPairs = [
  [1000, 999.5],
  [-1000, -1000.5],
  [700, -30],
  [-1e-8, 1e-8],
  [1e10, 1e10 + 0.5],
];

/** Smooth steps and ramps. */
export const activationReferences: References = {
  sigmoid: one(sigmoid, ramp, tails),
  logSigmoid: one((x) => x.neg().exp().add(1).ln().neg(), ramp, tails),
  softplus: one((x) => x.exp().add(1).ln(), ramp, tails),
  silu: { definition: silu, ordinary: each(...ramp), hard: each(...tails) },
  siluSlope: { definition: silu, orders: () => [1], ordinary: each(...ramp), hard: each(...tails) },
  logaddexp: two((x, y) => x.exp().add(y.exp()).ln(), pairs, distantPairs.slice(0, 4)),
  logisticShare: two((x, y) => sigmoid(x.sub(y)), pairs, distantPairs),
  shareSlope: two((x, y) => sigmoid(x.sub(y)).mul(sigmoid(y.sub(x))), pairs.slice(1), [...distantPairs, [0.7, 1.9]]),
};
