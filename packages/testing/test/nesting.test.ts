import { describe, expect, test } from '@jest/globals';
import { grad, jacfwd, jacrev, jvp, vjp } from '@wengert/functional';
import {
  add,
  cos,
  ElementwisePrimitive,
  expandDims,
  lt,
  mul,
  reals,
  sin,
  sqrt,
  stopGradient,
  sub,
  sum,
  type PartialRule,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { tensor, TraceError, type Tensor } from '@wengert/tensor';

type Function = (x: Scalar) => Scalar;
type Derivative = (f: Function) => Function;

const forward: Derivative = (f) => (x) => jvp(f, [x], [1])[1];
const reverse: Derivative = (f) => grad(f);
const pulled: Derivative = (f) => (x) => (vjp(f, [x])[1] as (cotangent: Scalar) => Scalar[])(1)[0]!;

const modes = [
  ['forward', forward],
  ['reverse', reverse],
  ['pullback', pulled],
] as const;
const pairs = modes.flatMap(([outerName, outer]) =>
  modes.map(([innerName, inner]) => [`${outerName} over ${innerName}`, outer, inner] as const),
);
const triples = pairs.flatMap(([names, outer, middle]) =>
  modes.map(([innerName, inner]) => [`${names} over ${innerName}`, outer, middle, inner] as const),
);

/** So often that operations on numbers get code of their own. */
const often = 300;

describe.each(pairs)('a partial may belong to the derivative around, %s', (_name, outer, inner) => {
  const row = (partials: readonly (PartialRule | undefined)[]): ElementwisePrimitive =>
    new ElementwisePrimitive({
      name: 'closing',
      scalar: (x = 0, y = 1) => 3 * x * y,
      partials,
      domain: partials.map(() => reals),
      source: '3 x y, of which the 3 is a variable',
    });

  test('of one argument', () => {
    const slope: Function = (w) => inner((x) => row([() => w]).apply([x]) as Scalar)(2);
    expect([slope(3), outer(slope)(3)]).toEqual([3, 1]);
    let around: Scalar = 3;
    const same = row([() => around]);
    for (let i = 0; i < often; i++) {
      const again: Function = (w) => {
        around = w;
        return inner((x) => same.apply([x]) as Scalar)(2);
      };
      expect(outer(again)(3)).toBe(1);
      around = 3;
      expect(inner((x) => same.apply([x]) as Scalar)(2)).toBe(3);
    }
  });

  test('of two arguments', () => {
    let around: Scalar = 3;
    const both = row([(_x, y) => mul(around as Value, y), (x) => mul(around as Value, x)]);
    const left = row([() => mul(around as Value, 5), undefined]);
    const calls: readonly (readonly [Function, number])[] = [
      [(x) => both.apply([x, x]) as Scalar, 4],
      [(x) => both.apply([x, 5]) as Scalar, 5],
      [(x) => both.apply([5, x]) as Scalar, 5],
      [(x) => left.apply([x, 5]) as Scalar, 5],
    ];
    for (let i = 0; i < often; i++) {
      for (const [f, expected] of calls) {
        const slope: Function = (w) => {
          around = w;
          return inner(f)(2);
        };
        expect(outer(slope)(3)).toBe(expected);
        around = 3;
        expect(inner(f)(2)).toBe(3 * expected);
      }
    }
  });
});

describe.each(pairs)('perturbations are not confused, %s', (_name, outer, inner) => {
  test('where the inner function adds the outer variable (Siskind and Pearlmutter 2005)', () => {
    expect(outer((x) => mul(x, inner((y) => add(x, y))(1)))(1)).toBe(1);
  });

  test('where the inner function multiplies by the outer variable', () => {
    expect(outer((x) => mul(x, inner((y) => mul(x, y))(2)))(1)).toBe(2);
  });

  test('where the inner derivative is taken at the outer variable', () => {
    expect(outer((x) => inner((y) => mul(x, y, y, y))(x))(2)).toBe(36);
  });

  test('where the inner function does not use its own variable', () => {
    expect(outer((x) => inner(() => x)(1))(3)).toBe(0);
    expect(outer((x) => add(mul(x, x), inner(() => mul(x, x))(x)))(3)).toBe(6);
  });

  test('where the inner function does not use the outer variable', () => {
    expect(outer((x) => mul(x, inner((y) => mul(y, y))(3)))(5)).toBe(6);
  });

  test('where the inner function returns its variable, or a number', () => {
    expect(outer((x) => mul(x, inner((y) => y)(x)))(3)).toBe(1);
    expect(outer((x) => mul(x, inner(() => 7)(x)))(3)).toBe(0);
  });

  test('where two inner derivatives share an intermediate result of the outer one', () => {
    const f: Function = (x) => {
      const shared = sin(x);
      return mul(inner((y) => mul(shared, y, y))(x), inner((y) => add(shared, mul(shared, y)))(x));
    };
    // (2 x sin x) (sin x)
    const expected = 2 * Math.sin(0.5) ** 2 + 2 * 0.5 * 2 * Math.sin(0.5) * Math.cos(0.5);
    expect(outer(f)(0.5)).toBeCloseTo(expected, 14);
  });

  test('where the inner function branches on the outer variable', () => {
    const f: Function = (x) => inner((y) => (lt(x, y) ? mul(x, y) : mul(x, x, y)))(1);
    expect(outer(f)(0.5)).toBe(1);
    expect(outer(f)(3)).toBe(6);
  });

  test('where the outer variable is a constant by decree', () => {
    expect(outer((x) => inner((y) => mul(stopGradient(x), y, y))(x))(3)).toBe(6);
    expect(outer((x) => inner((y) => mul(x, stopGradient(y)))(x))(3)).toBe(0);
  });

  test('in the gradient of a function of a tensor', () => {
    const norm = (v: Tensor): Scalar => sqrt(sum(mul(v, v)));
    const v = tensor([3, 4]);
    const nested = grad((u: Tensor) => mul(sum(u) as Scalar, inner((y) => mul(y, norm(u)))(1)))(v);
    expect(nested.toArray()).toEqual(grad((u: Tensor) => mul(sum(u) as Scalar, norm(u)))(v).toArray());
    const direction = outer((t) => inner((y) => mul(y, norm(add(v, mul(t, v)))))(1))(0);
    expect(direction).toBeCloseTo(5, 14);
  });

  test('in Hamiltonian mechanics: the Legendre transform of a Lagrangian', () => {
    const [mass, stiffness] = [2, 3];
    const lagrangian = (q: Scalar, v: Scalar): Scalar => sub(mul(mass / 2, v, v), mul(stiffness / 2, q, q));
    // The velocity at which the momentum is p; one Newton step is exact for a quadratic function.
    const velocity = (q: Scalar, p: Scalar): Scalar => {
      const momentum = inner((v) => lagrangian(q, v));
      return mul(sub(p, momentum(0)), 1 / mass);
    };
    const hamiltonian = (q: Scalar, p: Scalar): Scalar => {
      const v = velocity(q, p);
      return sub(mul(p, v), lagrangian(q, v));
    };
    expect(outer((p) => hamiltonian(0.5, p))(1.5)).toBeCloseTo(1.5 / mass, 14);
    expect(outer((q) => hamiltonian(q, 1.5))(0.5)).toBeCloseTo(stiffness * 0.5, 14);
  });
});

describe.each(triples)('perturbations are not confused three deep, %s', (_name, outer, middle, inner) => {
  test('where every function closes over the variables of those around it', () => {
    // d/dz gives x y, d/dy of x y² gives 6 x at y = 3, d/dx of 6 x² gives 12 x.
    const f: Function = (x) => mul(x, middle((y) => mul(y, inner((z) => mul(x, y, z))(2)))(3));
    expect(outer(f)(2)).toBe(24);
  });

  test('in Lagrangian mechanics: the equation of motion of an oscillator', () => {
    const [mass, stiffness, frequency] = [2, 3, 1.5];
    const path: Function = (t) => cos(mul(frequency, t));
    const lagrangian = (q: Scalar, v: Scalar): Scalar => sub(mul(mass / 2, v, v), mul(stiffness / 2, q, q));
    const velocity = inner(path);
    const momentum: Function = (t) => middle((v) => lagrangian(path(t), v))(velocity(t));
    const force: Function = (t) => middle((q) => lagrangian(q, velocity(t)))(path(t));
    const t = 0.7;
    const residual = (outer(momentum)(t) as number) - (force(t) as number);
    expect(residual).toBeCloseTo((stiffness - mass * frequency ** 2) * Math.cos(frequency * t), 13);
  });

  test('in the third derivative of a function of the function itself', () => {
    const third = outer(middle(inner((x) => mul(x, x, sin(x)))));
    const expected = (6 - 2 ** 2) * Math.cos(2) - 6 * 2 * Math.sin(2);
    expect(third(2)).toBeCloseTo(expected, 12);
  });
});

describe('Jacobians', () => {
  const matrix = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const bilinear = (x: Tensor, y: Tensor): Scalar => sum(mul(expandDims(y, 1), mul(matrix, x)));

  test.each([
    ['jacfwd', jacfwd],
    ['jacrev', jacrev],
  ] as const)('%s of a gradient by another variable is the matrix between them', (_name, jacobian) => {
    const y = tensor([0.5, -1]);
    const gradientByY = (x: Tensor): Tensor => grad((u: Tensor) => bilinear(x, u))(y);
    expect(jacobian(gradientByY)(tensor([1, -2, 3])).toArray()).toEqual(matrix.toArray());
  });

  test('a pullback is linear, and may be differentiated like any other function', () => {
    const [, pullback] = vjp((x: Scalar) => mul(x, x), [3]);
    expect(grad((c: Scalar) => (pullback as (cotangent: Scalar) => Scalar[])(c)[0]!)(1)).toBe(6);
    const second = grad((x: Scalar) => {
      const [, pull] = vjp((y: Scalar) => mul(x, y, y), [x]);
      return (pull as (cotangent: Scalar) => Scalar[])(x)[0]!;
    });
    // x · 2 x · x
    expect(second(2)).toBe(24);
  });
});

describe('independent derivatives', () => {
  test('do not see each other when one runs in the middle of another', () => {
    const seen: unknown[] = [];
    const value = grad((x: Scalar) => {
      seen.push(grad((y: Scalar) => mul(y, y))(5));
      return mul(x, x);
    })(3);
    expect([value, ...seen]).toEqual([6, 10]);
  });

  test('refuse a value that has escaped from one that has ended', () => {
    let escaped: Scalar = 0;
    grad((x: Scalar) => {
      escaped = x;
      return mul(x, x);
    })(3);
    expect(() => add(escaped, 1)).toThrow(TraceError);
    expect(() => sin(escaped)).toThrow(TraceError);
    expect(() => forward((y) => mul(y, escaped))(1)).toThrow(TraceError);
    expect(() => reverse((y) => mul(y, escaped))(1)).toThrow(TraceError);
  });

  test('leave nothing behind when the function throws', () => {
    const failing: Function = (x) => {
      mul(x, x);
      throw new RangeError('on purpose');
    };
    for (const [, derivative] of modes) {
      expect(() => derivative(failing)(2)).toThrow('on purpose');
      expect(derivative((x) => mul(x, x))(2)).toBe(4);
    }
  });
});
