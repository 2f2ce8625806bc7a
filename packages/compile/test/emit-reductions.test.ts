import { describe, expect, it } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev, vmap } from '@wengert/functional';
import {
  argmax,
  argsort,
  cross,
  cumprod,
  linalg,
  logSoftmax,
  logsumexp,
  matmul,
  max,
  mean,
  median,
  min,
  mul,
  neg,
  norm,
  prod,
  reshape,
  softmax,
  sort,
  std,
  sum,
  variance,
  type Value,
} from '@wengert/primitives';
import { isDense, ones, tensor, type Tensor } from '@wengert/tensor';
import { emit } from '../src/index.js';

type ByVector = (x: Tensor) => Value;

/** The numbers that the emitted module returns for a list of numbers. */
function emitted(f: ByVector, length: number): (x: readonly number[]) => readonly number[] {
  const module = { exports: {} as { compiled?: (x: readonly number[]) => number | Float64Array } };
  // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the text is what is tested
  new Function('module', emit(f, [ones([length])], { format: 'cjs' }))(module);
  return (x) => {
    const result = module.exports.compiled?.(x) ?? NaN;
    return typeof result === 'number' ? [result] : Array.from(result);
  };
}

function eagerly(f: ByVector, x: readonly number[]): readonly number[] {
  const result = f(tensor(x));
  if (typeof result === 'number') return [result];
  if (!isDense(result)) throw new TypeError('A plain result was expected.');
  return Array.from(result.data);
}

const weights = tensor([0.5, -1, 2]);

const vectors: readonly (readonly [string, ByVector])[] = [
  ['softmax', softmax],
  ['logSoftmax', logSoftmax],
  ['cumprod', cumprod],
  ['sort', sort],
  ['cross', (x) => cross(x, weights)],
];

const numbers: readonly (readonly [string, (x: Tensor) => number])[] = [
  ['logsumexp', logsumexp],
  ['max', max],
  ['min', min],
  ['prod', prod],
  ['variance', variance],
  ['std', (x) => std(x, { ddof: 1 })],
  ['median', median],
  ['norm', norm],
  ['norm of order 3', (x) => norm(x, { ord: 3 })],
  ['norm of order Infinity', (x) => norm(x, { ord: Infinity })],
  ...vectors.map(([name, f]) => [`a weighted sum of ${name}`, (x: Tensor) => sum(mul(f(x), weights))] as const),
];

const points = [
  [0.3, -1.2, 2.5],
  [1, 1, 1],
  [2, -1, 2],
  [0, 0, 0],
  [0, 3, 0],
  [1000, -1000, 999],
  [1e200, 1e180, -1e200],
  [1e-200, 1e-180, 0],
  [1e8, 1e8 + 1, 1e8 - 1],
  [-Infinity, 0, 1],
  [-Infinity, -Infinity, -Infinity],
  [Infinity, 1, Infinity],
  [NaN, 1, 2],
];

function expectSame(found: readonly number[], expected: readonly number[], x: readonly number[]): void {
  const wanted = expected.map((y) =>
    Number.isFinite(y) && y !== 0 ? (expect.closeTo(y, 12 - Math.log10(Math.abs(y))) as unknown) : y + 0,
  );
  expect({ x, y: found.map((y) => y + 0) }).toEqual({ x, y: wanted });
}

describe('emit, for operations along axes', () => {
  it.each([...numbers, ...vectors, ['argsort', argsort] as const])(
    'writes %s, with the same value at ties, zeros, infinities, NaN and extremes',
    (_name, f) => {
      const compiled = emitted(f, 3);
      for (const x of points) expectSame(compiled(x), eagerly(f, x), x);
    },
  );

  it.each(numbers)('writes the gradient of %s, with the same value there', (_name, f) => {
    const gradient = grad(f);
    const compiled = emitted(gradient, 3);
    for (const x of points) expectSame(compiled(x), eagerly(gradient, x), x);
  });

  it.each(vectors)('writes both Jacobians of %s', (_name, f) => {
    for (const jacobian of [jacfwd(f as (x: Tensor) => Tensor), jacrev(f as (x: Tensor) => Tensor)]) {
      expectSame(emitted(jacobian, 3)([0.3, -1.2, 2.5]), eagerly(jacobian, [0.3, -1.2, 2.5]), [0.3, -1.2, 2.5]);
    }
  });

  it.each(numbers)('writes the Hessian of %s', (_name, f) => {
    const second = hessian(f);
    expectSame(emitted(second, 3)([0.3, -1.2, 2.5]), eagerly(second, [0.3, -1.2, 2.5]), [0.3, -1.2, 2.5]);
  });

  it('writes a cross-entropy loss, mapped over a batch', () => {
    const inputs = tensor([
      [1, 2],
      [0.5, -1],
      [3, 0],
    ]);
    const labels = tensor([
      [1, 0],
      [0, 1],
      [0, 1],
    ]);
    const loss = (w: Tensor): number =>
      mean(vmap((x: Tensor, label: Tensor) => neg(sum(mul(label, logSoftmax(matmul(x, w))))))(inputs, labels));
    const gradient = (x: Tensor): Value => grad(loss)(reshape(x, [2, 2]));
    expectSame(emitted(gradient, 4)([1, -1, 0.5, 2]), eagerly(gradient, [1, -1, 0.5, 2]), [1, -1, 0.5, 2]);
  });

  it('folds axes that are apart, and keeps them where asked', () => {
    const f = (x: Tensor): Value => prod(reshape(x, [2, 3, 2]), { axis: [0, 2], keepDims: true });
    const x = Array.from({ length: 12 }, (_, i) => i / 3 - 1);
    expectSame(emitted(f, 12)(x), eagerly(f, x), x);
  });

  it('counts the first of several, or the first NaN', () => {
    const f = (x: Tensor): Value => argmax(x, 0);
    for (const x of points) expectSame(emitted(f, 3)(x), eagerly(f, x), x);
  });

  it('has the value for no numbers', () => {
    expect(emitted(logsumexp, 0)([])).toEqual([-Infinity]);
    expect(emitted(prod, 0)([])).toEqual([1]);
    expect(emitted(mean, 0)([])).toEqual([NaN]);
  });

  it('refuses what it cannot write, and says why', () => {
    expect(() => emit((a: Tensor) => linalg.det(a), [ones([3, 3])])).toThrow(
      'emit: linalg.det has no code that could stand alone (pivots are chosen by their size). Use compile',
    );
  });
});
