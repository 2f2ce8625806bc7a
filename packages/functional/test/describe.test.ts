import { describe as group, expect, test } from '@jest/globals';
import { add, floor, matmul, mul, ravel, reshape, sin, stopGradient, sum, type Scalar } from '@wengert/primitives';
import { ones, tensor, TreeError, type Tensor } from '@wengert/tensor';
import { checkpoint, describe, grad } from '../src/index.js';

group('the description of a function', () => {
  const layer = ({ w, b }: { w: Tensor; b: Scalar }, x: Tensor, unused: Scalar, name: string) => ({
    loss: sum(sin(add(matmul(w, x), b))),
    note: [floor(unused), name.length],
  });
  const described = describe(layer, { w: ones([2, 3]), b: 1 }, tensor([1, 2, 3]), 4.5, 'layer');

  test('lists the inputs with their paths and shapes, and which of them matter', () => {
    expect(described.inputs).toEqual([
      { path: 'args[0].w', shape: [2, 3], active: true },
      { path: 'args[0].b', shape: [], active: true },
      { path: 'args[1]', shape: [3], active: true },
      { path: 'args[2]', shape: [], active: false },
    ]);
  });

  test('lists the outputs', () => {
    expect(described.outputs).toEqual([
      { path: '.loss', shape: [], active: true },
      { path: '.note[0]', shape: [], active: false },
      { path: '.note[1]', shape: [], active: false },
    ]);
  });

  test('counts the operations', () => {
    expect(described.operations).toBe(4);
    expect(described.operationCounts).toEqual({ add: 1, matmul: 1, sin: 1, sum: 1 });
    expect(described.backwardOperations).toBeGreaterThan(3);
  });

  test('can be read', () => {
    expect(described.toString().split('\n').slice(0, 8)).toEqual([
      'inputs    args[0].w  tensor [2, 3]',
      '          args[0].b  number',
      '          args[1]  tensor [3]',
      '          args[2]  number, constant',
      'output    .loss  number',
      '          .note[0]  number, constant',
      '          .note[1]  number, constant',
      'value     4 operations: add 1, matmul 1, sin 1, sum 1',
    ]);
    expect(String(described)).toMatch(/\nmemory {4}about \S+ kB until the backward sweep$/);
  });
});

test.each([20, 100, 512, 1000])('kept arrays of %i numbers are counted once each', (size) => {
  const sines = (count: number) => (x: Tensor) => sum(Array.from({ length: count }).reduce<Tensor>((y) => sin(y), x));
  const bytes = (count: number): number => describe(sines(count), ones([size])).residualBytes;
  const perSine = (bytes(101) - bytes(1)) / 100;
  expect(perSine).toBeGreaterThanOrEqual(8 * size);
  expect(perSine).toBeLessThan(8 * size + 300);
});

test('an array in another shape is counted once', () => {
  const x = ones([10, 10]);
  const once = describe((y: Tensor) => sum(mul(y, y)), x).residualBytes;
  const again = describe((y: Tensor) => sum(mul(y, reshape(ravel(y), [10, 10]))), x).residualBytes;
  expect(again - once).toBeLessThan(800);
});

test('scalars cost a slot of the tape each', () => {
  const power = (n: number) => (x: Scalar) => Array.from({ length: n }).reduce<Scalar>((y) => mul(y, x), x);
  expect(describe(power(100), 1).residualBytes).toBe(3200);
});

test('values are found beside settings', () => {
  const described = describe((p: { name: string; k: [boolean, Scalar] }) => mul(p.k[1], p.k[1]), {
    name: 'a',
    k: [true, 3],
  });
  expect(described.inputs).toEqual([{ path: 'args[0].k[1]', shape: [], active: true }]);
  expect(described.operations).toBe(1);
});

test('derivatives are functions like any other', () => {
  expect(describe(grad((x: Scalar) => sin(x)) as (x: Scalar) => Scalar, 1).operationCounts['cos']).toBe(1);
});

test('what is checkpointed is counted as it runs', () => {
  const f = checkpoint((x: Scalar) => sin(sin(x)));
  expect(describe(f, 1).operationCounts).toEqual({ sin: 2 });
  expect(describe(f, 1).backwardOperations).toBeGreaterThan(2);
  expect(describe(f, 1).residualBytes).toBe(0);
});

test('what stops a gradient is told', () => {
  expect(describe((x: Scalar) => stopGradient(x), 1).inputs).toEqual([{ path: 'args[0]', shape: [], active: false }]);
});

test('an output that is no tree is refused', () => {
  expect(() => describe(() => 'text')).toThrow(TreeError);
});
