import { describe, expect, test } from '@jest/globals';
import { add, lt, mul, sin, sub, sum, tanh, value, type Scalar } from '@wengert/primitives';
import { tensor, zeros, type Tensor } from '@wengert/tensor';
import { grad, hessian, jvp, scan, vjp, vmap, whileLoop } from '../src/index.js';

/** A nonlinear recurrence with a parameter that the step closes over, and outputs along the way. */
const recurrence =
  (steps: number, checkpoints?: number, count: () => void = () => undefined) =>
  (start: Tensor, rate: Scalar): Scalar => {
    const [last, ys] = scan(
      (state: Tensor) => {
        count();
        return [tanh(add(mul(rate, state), 0.1)), sum(state)] as const;
      },
      start,
      undefined,
      { length: steps, ...(checkpoints === undefined ? {} : { checkpoints }) },
    );
    return add(sum(last), sum(mul(ys, ys)));
  };

test('a scan over nothing has outputs of the shapes of those of a step, without steps', () => {
  const step = (c: Scalar, x: Tensor) => [add(c, sum(x)), { c, x }] as const;
  for (const options of [{}, { checkpoints: 1 }]) {
    const [last, ys] = scan(step, 3, zeros([0, 2]), options);
    expect(last).toBe(3);
    expect([ys.c.shape, ys.x.shape]).toEqual([[0], [0, 2]]);
  }
  const [, none] = scan((c: Scalar) => [c, c] as const, 1, undefined, { length: 0 });
  expect(none.shape).toEqual([0]);
  expect(grad((x: Scalar) => scan((c: Scalar) => [mul(c, c), c] as const, x, zeros([0]))[0])(3)).toBe(1);
});

test.each([[[]], [{}], [null], [undefined]])('a scan whose steps put out %j has that for outputs', (y) => {
  for (const options of [{ length: 2 }, { length: 0 }, { length: 3, checkpoints: 1 }]) {
    expect(scan((c: Scalar) => [c, y] as const, 1, undefined, options)).toEqual([1, y]);
  }
});

describe('a state of a loop', () => {
  type State = { readonly a: Scalar; readonly b: Tensor };
  const swapped = ({ a, b }: State): State => ({ b: mul(b, a), a: add(a, 1) });
  const start = { a: 1, b: tensor([1, 2]) };
  const after = { a: 3, b: tensor([2, 4]) };

  test.each([{}, { checkpoints: 1 }])('may have its keys in any order, with %j', (options) => {
    expect(scan((state: State) => [swapped(state), undefined], start, undefined, { length: 2, ...options })[0]).toEqual(
      after,
    );
    expect(whileLoop((state: State) => lt(state.a, 3), swapped, start, options)).toEqual(after);
  });

  test('may come with outputs that have their keys in any order', () => {
    const step = (c: Scalar) => [add(c, 1), lt(c, 1) ? { a: c, b: 10 } : { b: 20, a: c }] as const;
    const [, ys] = scan(step, 0, undefined, { length: 3 });
    expect([ys.a, ys.b]).toEqual([tensor([0, 1, 2]), tensor([10, 20, 20])]);
  });

  const untypedStep = (result: (c: State) => readonly unknown[]) => (): unknown =>
    scan(result as (c: State) => [State, undefined], start, undefined, { length: 2 });

  test.each<readonly [(c: State) => readonly unknown[], string]>([
    [(c) => [{ a: c.a }], 'scan: the carry of a step lacks .b, which the initial carry has.'],
    [(c) => [{ ...c, extra: 1 }], 'scan: the carry of a step has .extra, which the initial carry has not.'],
    [
      (c) => [{ a: [c.a], b: c.b }],
      'scan: the carry of a step.a is an array, but the initial carry has a number or a tensor there.',
    ],
    [(c) => [{ a: c.b, b: c.b }], 'scan: the carry of a step.a has shape [2], the initial carry has shape [].'],
  ])('names the place of a difference', (result, message) => {
    expect(untypedStep((c) => [...result(c), undefined])).toThrow(message);
  });

  test('names the place where outputs differ', () => {
    let calls = 0;
    const run = untypedStep((c) => [c, calls++ === 0 ? { y: 1 } : { z: 1 }]);
    expect(run).toThrow('scan: the output of a step lacks .y, which the output of the first step has.');
  });
});

describe('scan', () => {
  test('carries a state and collects outputs', () => {
    const [total, before] = scan((t: Scalar, x: Scalar) => [add(t, x), t] as const, 0, tensor([1, 2, 3]));
    expect(total).toBe(6);
    expect(before.toArray()).toEqual([0, 1, 3]);
    const [last, none] = scan((t: Scalar) => [mul(t, 2), undefined] as const, 1, undefined, { length: 5 });
    expect([last, none]).toEqual([32, undefined]);
    expect(scan((t: Scalar) => [t, t] as const, 7, tensor([]))[0]).toBe(7);
  });

  test('goes along the first axis of every leaf of a tree', () => {
    const xs = {
      a: tensor([1, 2]),
      b: tensor([
        [3, 4],
        [5, 6],
      ]),
    };
    const step = (t: Tensor, x: { a: Scalar; b: Tensor }) => [add(t, mul(x.a, x.b)), x.a] as const;
    const [total, ys] = scan(step, tensor([0, 0]), xs);
    expect(total.toArray()).toEqual([13, 16]);
    expect(ys.toArray()).toEqual([1, 2]);
    const gradient = grad((x: typeof xs) => sum(scan(step, tensor([0, 0]), x)[0]))(xs);
    expect(gradient.a.toArray()).toEqual([7, 11]);
    expect(gradient.b.toArray()).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  test.each([1, 2, 3, 10, 40])('gives the same derivatives to the bit with %i checkpoints', (checkpoints) => {
    const args = [tensor([0.3, -0.2]), 0.9] as const;
    for (const steps of [1, 2, 3, 17]) {
      const plain = grad(recurrence(steps), { argnums: [0, 1] })(...args);
      const bounded = grad(recurrence(steps, checkpoints), { argnums: [0, 1] })(...args);
      expect(bounded[0].toArray()).toEqual(plain[0].toArray());
      expect(bounded[1]).toBe(plain[1]);
    }
  });

  test('second derivatives, forward mode and batching with checkpoints', () => {
    const x = tensor([0.3, -0.2]);
    const of = (f: ReturnType<typeof recurrence>) => (rate: Scalar) => f(x, rate);
    const [plain, bounded] = [of(recurrence(9)), of(recurrence(9, 2))];
    expect(hessian(bounded)(0.8)).toBeCloseTo(hessian(plain)(0.8), 12);
    expect(grad(grad(bounded))(0.8)).toBeCloseTo(grad(grad(plain))(0.8), 12);
    expect(jvp(bounded, [0.8], [1])).toEqual(jvp(plain, [0.8], [1]));
    const rates = tensor([0.5, 0.8]);
    expect(vmap(grad(bounded))(rates).toArray()).toEqual(vmap(grad(plain))(rates).toArray());
    const [, pullback] = vjp(bounded, [0.8]);
    expect(pullback(1)).toEqual(pullback(1));
  });

  test('runs no step more often than the binomial schedule promises', () => {
    for (const [steps, checkpoints, repetitions] of [
      [10, 3, 2],
      [20, 3, 3],
      [56, 5, 3],
      [100, 99, 1],
    ] as const) {
      let calls = 0;
      grad(
        recurrence(steps, checkpoints, () => calls++),
        { argnums: 1 },
      )(tensor([0.1, 0.2]), 0.9);
      expect(calls).toBeLessThanOrEqual((1 + repetitions) * steps);
    }
  });

  test('errors', () => {
    const untyped = scan as (...args: unknown[]) => unknown;
    expect(() => untyped((t: Scalar) => [t, t], 0)).toThrow('scan: without xs, the option length must say');
    expect(() => untyped((t: Scalar) => [t, t], 0, [1, 2])).toThrow('scan: xs holds a number, which has no axis');
    expect(() => untyped((t: Scalar) => t, 0, tensor([1]))).toThrow(
      'scan: step must return [carry, y], but returned the number 0.',
    );
    expect(() => untyped((t: Scalar) => [[t, t], 0], 0, tensor([1]))).toThrow(
      'the carry of a step is an array, but the initial carry has a number or a tensor there.',
    );
    expect(() => untyped(() => [tensor([1]), 0], 0, tensor([1]))).toThrow(
      'the carry of a step has shape [1], the initial carry has shape [].',
    );
    expect(() => untyped((t: Scalar) => [t, t], 0, tensor([1]), { checkpoints: 0 })).toThrow(
      'must be a positive integer',
    );
    expect(() => untyped((t: Scalar) => [t, t], 0, { a: tensor([1]), b: tensor([1, 2]) })).toThrow('differ in length');
  });
});

describe('whileLoop', () => {
  const collatzLike = (checkpoints?: number) => (x: Scalar, rate: Scalar) =>
    whileLoop(
      (y: Scalar) => lt(y, 100),
      (y: Scalar) => add(mul(y, rate), sin(y)),
      x,
      checkpoints === undefined ? {} : { checkpoints },
    );

  test('differentiates along the steps taken, in both modes', () => {
    const f = collatzLike();
    const at = (x: number, rate: number) => value(f(x, rate));
    const [byX, byRate] = grad(f, { argnums: [0, 1] })(3, 1.5);
    const step = 1e-6;
    expect(byX).toBeCloseTo((at(3 + step, 1.5) - at(3 - step, 1.5)) / (2 * step), 4);
    expect(byRate).toBeCloseTo((at(3, 1.5 + step) - at(3, 1.5 - step)) / (2 * step), 3);
    expect(jvp(f, [3, 1.5], [1, 0])[1]).toBeCloseTo(byX, 10);
  });

  test('with checkpoints gives the same to the bit', () => {
    expect(grad(collatzLike(2), { argnums: [0, 1] })(3, 1.5)).toEqual(grad(collatzLike(), { argnums: [0, 1] })(3, 1.5));
    expect(grad(collatzLike(3))(1000, 1.5)).toBe(1);
  });

  test('a condition that is no boolean', () => {
    const untyped = whileLoop as (...args: unknown[]) => unknown;
    expect(() =>
      untyped(
        (x: Scalar) => sub(3, x),
        (x: Scalar) => x,
        1,
      ),
    ).toThrow('condition must return a boolean');
  });
});
