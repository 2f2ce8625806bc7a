import { describe, expect, test } from '@jest/globals';
import { add, cos, div, matmul, mul, neg, sin, sqrt, sub, sum, take, type Scalar } from '@wengert/primitives';
import { DomainError, linspace, ShapeError, tensor, type Tensor } from '@wengert/tensor';
import { grad, jacfwd, jacrev, jvp, odeint, vmap } from '../src/index.js';

const decay = (y: Scalar, _t: Scalar, rate: Scalar): Scalar => mul(neg(rate), y);
const rotation = tensor([
  [0, -1],
  [1, 0],
]);

describe('odeint', () => {
  test('solves for a number, a tensor and a tree', () => {
    const ts = linspace(0, 2, 7);
    odeint(decay, 1, ts, 0.7).data.forEach((y, i) => {
      expect(y).toBeCloseTo(Math.exp(-0.7 * ts.at(i)), 8);
    });
    const circle = odeint((y: Tensor) => matmul(rotation, y), tensor([1, 0]), ts, null);
    expect(circle.shape).toEqual([7, 2]);
    expect(circle.at(6, 0)).toBeCloseTo(Math.cos(2), 7);
    expect(circle.at(6, 1)).toBeCloseTo(Math.sin(2), 7);
    type Pendulum = { readonly x: Scalar; readonly v: Tensor };
    const spring = ({ x, v }: Pendulum): Pendulum => ({ x: sum(v), v: mul(neg(x), tensor([1, 0])) });
    const { x, v } = odeint(spring, { x: 1, v: tensor([0, 0]) }, ts, null);
    expect([x.shape, v.shape]).toEqual([[7], [7, 2]]);
    expect(x.at(3)).toBeCloseTo(Math.cos(1), 7);
  });

  test('depends on time, and runs backwards', () => {
    const f = (_y: Scalar, t: Scalar): Scalar => cos(t);
    expect(odeint(f, 0, [0, 1, 2], null).at(2)).toBeCloseTo(Math.sin(2), 8);
    expect(odeint(f, 0, [0, -1, -2.5], null).at(2)).toBeCloseTo(Math.sin(-2.5), 8);
    expect(odeint(f, 5, [1], null).toArray()).toEqual([5]);
  });

  test('gets more exact with its tolerance', () => {
    const error = (rtol: number): number =>
      Math.abs(odeint(decay, 1, [0, 3], 1, { rtol, atol: rtol * 1e-3 }).at(1) - Math.exp(-3)) / Math.exp(-3);
    expect(error(1e-4)).toBeLessThan(2e-3);
    expect(error(1e-12)).toBeLessThan(2e-11);
  });
});

/** y(2) of the logistic equation y' = r y (1 - y / K). */
const logistic = (y0: Scalar, r: Scalar, capacity: Scalar, ts: readonly Scalar[] = [0, 0.5, 2]): Scalar =>
  take(
    odeint(
      (y: Scalar, _t: Scalar, p: { r: Scalar; capacity: Scalar }) => mul(p.r, y, sub(1, div(y, p.capacity))),
      y0,
      ts,
      { r, capacity },
    ),
    ts.length - 1,
  );

describe('the derivatives of odeint', () => {
  const exact = (y0: number, r: number, capacity: number): number =>
    capacity / (1 + (capacity / y0 - 1) * Math.exp(-2 * r));

  test('by y0 and params are those of the solution, in both modes', () => {
    const at: [number, number, number] = [0.5, 1.3, 2];
    const gradient = grad(logistic, { argnums: [0, 1, 2] })(...at);
    const h = 1e-5;
    at.forEach((_, i) => {
      const moved = (by: number): number => exact(...(at.with(i, (at[i] ?? 0) + by) as [number, number, number]));
      expect(gradient[i]).toBeCloseTo((moved(h) - moved(-h)) / (2 * h), 6);
    });
    const along = jvp(logistic, [...at], [1, 2, 3])[1];
    expect(along).toBeCloseTo(gradient[0] + 2 * gradient[1] + 3 * gradient[2], 11);
  });

  test('by the times are the right-hand side there', () => {
    const f = (start: Scalar, stop: Scalar): Scalar => logistic(0.5, 1.3, 2, [start, stop]);
    const [byStart, byStop] = grad(f, { argnums: [0, 1] })(0, 2);
    const y = exact(0.5, 1.3, 2);
    expect(byStop).toBeCloseTo(1.3 * y * (1 - y / 2), 6);
    // Only the time that has passed matters.
    expect(byStart).toBeCloseTo(-byStop, 6);
    const times = (ts: Tensor): Tensor => odeint((x: Scalar, t: Scalar) => mul(t, x), 1, ts, null);
    const jacobian = jacrev(times)(tensor([0, 0.5, 1]));
    expect(jacobian.at(1, 1)).toBeCloseTo(0.5 * Math.exp(0.125), 6);
    expect(jacobian.at(1, 2)).toBe(0);
    // y = exp(t^2 / 2), y'' = (1 + t^2) y
    const at = (t: Scalar): Scalar => take(times([0, t, 1] as never), 1);
    expect(grad(grad(at))(0.5)).toBeCloseTo(1.25 * Math.exp(0.125), 6);
    expect(at(0.5)).toBe(jvp(at, [0.5], [1])[0]);
  });

  test('agree in both modes, and to second order', () => {
    const f = (p: Tensor): Tensor =>
      odeint((y: Tensor, t: Scalar, q: Tensor) => sub(mul(sin(q), y), mul(cos(t), q)), tensor([1, 2]), [0, 0.3, 1], p);
    const p = tensor([0.4, -1.1]);
    const [forward, reverse] = [jacfwd(f)(p), jacrev(f)(p)];
    forward.data.forEach((slope, i) => {
      expect(slope).toBeCloseTo(reverse.data[i] ?? NaN, 12);
    });
    const total = (rate: Scalar): Scalar => take(odeint(decay, 1, [0, 1], rate), 1);
    expect(grad(grad(total))(0.7)).toBeCloseTo(Math.exp(-0.7), 7);
    expect(jvp(grad(total), [0.7], [1])[1]).toBeCloseTo(Math.exp(-0.7), 7);
  });

  test('pass through what f closes over, even where it matters only later', () => {
    const f = (rate: Scalar): Scalar =>
      take(
        odeint((y: Scalar, t: Scalar) => ((t as number) > 0.5 ? mul(rate, y) : mul(0.1, y)), 1, [0, 1], null),
        1,
      );
    const total = (rate: Scalar): Scalar =>
      take(
        odeint((y: Scalar) => mul(neg(rate), y), 1, [0, 1], null),
        1,
      );
    expect(grad(total)(0.7)).toBeCloseTo(-Math.exp(-0.7), 7);
    expect(grad(f)(0.2)).toBeGreaterThan(0.4);
  });

  test('are the same to the bit with checkpoints, which keep less', () => {
    const loss = (checkpoints: number | undefined) => (y0: Tensor, rate: Scalar) =>
      sum(
        odeint(
          (y: Tensor, _t: Scalar, r: Scalar) => mul(r, matmul(rotation, y)),
          y0,
          [0, 0.5, 1.5, 3],
          rate,
          checkpoints === undefined ? {} : { checkpoints },
        ),
      );
    const args = [tensor([1, 0.3]), 1.2] as const;
    const plain = grad(loss(undefined), { argnums: [0, 1] })(...args);
    for (const checkpoints of [1, 3, 50]) {
      const bounded = grad(loss(checkpoints), { argnums: [0, 1] })(...args);
      expect(bounded[0].data).toEqual(plain[0].data);
      expect(bounded[1]).toBe(plain[1]);
    }
  });

  test('are mapped over a batch, whose entries share the steps', () => {
    const f = (y0: Scalar, rate: Scalar): Scalar => take(odeint(decay, y0, [0, 1], rate), 1);
    const [y0, rates] = [tensor([1, 2, 3]), tensor([0.1, 1, 3])];
    vmap(f)(y0, rates).data.forEach((y, i) => {
      expect(y).toBeCloseTo(y0.at(i) * Math.exp(-rates.at(i)), 8);
    });
    for (const gradient of [
      vmap(grad(f, { argnums: 1 }))(y0, rates),
      grad((r: Tensor) => sum(vmap(f)(y0, r)))(rates),
    ]) {
      gradient.data.forEach((slope, i) => {
        expect(slope).toBeCloseTo(-y0.at(i) * Math.exp(-rates.at(i)), 7);
      });
    }
  });
});

describe('misuse of odeint', () => {
  test.each<[readonly number[], string]>([
    [[], 'odeint: ts must hold at least the time of y0.'],
    [[0, 1, 1], 'odeint: ts must increase or decrease all the way, but ts[1] is 1 and ts[2] is 1.'],
    [[0, 1, 0.5], 'but ts[1] is 1 and ts[2] is 0.5.'],
    [[0, NaN], 'odeint: ts[1] is NaN, but must be finite.'],
  ])('bad times %j', (ts, message) => {
    expect(() => odeint(decay, 1, ts, 1)).toThrow(DomainError);
    expect(() => odeint(decay, 1, ts, 1)).toThrow(message);
  });

  test('times of the wrong shape', () => {
    expect(() => odeint(decay, 1, tensor([[0, 1]]), 1)).toThrow(ShapeError);
  });

  test('derivatives that are not like the state, or not finite', () => {
    const wrong = (y: Tensor): Tensor => sum(y) as never;
    expect(() => odeint(wrong, tensor([1, 2]), [0, 1], null)).toThrow(
      'odeint: the derivative that f returned has shape [], y0 has shape [2].',
    );
    expect(() => odeint((y: Scalar) => div(y, 0), 1, [0, 1], null)).toThrow('odeint: f is not finite at the start');
    // y = 1 - t / 2 squared has no real continuation that the method could follow beyond t = 2.
    expect(() => odeint((y: Scalar) => neg(sqrt(sub(y, 0.5))), 1, [0, 9], null)).not.toThrow(RangeError);
  });

  test('a solution that ends, and too many steps', () => {
    // y = 1 / (1 - t)
    expect(() => odeint((y: Scalar) => mul(y, y), 1, [0, 2], null)).toThrow(DomainError);
    const stiff = (y: Scalar): Scalar => mul(-1e6, sub(y, 1));
    expect(() => odeint(stiff, 0, [0, 100], null, { maxSteps: 200 })).toThrow(/after 200 steps .* stiff/);
    expect(() => odeint(decay, 1, [0, 1], 1, { rtol: -1 })).toThrow('rtol and atol must not be negative');
    expect(() => odeint(decay, 1, [0, 1], 1, { checkpoints: 0 })).toThrow('checkpoints must be a positive integer');
  });

  test('adds up y and its derivative to what it must', () => {
    expect(odeint((y: Scalar, t: Scalar) => add(mul(0, y), mul(2, t)), 0, [0, 3], null).at(1)).toBeCloseTo(9, 10);
  });
});
