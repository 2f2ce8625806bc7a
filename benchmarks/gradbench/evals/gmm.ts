import {
  add,
  concat,
  exp,
  expandDims,
  grad,
  lgamma,
  matmul,
  mul,
  square,
  sub,
  sum,
  swapAxes,
  take,
  tensor,
} from 'wengert';
import { zeros, type Scalar, type Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { logSumExp, logSumExpAlong } from '../log-sum-exp.js';

/** What the mixture is differentiated by; the first axis of each counts its components. */
interface Mixture {
  /** Logarithms of the weights, up to a constant: [k]. */
  readonly alpha: Tensor;
  /** Means: [k, d]. */
  readonly mu: Tensor;
  /** Logarithms of the diagonals of the factors of the precision matrices: [k, d]. */
  readonly q: Tensor;
  /** What stands below those diagonals, column by column: [k, d (d - 1) / 2]. */
  readonly l: Tensor;
}

/** The prior of the precision matrices: additional degrees of freedom, and the precision. */
interface Wishart {
  readonly m: number;
  readonly gamma: number;
}

/** Where the elements of a lower triangular matrix stand in the list [0, diagonal, columns below it]. */
function lowerTriangle(d: number): number[][] {
  const places = Array.from({ length: d }, () => new Array<number>(d).fill(0));
  let next = 1 + d;
  for (let j = 0; j < d; j++) {
    places.forEach((row, i) => {
      if (i === j) row[j] = 1 + j;
      if (i > j) row[j] = next++;
    });
  }
  return places;
}

/** The logarithm of the posterior density of a Gaussian mixture, given the observations `x`: [n, d]. */
function objective({ alpha, mu, q, l }: Mixture, x: Tensor, { m, gamma }: Wishart): Scalar {
  const [n = 0, d = 0] = x.shape;
  const k = alpha.size;
  const diagonals = exp(q);
  const factors = take(concat([zeros([k, 1]), diagonals, l], 1), lowerTriangle(d), 1);
  const centered = sub(x, expandDims(mu, 1));
  const distances = sum(square(matmul(centered, swapAxes(factors, 1, 2))), { axis: 2 });
  const logDeterminants = sum(q, { axis: 1 });
  const terms = sub(expandDims(add(alpha, logDeterminants), 1), mul(0.5, distances));
  const likelihood = sub(sum(logSumExpAlong(terms, 0)), mul(n, logSumExp(alpha)));
  const squares = add(sum(square(diagonals)), sum(square(l)));
  const prior = sub(mul(m, sum(logDeterminants)), mul(0.5 * gamma ** 2, squares));
  return add(likelihood, prior, k * wishartConstant(d, m, gamma) - 0.5 * n * d * Math.log(2 * Math.PI));
}

/** The logarithm of what normalises the Wishart density of a d x d matrix. */
function wishartConstant(d: number, m: number, gamma: number): number {
  const freedom = d + m + 1;
  let logGamma = 0.25 * d * (d - 1) * Math.log(Math.PI);
  for (let j = 1; j <= d; j++) logGamma += lgamma(0.5 * (freedom + 1 - j));
  return freedom * d * (Math.log(gamma) - 0.5 * Math.LN2) - logGamma;
}

const gradient = grad(objective);

interface Input extends Wishart {
  readonly d: number;
  readonly k: number;
  readonly x: readonly (readonly number[])[];
  readonly alpha: readonly number[];
  readonly mu: readonly (readonly number[])[];
  readonly q: readonly (readonly number[])[];
  readonly l: readonly (readonly number[])[];
}

function read({ d, k, x, alpha, mu, q, l, m, gamma }: Input): [Mixture, Tensor, Wishart] {
  // In one dimension there is nothing below a diagonal.
  const below = tensor(Float64Array.from(l.flat()), [k, (d * (d - 1)) / 2]);
  return [{ alpha: tensor(alpha), mu: tensor(mu), q: tensor(q), l: below }, tensor(x), { m, gamma }];
}

/** A Gaussian mixture with a Wishart prior. */
export const gmm: Evaluation = {
  objective: evaluates((input: Input) => {
    const given = read(input);
    return () => objective(...given);
  }),
  jacobian: evaluates((input: Input) => {
    const given = read(input);
    return () => gradient(...given);
  }),
};
