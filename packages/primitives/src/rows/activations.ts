import { nonzero, reals } from '../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../kinds/operations.js';
import { mul, neg, sub } from './arithmetic.js';
import { clip } from './clipping.js';
import { sechSquared, tanh } from './hyperbolic.js';
import { unitStep } from './indicators.js';

/** In each tail the one of its two forms whose exponential does not overflow. */
function logistic(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const growth = Math.exp(x);
  return growth / (1 + growth);
}

const logisticCode = `const logistic = (t) => {
  if (t >= 0) return 1 / (1 + Math.exp(-t));
  const growth = Math.exp(t);
  return growth / (1 + growth);
};`;

/**
 * The logistic function `1 / (1 + exp(-x))`, precise in both tails.
 *
 * @example
 * sigmoid(0); // 0.5
 */
export const sigmoid: UnaryOperation = /* @__PURE__ */ unary({
  name: 'sigmoid',
  scalar: logistic,
  body: `${logisticCode}
return logistic(x);`,
  notation: { latex: '\\sigma' },
  // Not sigmoid(x) * sigmoid(-x), in whose derivative the difference of the factors cancels near 0.
  partials: [(x) => mul(0.25, sechSquared(mul(0.5, x)))],
  domain: [reals],
  source: 'sigmoid(x) = (1 + tanh(x / 2)) / 2 and DLMF 4.34.3',
});

/**
 * `log(1 + exp(x))`, a smooth `relu`, precise in both tails.
 *
 * @example
 * softplus(1000); // 1000
 */
export const softplus: UnaryOperation = /* @__PURE__ */ unary({
  name: 'softplus',
  scalar: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  code: 'Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))',
  notation: {},
  partials: [(x) => sigmoid(x)],
  domain: [reals],
  source: 'chain rule',
});

/**
 * `log(sigmoid(x))`, precise in both tails.
 *
 * @example
 * logSigmoid(-1000); // -1000
 */
export const logSigmoid: UnaryOperation = /* @__PURE__ */ unary({
  name: 'logSigmoid',
  scalar: (x) => Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x))),
  code: 'Math.min(x, 0) - Math.log1p(Math.exp(-Math.abs(x)))',
  notation: { latex: '\\ln\\sigma' },
  partials: [(x) => sigmoid(neg(x))],
  domain: [reals],
  source: 'logSigmoid(x) = -softplus(-x)',
});

/** The ratio of the smaller to the greater of `exp(x)` and `exp(y)`: see `expDifference`. */
const ratioCode = `const low = x < y ? x : y;
const high = x < y ? y : x;
const difference = low - high;
const subtracted = low - difference;
const lost = low - (difference + subtracted) + (subtracted - high);
const ratio = difference < -800 ? 0 : Math.exp(difference) * (1 + lost);`;

/**
 * `log(exp(x) + exp(y))`, without overflow or underflow on the way.
 *
 * @example
 * logaddexp(1000, -1000); // 1000
 */
export const logaddexp: BinaryOperation = /* @__PURE__ */ binary({
  name: 'logaddexp',
  scalar: (x, y) => {
    if (x === y) return x + Math.LN2;
    return x < y ? y + Math.log1p(expDifference(x, y)) : x + Math.log1p(expDifference(y, x));
  },
  body: `${ratioCode}
return x === y ? x + Math.LN2 : high + Math.log1p(ratio);`,
  notation: { latex: '\\ln\\left(e^{#1} + e^{#2}\\right)' },
  partials: [(x, y) => logisticShare(x, y), (x, y) => logisticShare(y, x)],
  domain: [reals, reals],
  source: 'chain rule',
});

/** `exp(x) / (exp(x) + exp(y))`; a half where they are equal, also when both are infinite. */
export const logisticShare: BinaryOperation = /* @__PURE__ */ binary({
  name: 'logisticShare',
  scalar: (x, y) => {
    if (x === y) return 0.5;
    if (!(x < y)) return 1 / (1 + expDifference(y, x));
    const ratio = expDifference(x, y);
    return ratio / (1 + ratio);
  },
  body: `${ratioCode}
return x === y ? 0.5 : (x < y ? ratio : 1) / (1 + ratio);`,
  notation: { latex: '\\sigma\\left(#(1) - #(2)\\right)' },
  partials: [(x, y) => shareSlope(x, y), (x, y) => neg(shareSlope(x, y))],
  domain: [reals, reals],
  source: 'as sigmoid(x - y)',
});

/** `exp(x + y) / (exp(x) + exp(y))^2`: the product of both shares, with a derivative that does not cancel where they are close. */
export const shareSlope: BinaryOperation = /* @__PURE__ */ binary({
  name: 'shareSlope',
  scalar: (x, y) => {
    if (x === y) return 0.25;
    const ratio = x < y ? expDifference(x, y) : expDifference(y, x);
    const sum = 1 + ratio;
    return ratio / (sum * sum);
  },
  body: `${ratioCode}
const sum = 1 + ratio;
return x === y ? 0.25 : ratio / (sum * sum);`,
  notation: { latex: "\\sigma'\\left(#(1) - #(2)\\right)" },
  partials: [
    (x, y, slope) => mul(slope, tanh(mul(0.5, sub(y, x)))),
    (x, y, slope) => mul(slope, tanh(mul(0.5, sub(x, y)))),
  ],
  domain: [reals, reals],
  source: 'as the second derivative of softplus at x - y',
});

/**
 * `exp(x - y)` for `x < y`, without the rounding error of the difference, which the exponential would magnify. Knuth, The
 * Art of Computer Programming, volume 2, section 4.2.2, says what the difference lost.
 */
function expDifference(x: number, y: number): number {
  const difference = x - y;
  if (difference < -800) return 0;
  const subtracted = x - difference;
  const lost = x - (difference + subtracted) + (subtracted - y);
  return Math.exp(difference) * (1 + lost);
}

/**
 * `x` where it is positive, else 0. At 0 its derivative is 0, the subgradient of least norm.
 *
 * @example
 * relu(tensor([-1, 2])); // [0, 2]
 */
export const relu: UnaryOperation = /* @__PURE__ */ unary({
  name: 'relu',
  scalar: (x) => Math.max(x, 0),
  code: 'Math.max(x, 0)',
  notation: {},
  partials: [(x) => unitStep(x)],
  domain: [nonzero],
  source: 'linear in pieces; at 0 the subgradient of least norm',
});

/**
 * `x * sigmoid(x)`, also known as swish.
 *
 * @example
 * silu(0); // 0
 */
export const silu: UnaryOperation = /* @__PURE__ */ unary({
  name: 'silu',
  // Below -800 the result is -0; the bound keeps -Infinity from meeting the 0 that its exponential is.
  scalar: (x) => (x >= 0 ? x : Math.max(x, -800)) * logistic(x),
  body: `${logisticCode}
return (x >= 0 ? x : Math.max(x, -800)) * logistic(x);`,
  notation: {},
  partials: [(x) => siluSlope(x)],
  domain: [reals],
  source: 'product rule',
});

/** The derivative of `silu`. Written as a product of others, its own derivatives would cancel near 0. */
export const siluSlope: UnaryOperation = /* @__PURE__ */ unary({
  name: 'siluSlope',
  scalar: (x) => {
    // Beyond 800 the result is 0 or 1; the bounds keep an infinity from meeting a 0.
    const bounded = Math.max(-800, Math.min(x, 800));
    return logistic(bounded) * (1 + bounded * logistic(-bounded));
  },
  body: `${logisticCode}
const bounded = Math.max(-800, Math.min(x, 800));
return logistic(bounded) * (1 + bounded * logistic(-bounded));`,
  notation: {},
  partials: [
    (x) => {
      const half = mul(0.5, x);
      // The same bound: beyond it the first factor is 0.
      const product = mul(clip(x, -800, 800), tanh(half));
      return mul(0.25, mul(sechSquared(half), sub(2, product)));
    },
  ],
  domain: [reals],
  source: 'product rule, with sigmoid(x) = (1 + tanh(x / 2)) / 2',
});
