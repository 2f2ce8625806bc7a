import type { Definition } from './exact-derivative.js';
import type { Precise } from './precise.js';
import { both, each, tiny, type References } from './reference.js';

const x1 =
  (definition: (x: Precise) => Precise): Definition =>
  (_precision, x) =>
    definition(x);
const x2 =
  (definition: (x: Precise) => Precise): Definition =>
  (_precision, _order, x) =>
    definition(x);

const normPdf: Definition = ({ of, pi }, x) => x.mul(x).div(-2).exp().div(of(2).mul(pi()).sqrt());
const normCdf: Definition = ({ of }, x) => x.neg().div(of(2).sqrt()).erfc().div(2);
const normLogCdf: Definition = (precision, x) => normCdf(precision, x).ln();
const logBeta = (x: Precise, y: Precise): Precise => x.lngamma().add(y.lngamma()).sub(x.add(y).lngamma());
const second =
  (definition: Definition): Definition =>
  (precision, _order, x) =>
    definition(precision, x);

/** The order of a derivative, paired with points. */
const ofOrders = (orders: readonly number[], xs: readonly number[]): readonly (readonly number[])[] =>
  orders.flatMap((order) => xs.map((x) => [order, x]));
const along = (order = 0): readonly number[] => [0, order];

const gammaPoints = [0.3, 0.7, 1.9, 3.7, 12.5, -0.6, -2.3];
const positivePairs = [
  [0.7, 3.1],
  [2.4, 0.3],
  [5.5, 3.2],
];
const hardPairs = [
  [0.7, 1.9],
  [1e10, 0.5],
  [0.5, 1e10],
  [1e-8, 2],
  [100, 200],
  [200, 250],
];

/** Special functions; MPFR computes them by algorithms of its own. */
export const specialReferences: References = {
  erf: { definition: x1((x) => x.erf()), ordinary: each(...both), hard: each(...tiny, 5.5, -6, 20) },
  erfc: { definition: x1((x) => x.erfc()), ordinary: each(...both), hard: each(...tiny, -6, 10, 26) },
  erfDerivative: {
    definition: x2((x) => x.erf()),
    orders: along,
    ordinary: ofOrders([1], [0.7, -1.3]),
    hard: ofOrders([1], [1e-8, 10]),
  },
  normPdf: { definition: normPdf, ordinary: each(...both), hard: each(...tiny, 10, -37) },
  normPdfDerivative: {
    definition: second(normPdf),
    orders: along,
    ordinary: ofOrders([1], [0.7, -1.3]),
    hard: ofOrders([1], [1e-8, -37]),
  },
  normCdf: { definition: normCdf, ordinary: each(...both), hard: each(...tiny, 6, -10, -37) },
  normLogCdf: { definition: normLogCdf, ordinary: each(...both), hard: each(...tiny, 6, 30, -10, -37, -1000) },
  normLogCdfDerivative: {
    definition: second(normLogCdf),
    orders: along,
    ordinary: ofOrders([1], [0.7, -1.3, -0.6, 1.4]),
    hard: ofOrders([1], [3, -10]),
  },
  gelu: {
    definition: (precision, x) => normCdf(precision, x).mul(x),
    ordinary: each(...both),
    hard: each(...tiny, 6, -10, -37),
  },
  gamma: {
    definition: x1((x) => x.gamma()),
    ordinary: each(...gammaPoints),
    hard: each(1e-8, -1e-8, 1e-100, 50.5, 170.5, -1 + 1e-10, -20.3),
  },
  gammaDerivative: {
    definition: x2((x) => x.gamma()),
    orders: along,
    ordinary: ofOrders([1], [0.7, 3.7]),
    hard: ofOrders([1], [1e-8, 170.5]),
  },
  lgamma: {
    definition: x1((x) => x.gamma().abs().ln()),
    ordinary: each(...gammaPoints),
    hard: each(1e-8, -1e-8, 1e-100, 50.5, 1e4, 1 + 1e-10, 2 - 1e-10),
  },
  digamma: {
    definition: x1((x) => x.digamma()),
    ordinary: each(...gammaPoints),
    hard: each(1e-8, -1e-8, 1e-100, 50.5, 1e4, 1e16, 1.4616321449683623),
  },
  polygamma: {
    definition: x2((x) => x.digamma()),
    orders: along,
    ordinary: ofOrders([1], [0.7, 3.7]),
    hard: ofOrders([1], [1e-8, 50.5, 1e16]),
  },
  polygammaDifference: {
    definition: (_precision, _order, a, b) => a.digamma().sub(a.add(b).digamma()),
    orders: (order = 0) => [0, order, 0],
    ordinary: [
      [0, 0.7, 1.9],
      [1, 2.4, 0.3],
    ],
    hard: [
      [0, 1e4, 0.5],
      [0, 0.5, 1e4],
      [0, 3, 1e-10],
      [0, -0.6, 1.9],
      [1, 2.3, -0.7],
    ],
  },
  beta: {
    definition: (_precision, x, y) => logBeta(x, y).exp(),
    ordinary: positivePairs,
    hard: hardPairs,
  },
  lbeta: {
    definition: (_precision, x, y) => logBeta(x, y),
    ordinary: [...positivePairs, [0.5, 1.2], [0.25, 8.5], [1.4, 1.7]],
    hard: hardPairs,
  },
  betaDerivative: {
    definition: (_precision, x, y) => logBeta(x, y).exp(),
    orders: (_x, _y, j = 0, k = 0) => [j, k],
    ordinary: [
      [0.7, 3.1, 1, 0],
      [0.7, 3.1, 1, 1],
      [5.5, 3.2, 1, 1],
    ],
    hard: [
      [1e-8, 2, 0, 1],
      [1e-8, 1e-8, 1, 1],
    ],
  },
  besselj0: { definition: x1((x) => x.j0()), ordinary: each(...both), hard: each(1e-8, 2.404825557695773, 50, 1000) },
  besselj1: { definition: x1((x) => x.j1()), ordinary: each(...both), hard: each(1e-8, 3.8317059702075125, 50, 1000) },
  besselj: {
    definition: (_precision, order, x) => x.jn(order.toNumber()),
    ordinary: ofOrders([0, 1, 2], [0.3, 0.7, 1.4]),
    hard: [
      ...ofOrders([2], [1e-8, 1.9, 50, 1000]),
      // On both sides of where the argument is the order, and of where its square is.
      ...ofOrders([30], [5.5, 5.7, 25, 30.5]),
      ...ofOrders([97], [9.5, 94, 98]),
    ],
  },
};
