import { describe, expect, test } from '@jest/globals';
import { add, cos, div, exp, lt, mul, sin, stopGradient, sub, sum, value, type Scalar } from '@wengert/primitives';
import { tensor, TraceError } from '@wengert/tensor';
import fc from 'fast-check';
import {
  checkpoint,
  customJvp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  valueAndGrad,
  vjp,
  vmap,
} from '../src/index.js';

const f = (x: Scalar): Scalar => mul(sin(x), exp(x));
const slope = (x: number): number => (Math.sin(x) + Math.cos(x)) * Math.exp(x);
const curvature = (x: number): number => 2 * Math.cos(x) * Math.exp(x);

/** One derivative of `f` at a point, in steps; what happens between them is up to whoever runs it. */
type Task = (x: number) => Generator<void, readonly [actual: number, expected: number]>;

/** Pullbacks and pushforwards outlive the call that made them, and `f` itself may run at any depth. */
const tasks: readonly Task[] = [
  function* gradient(x) {
    yield;
    return [grad(f)(x), slope(x)];
  },
  function* pullbackUsedLater(x) {
    const [, pullback] = vjp(f, [x]);
    yield;
    const [first] = pullback(1);
    yield;
    const [second] = pullback(2);
    return [first + second, 3 * slope(x)];
  },
  function* linearApproximationUsedLater(x) {
    const [, pushforward] = linearize(f, [x]);
    yield;
    const first = pushforward(1);
    yield;
    return [first + pushforward(-3), -2 * slope(x)];
  },
  function* pullbackOfAGradient(x) {
    const [, pullback] = vjp((y: Scalar) => grad(f)(y), [x]);
    yield;
    return [pullback(1)[0], curvature(x)];
  },
  function* checkpointed(x) {
    const [, pullback] = vjp((y: Scalar) => checkpoint(f)(y), [x]);
    yield;
    return [pullback(1)[0], slope(x)];
  },
  function* batched(x) {
    const mapped = vmap((y: Scalar) => grad(f)(y));
    yield;
    return [mapped(tensor([0, x])).at(1), slope(x)];
  },
];

describe('derivatives that are computed in turns', () => {
  test('do not disturb each other, whatever the order of their steps', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...tasks), fc.integer({ min: -3, max: 3 })), { minLength: 2, maxLength: 6 }),
        fc.array(fc.nat(5), { maxLength: 30 }),
        (chosen, turns) => {
          const running = chosen.map(([task, x]) => task(x));
          const results = running.map((): readonly [number, number] | undefined => undefined);
          const rounds = Array.from({ length: 4 }, () => running.map((_, i) => i)).flat();
          for (const turn of [...turns, ...rounds]) {
            const step = running[turn]?.next();
            if (step?.done === true && typeof step.value === 'object') results[turn] = step.value;
          }
          for (const result of results) expect(result?.[0]).toBeCloseTo(result?.[1] ?? NaN, 8);
        },
      ),
    );
  });

  test('nor when one starts inside of the other and ends after it', () => {
    let resume = (): number => NaN;
    const outer = grad((x: Scalar) => {
      const [, pullback] = vjp(f, [2]);
      resume = () => pullback(1)[0];
      return mul(x, resume());
    })(1);
    expect(outer).toBe(resume());
    expect(resume()).toBeCloseTo(slope(2), 10);
  });

  test('nor when a generator of traced values is run from outside', () => {
    function* powers(x: Scalar): Generator<Scalar, void> {
      for (let y = x; ; y = mul(y, x)) yield y;
    }
    const take = (x: Scalar): Scalar => {
      const [a, b] = [powers(x), powers(mul(x, x))];
      let total: Scalar = 0;
      for (let i = 0; i < 3; i++) total = add(total, add(a.next().value ?? 0, b.next().value ?? 0));
      return total;
    };
    // x + x² + x³ + x² + x⁴ + x⁶
    expect(grad(take)(2)).toBe(1 + 4 + 12 + 4 + 32 + 192);
    expect(jvp(take, [2], [1])).toEqual([2 + 4 + 8 + 4 + 16 + 64, 245]);
  });

  test('a generator that outlives its call says so', () => {
    let kept: Generator<Scalar> | undefined;
    function* doubled(x: Scalar): Generator<Scalar> {
      yield x;
      yield mul(x, 2);
    }
    grad((x: Scalar) => {
      kept = doubled(x);
      return kept.next().value as Scalar;
    })(1);
    expect(() => kept?.next()).toThrow(
      new TraceError(
        'mul: this value belongs to a grad call that has finished. Return it from the function instead of storing it outside.',
      ),
    );
  });
});

describe('derivatives between awaits', () => {
  const pause = () => new Promise<void>((resolve) => setImmediate(resolve));

  test('asynchronous callers do not disturb each other', async () => {
    const descend = async (start: number): Promise<number> => {
      let x = start;
      for (let step = 0; step < 20; step++) {
        const [, pullback] = vjp((y: Scalar) => mul(add(y, -3), add(y, -3)), [x]);
        await pause();
        const [gradient] = pullback(1);
        await pause();
        x -= 0.5 * gradient * (1 + grad(f)(0) - 1);
      }
      return x;
    };
    expect(await Promise.all([-4, 0, 10].map(descend))).toEqual([3, 3, 3]);
  });

  test('an asynchronous residual computed from plain numbers is no matter', async () => {
    const data = await Promise.resolve(tensor([1, 2, 3]));
    expect(grad((x: Scalar) => sum(mul(x, data)))(1)).toBe(6);
  });

  test('a traced value used after an await says that its call has finished', async () => {
    let late: Promise<unknown> | undefined;
    grad((x: Scalar) => {
      late = (async () => {
        await pause();
        return mul(x, x);
      })();
      return x;
    })(1);
    await expect(late).rejects.toThrow(/this value belongs to a grad call that has finished/);
  });
});

describe('calls from within', () => {
  test('a transformation of the same function inside of itself', () => {
    const recursive = (x: Scalar, depth: number): Scalar =>
      depth === 0 ? sin(x) : mul(x, grad((y: Scalar) => recursive(y, depth - 1))(x));
    // x (x cos x)' = x cos x - x² sin x
    expect(recursive(1, 1)).toBe(Math.cos(1));
    expect(recursive(1, 2)).toBeCloseTo(Math.cos(1) - Math.sin(1), 12);
    expect(jvp((x: Scalar) => recursive(x, 1), [1], [1])[1]).toBeCloseTo(Math.cos(1) - Math.sin(1), 12);
  });

  test('a derivative inside of a rule, inside of a derivative', () => {
    const g = customJvp(
      (x: Scalar) => sin(x),
      ([x], [t]) => [sin(x), mul(grad((y: Scalar) => sin(y))(x), t)],
    );
    expect(grad(g)(1)).toBe(Math.cos(1));
    expect(grad(grad(g))(1)).toBe(-Math.sin(1));
  });

  test('callbacks that read and compare', () => {
    const seen: number[] = [];
    const newton = (c: Scalar): Scalar => {
      let x: Scalar = 1;
      const residual = (y: Scalar) => sub(mul(y, y), c);
      while (lt(1e-12, Math.abs(value(residual(x))))) {
        seen.push(value(x));
        const [r, gradient]: [Scalar, Scalar] = valueAndGrad(residual)(x);
        x = sub(x, div(r, gradient));
      }
      // One more step, at the solution, carries the derivative by c.
      return sub(x, div(residual(x), stopGradient(grad(residual)(x))));
    };
    expect(grad(newton)(2)).toBeCloseTo(1 / (2 * Math.SQRT2), 10);
    expect(seen.length).toBeGreaterThan(2);
  });

  test('a throw in the middle leaves nothing behind', () => {
    const failing = (x: Scalar, fail: boolean): Scalar => {
      const inner = grad((y: Scalar) => {
        if (fail) throw new RangeError('stop');
        return mul(cos(y), x);
      })(x);
      return mul(inner, x);
    };
    const expected = grad((x: Scalar) => failing(x, false))(0.5);
    for (const transform of [grad, jacrev, jacfwd, hessian] as (typeof jacrev)[]) {
      expect(() => transform((x: Scalar) => failing(x, true))(0.5)).toThrow(new RangeError('stop'));
    }
    expect(() => vmap((x: Scalar) => failing(x, true))(tensor([1]))).toThrow(new RangeError('stop'));
    expect(grad((x: Scalar) => failing(x, false))(0.5)).toBe(expected);
    const batch = vmap((x: Scalar) => failing(x, false))(tensor([0.5]));
    expect(batch.at(0)).toBeCloseTo(failing(0.5, false) as number, 12);
  });
});
