import { interval, reals, type Domain } from '../../domain.js';
import { binary, unary, type BinaryOperation, type UnaryOperation } from '../../kinds/operations.js';
import { add, sub } from '../arithmetic.js';
import { beyondMath } from './beyond-math.js';
import { logNormalDistribution, normalDensity, normalDistribution } from './kernels/normal.js';
import { logNormalDistributionDerivative } from './kernels/normal-log-derivatives.js';

const order: Domain = { min: 0, max: 3, integer: true };
const positiveOrder: Domain = { min: 1, max: 3, integer: true };

/**
 * The density of the standard normal distribution, `exp(-x ** 2 / 2) / sqrt(2 * pi)`.
 *
 * @example
 * normPdf(Infinity); // 0
 */
export const normPdf: UnaryOperation = /* @__PURE__ */ unary({
  name: 'normPdf',
  scalar: (x) => normalDensity(0, x),
  uncoded: beyondMath,
  notation: { latex: '\\varphi' },
  partials: [(x) => normPdfDerivative(1, x)],
  domain: [reals],
  source: 'DLMF 18.5.5 for He',
});

/**
 * The derivative of that order of `normPdf` at `x`: a polynomial times the density.
 *
 * @example
 * normPdfDerivative(1, Infinity); // 0
 */
export const normPdfDerivative: BinaryOperation = /* @__PURE__ */ binary({
  name: 'normPdfDerivative',
  scalar: normalDensity,
  uncoded: beyondMath,
  notation: { latex: '\\varphi^{(#1)}\\left(#2\\right)' },
  partials: [undefined, (n, x) => normPdfDerivative(add(n, 1), x)],
  domain: [order, reals],
  source: 'DLMF 18.5.5 for He',
});

/**
 * The standard normal distribution function, with full relative precision in its lower tail.
 *
 * @example
 * normCdf(0); // 0.5
 */
export const normCdf: UnaryOperation = /* @__PURE__ */ unary({
  name: 'normCdf',
  scalar: normalDistribution,
  uncoded: beyondMath,
  notation: { latex: '\\Phi' },
  partials: [(x) => normPdf(x)],
  domain: [reals],
  source: 'fundamental theorem of calculus',
});

/**
 * `log(normCdf(x))`, precise in both tails: about `-x ** 2 / 2` far below zero, where `normCdf` underflows.
 *
 * @example
 * normLogCdf(Infinity); // 0
 */
export const normLogCdf: UnaryOperation = /* @__PURE__ */ unary({
  name: 'normLogCdf',
  scalar: logNormalDistribution,
  uncoded: beyondMath,
  notation: { latex: '\\ln\\Phi' },
  partials: [(x) => normLogCdfDerivative(1, x)],
  domain: [reals],
  source: 'logarithmic derivative; for the lower tail, DLMF 7.8',
});

/**
 * The derivative of that order, at least 1, of `normLogCdf` at `x`. The first, `normPdf(x) / normCdf(x)`, is about `-x`
 * far below zero.
 *
 * @example
 * normLogCdfDerivative(2, -Infinity); // -1
 */
export const normLogCdfDerivative: BinaryOperation = /* @__PURE__ */ binary({
  name: 'normLogCdfDerivative',
  scalar: logNormalDistributionDerivative,
  uncoded: beyondMath,
  notation: { latex: '\\left(\\ln\\Phi\\right)^{(#1)}\\left(#2\\right)' },
  partials: [undefined, (n, x) => normLogCdfDerivative(add(n, 1), x)],
  domain: [positiveOrder, reals],
  source: 'Taylor series; in the tails, the cumulants of the normal distribution cut off at -x, and the Leibniz rule',
});

/**
 * The Gaussian error linear unit `x * normCdf(x)`, exact and not by `tanh`.
 *
 * @see Hendrycks and Gimpel, Gaussian Error Linear Units (GELUs), 2016
 *
 * @example
 * gelu(0); // 0
 */
export const gelu: UnaryOperation = /* @__PURE__ */ unary({
  name: 'gelu',
  // Below -40 the result is -0; the bound keeps -Infinity from meeting the 0 that the distribution function is.
  scalar: (x) => Math.max(x, -40) * normalDistribution(x),
  uncoded: beyondMath,
  notation: {},
  // The product rule, with -x * normPdf(x) as what it is.
  partials: [(x) => sub(normCdf(x), normPdfDerivative(1, x))],
  domain: [interval(-4, 4)],
  source: 'Hendrycks and Gimpel 2016; product rule',
});
