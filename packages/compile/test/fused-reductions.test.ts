import { describe, expect, it } from '@jest/globals';
import { grad, valueAndGrad } from '@wengert/functional';
import { add, div, exp, log, max, mean, min, mul, reshape, square, sub, sum } from '@wengert/primitives';
import { fromData, type Plain, type Tensor } from '@wengert/tensor';
import { compile } from '../src/index.js';

type Reducing = (x: Tensor, y: Tensor) => unknown;

/** A tensor of this shape. */
function wave(shape: readonly number[], step: number, scale = 1): Tensor {
  const size = shape.reduce((product, length) => product * length, 1);
  return fromData(
    Float64Array.from({ length: size }, (_, i) => scale * Math.sin(step * i + 1)),
    shape,
  ) as Tensor;
}

const distance = (x: Tensor, y: Tensor) => sum(square(sub(x, y)));
const softplus = (x: Tensor) => log(add(1, exp(x)));

const functions: readonly (readonly [string, Reducing])[] = [
  ['a sum', distance],
  ['a mean', (x) => mean(softplus(x))],
  ['a maximum and a minimum', (x, y) => [max(mul(x, y)), min(mul(x, y))]],
  ['a sum along the first axis', (x, y) => sum(mul(x, y), { axis: 0 })],
  ['a mean along the last axis', (x, y) => mean(mul(x, y), { axis: -1, keepDims: true })],
  ['a sum and a gradient', valueAndGrad(distance)],
  [
    'the gradient of what a number scales',
    grad((x: Tensor, y: Tensor) => sum(mul(div(sum(exp(x)), 7), exp(y))), { argnums: [0, 1] }),
  ],
  ['elements that are also returned', (x, y) => [sum(mul(x, y)), mul(x, y)]],
  [
    'a sum over what is broadcast',
    grad((x: Tensor, y: Tensor) => sum(exp(mul(reshape(sum(x, { axis: 0 }), [1, -1]), y))), { argnums: [0, 1] }),
  ],
  ['a sum that elements are divided by', (x) => sum(square(div(exp(x), sum(exp(x)))))],
];

describe.each(functions)('compiled, %s', (_name, f) => {
  it('is the same to the last bit, at any size and at every call', () => {
    for (const shape of [
      [1, 1],
      [7, 1],
      [1, 8],
      [3, 43],
      [129, 5],
      [5, 700],
      [2000, 3],
    ]) {
      const compiled = compile(f);
      for (const step of [0.7, 1.3, 0.7]) {
        const [x, y] = [wave(shape, step), wave(shape, step / 3)];
        expect(compiled(x, y)).toEqual(f(x, y));
      }
    }
  });
});

describe('a compiled reduction', () => {
  const [x, y] = [wave([5000], 0.7), wave([5000], 0.3)];
  const sourceOf = (f: Reducing): string => {
    const compiled = compile(f);
    compiled(x, y);
    return compiled.source ?? '';
  };

  it('has no array for the elements that it reduces', () => {
    expect(sourceOf(distance)).not.toMatch(/tensor\d|newTensor/);
  });

  it('shares one loop with others, and with what comes after it and does not need it', () => {
    const source = sourceOf((x, y) => {
      const product = mul(x, y);
      const total = sum(product);
      const half = div(total, 2);
      return [half, mean(exp(product)), exp(product)];
    });
    expect(source.match(/do \{/g)).toHaveLength(1);
    expect(source.match(/newTensor/g)).toHaveLength(1);
  });

  it('has a loop of its own where what it reduces needs another one', () => {
    expect(sourceOf((x) => sum(div(x, sum(exp(x))))).match(/do \{/g)).toHaveLength(2);
  });

  it('is a mean also where the sum overflows', () => {
    const huge = wave([5000], 0, 1e308);
    const compiled = compile((x: Tensor) => [mean(mul(2, x)), mean(mul(1.5, x))] as Plain[]);
    for (const z of [x, huge, y, huge]) expect(compiled(z)).toEqual([mean(mul(2, z)), mean(mul(1.5, z))]);
  });

  it('gives results of their own at each call, and keeps what nobody sees', () => {
    const compiled = compile((x: Tensor) => {
      const rows = sum(exp(x), { axis: 0 });
      return [rows, sum(square(mul(2, sum(mul(3, x), { axis: 0 }))))] as const;
    });
    const z = wave([4, 5], 1);
    const [first] = [compiled(z), compiled(z)].map(([rows]) => rows);
    expect(compiled(wave([4, 5], 2))[0]).not.toBe(first);
    expect(first).toEqual(sum(exp(z), { axis: 0 }));
  });
});
