import { describe, test } from '@jest/globals';
import { expectClose, flat, partials } from './independent.js';
import { evaluated } from './replay.js';

type Matrix = readonly (readonly number[])[];

interface Parameters {
  readonly alpha: readonly number[];
  readonly mu: Matrix;
  readonly q: Matrix;
  readonly l: Matrix;
}

interface Input extends Parameters {
  readonly d: number;
  readonly k: number;
  readonly x: Matrix;
  readonly m: number;
  readonly gamma: number;
}

/** The logarithm of the gamma function at half an integer. */
function logGamma(x: number): number {
  if (x === 1) return 0;
  return x === 0.5 ? 0.5 * Math.log(Math.PI) : Math.log(x - 1) + logGamma(x - 1);
}

/** The factor of the precision matrix of a component. */
function factor({ d }: Input, q: readonly number[], l: readonly number[]): number[][] {
  const matrix = Array.from({ length: d }, (_, i) =>
    Array.from({ length: d }, (_, j) => (i === j ? Math.exp(q[i] ?? NaN) : 0)),
  );
  let next = 0;
  for (let j = 0; j < d; j++) for (const row of matrix.slice(j + 1)) row[j] = l[next++] ?? NaN;
  return matrix;
}

/** The logarithm of the posterior density, from the densities themselves. */
function logPosterior(input: Input, { alpha, mu, q, l }: Parameters): number {
  const { d, x, m, gamma } = input;
  const weightSum = alpha.reduce((total, a) => total + Math.exp(a), 0);
  const factors = alpha.map((_, c) => factor(input, q[c] ?? [], l[c] ?? []));
  const determinants = q.map((row) => Math.exp(row.reduce((total, entry) => total + entry, 0)));
  let result = 0;
  for (const point of x) {
    const density = alpha.map((a, c) => {
      const offset = point.map((entry, j) => entry - (mu[c]?.[j] ?? NaN));
      const image = (factors[c] ?? []).map((row) =>
        row.reduce((total, entry, j) => total + entry * (offset[j] ?? NaN), 0),
      );
      const square = image.reduce((total, entry) => total + entry * entry, 0);
      const gaussian = ((determinants[c] ?? NaN) * Math.exp(-square / 2)) / (2 * Math.PI) ** (d / 2);
      return (Math.exp(a) / weightSum) * gaussian;
    });
    result += Math.log(density.reduce((total, entry) => total + entry, 0));
  }
  const freedom = d + m + 1;
  let normalizer = ((d * (d - 1)) / 4) * Math.log(Math.PI);
  for (let j = 1; j <= d; j++) normalizer += logGamma((freedom + 1 - j) / 2);
  factors.forEach((matrix, c) => {
    const trace = gamma ** 2 * flat(matrix).reduce((total, entry) => total + entry * entry, 0);
    const scale = freedom * d * Math.log(gamma / Math.SQRT2);
    result += m * Math.log(determinants[c] ?? NaN) - trace / 2 + scale - normalizer;
  });
  return result;
}

/** The posterior as a function of a list of all parameters, and that list. */
function inOneList(input: Input): [f: (list: readonly number[]) => number, list: number[]] {
  const { d, k, alpha, mu, q, l } = input;
  const below = (d * (d - 1)) / 2;
  const f = (list: readonly number[]): number => {
    const rest = [...list];
    const rows = (width: number): number[][] => Array.from({ length: k }, () => rest.splice(0, width));
    return logPosterior(input, { alpha: rest.splice(0, k), mu: rows(d), q: rows(d), l: rows(below) });
  };
  return [f, flat([alpha, mu, q, l])];
}

describe('gmm', () => {
  test.each(evaluated<Input>('gmm'))('$name agrees with the densities', ({ function: name, input, output }) => {
    const [f, list] = inOneList(input);
    if (name === 'objective') {
      expectClose(output, f(list), 1e-12);
      return;
    }
    const { alpha, mu, q, l } = output as Parameters;
    expectClose(flat([alpha, mu, q, l]), partials(f, list));
    expectClose([alpha.length, mu.length, q.length, l.length], [input.k, input.k, input.k, input.k]);
  });
});
