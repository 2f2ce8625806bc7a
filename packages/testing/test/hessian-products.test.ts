import { describe, expect, test } from '@jest/globals';
import { checkpoint, customJvp, customVjp, debugLeaks, grad, hvp, jvp, scan, vjp, vmap } from '@wengert/functional';
import {
  add,
  div,
  exp,
  greater,
  log,
  maximum,
  mul,
  primitives,
  sin,
  sqrt,
  square,
  stack,
  stopGradient,
  sub,
  sum,
  take,
  where,
  type Elementwise,
  type Row,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { randomPrograms, run } from '@wengert/testing';
import { isDense, isTensor, tensor, type Plain } from '@wengert/tensor';
import fc from 'fast-check';

/** A nightly run multiplies the number of programs. */
const runs = Number(process.env['WENGERT_RUNS'] ?? 1);

type Numbers = (...xs: Value[]) => Scalar;

/** Plain data, in which `toStrictEqual` tells -0 from 0. */
const plain = (x: unknown): unknown =>
  isDense(x) ? { shape: x.shape, data: [...x.data] } : Array.isArray(x) ? x.map(plain) : x;

/** What a call returns, or how it fails. */
function outcome(call: () => unknown): unknown {
  try {
    return plain(call());
  } catch (error) {
    // The two ways are named by what was called.
    return (error as Error).message.replaceAll(/\b(hvp|jvp|grad|vjp)\b/g, 'it');
  }
}

/** The same derivative by a pullback, which records what happens inside of forward mode in the general way. */
const composed = (f: Numbers, primals: readonly Value[], tangents: readonly Value[]): unknown =>
  jvp((...xs: Value[]): Value[] => vjp(f, xs)[1](1), [...primals], [...tangents])[1];

function expectSameBits(f: Numbers, primals: readonly Plain[], tangents: readonly Plain[]): void {
  const actual = outcome(() => hvp(f, [...primals], [...tangents]));
  expect(actual).toStrictEqual(outcome(() => composed(f, primals, tangents)));
}

/** Numbers at which something may go wrong. */
const edges = [0, -0, 1, -1, 2, -2, 0.5, Infinity, -Infinity, NaN, 5e-324, 1e308] as const;
const edge = fc.constantFrom(...edges);
const ordinary = fc.double({ min: -2, max: 2, noNaN: true });
const number = fc.oneof({ weight: 3, arbitrary: ordinary }, { weight: 2, arbitrary: edge });

const isScalarRow = (row: Row): row is Elementwise => row.kind === 'elementwise' && (row.arity ?? 3) <= 2;

/** Every way to call a row: on both variables, one of them, one twice, and on a variable and something computed. */
const ways = (row: Elementwise): readonly Numbers[] => {
  const apply = (...args: readonly Value[]) => row.apply(args, undefined) as Scalar;
  if (row.arity === 1) return [(x = 0) => apply(x), (_x, y = 0) => apply(mul(2, y))];
  return [
    (x = 0, y = 0) => apply(x, y),
    (x = 0) => apply(x, 0.75),
    (x = 0) => apply(-0, x),
    (x = 0) => apply(x, x),
    (x = 0, y = 0) => apply(mul(2, x), square(y)),
  ];
};

/** Ways to go on, from a cotangent without tangent to one that is infinite. */
const continuations: readonly ((x: Scalar) => Scalar)[] = [(x) => x, square, sqrt];

const points = [
  [0.3, 0.6],
  [1.5, -0.7],
  [0, 0],
  [-0, Infinity],
  ...edges.flatMap((x) => [
    [x, 0.4],
    [1, x],
  ]),
];

const directions = [
  [1, -2],
  [-0, Infinity],
];

describe('a row, alone and among others, bit for bit as forward over reverse mode makes it', () => {
  test.each(
    primitives()
      .filter(isScalarRow)
      .map((row) => [row.name, row] as const),
  )('%s', (_name, row) => {
    const functions = ways(row).flatMap((way) =>
      continuations.map(
        (go): Numbers =>
          (x = 0, y = 0) =>
            add(go(way(x, y)), mul(x, y)) as Scalar,
      ),
    );
    const each = (product: (f: Numbers, point: readonly number[], direction: readonly number[]) => unknown): unknown =>
      functions.map((f) =>
        points.map((point) => directions.map((direction) => outcome(() => product(f, point, direction)))),
      );
    const expected = each(composed);
    // After a few hundred uses a row has code of its own.
    for (let i = 0; i < 2; i++) {
      expect(each((f, point, direction) => hvp(f, [...point], [...direction]))).toStrictEqual(expected);
    }
  });
});

describe('programs composed at random of the whole table', () => {
  test('bit for bit as forward over reverse mode', () => {
    fc.assert(
      fc.property(
        randomPrograms(primitives()),
        fc.array(number, { minLength: 5, maxLength: 5 }),
        ({ program, inputs }, seeds) => {
          const tangents = inputs.map((x, i) => (isDense(x) ? tensor(seeds.slice(i, i + x.size)) : (seeds[i] ?? 0)));
          expectSameBits((...xs) => run(program, xs), inputs, tangents);
        },
      ),
      { numRuns: 100 * runs },
    );
  });
});

const scalarOf = (x: Value): Scalar => (isTensor(x) ? sum(x) : x);

const cube = customJvp(
  (x: Scalar) => mul(x, x, x),
  ([x], [tangent]) => [mul(x, x, x), mul(3, x, x, tangent)],
);

const scaledProduct = customVjp(
  (x: Scalar, y: Scalar): Scalar => mul(x, y),
  (x: Scalar, y: Scalar) => [mul(x, y), [x, y] as const],
  ([x, y], cotangent: Scalar) => [mul(cotangent, y), mul(cotangent, sin(x))],
);

/** What can happen to values on the way: operations on scalars, and all that is recorded in another way. */
const steps: Readonly<Record<string, (x: Scalar, y: Scalar, constant: number, values: readonly Scalar[]) => Scalar>> = {
  add: (x, y) => add(x, y),
  sub: (x, _y, constant) => sub(constant, x),
  mul: (x, y) => mul(x, y),
  scaled: (x, _y, constant) => mul(x, constant),
  div: (x, y) => div(x, y),
  square: (x) => square(x),
  sqrt: (x) => sqrt(x),
  log: (x) => log(x),
  exp: (x) => exp(x),
  sin: (x) => sin(x),
  maximum: (x, y) => maximum(x, y),
  where: (x, y, constant) => where(greater(x, constant), sqrt(x), y),
  stopped: (x, y) => mul(stopGradient(x), y),
  stacked: (x, y) => sum(mul(stack([x, y, x]), stack([y, y, 1]))),
  element: (x, y) => take(exp(stack([x, y])), 1),
  masked: (x, y) => sum(where(greater(stack([x, y]), tensor([0, 1])), sqrt(stack([y, x])), stack([x, 2]))),
  maskedProducts: (x, y, constant) =>
    sum(where(greater(tensor([1, -1]), constant), mul(x, tensor([1, 2])), mul(y, tensor([3, 4])))),
  broadcast: (x, y) => sum(mul(x, tensor([1, -2, 0.5]), add(y, tensor([0, 1, 2])))),
  cube: (x) => cube(x),
  scaledProduct: (x, y) => scaledProduct(x, y),
  checkpoint: (x, y) => checkpoint((z: Scalar) => mul(sin(z), y))(x),
  checkpointOfTensors: (x, y) => checkpoint((z: Scalar) => sum(mul(stack([z, y]), square(stack([y, z])))))(x),
  scan: (x, y) => scan((carry: Scalar) => [sin(mul(carry, y)), 0] as [Scalar, number], x, 3, { checkpoints: 1 })[0],
  gradient: (x, y) => grad((z: Scalar) => mul(z, z, sin(mul(y, z))))(x),
  derivative: (x, y) => jvp((z: Scalar) => mul(z, sqrt(mul(y, z))), [x], [y])[1],
  pullback: (x, y) => vjp((z: Scalar) => mul(z, exp(y)), [x])[1](x)[0],
  product: (x, y) => hvp((z: Scalar) => mul(z, z, z, y), [x], [y])[0],
  mapped: (x, y) => sum(vmap((z: Scalar) => mul(z, sin(x)))(stack([x, y]))),
  all: (_x, _y, _constant, values) => sum(stack([...values])),
};

const names = Object.keys(steps);

const lines = fc.array(fc.record({ name: fc.constantFrom(...names), x: fc.nat(20), y: fc.nat(20), constant: number }), {
  minLength: 1,
  maxLength: 10,
});

type Line = { name: string; x: number; y: number; constant: number };

/** A function of two numbers and a tensor. */
const programOf =
  (program: readonly Line[]): Numbers =>
  (...xs) => {
    const values = [scalarOf(xs[0] ?? 0), scalarOf(xs[1] ?? 0), take(xs[2] ?? 0, 0)];
    for (const { name, x, y, constant } of program) {
      const at = (index: number): Scalar => values[values.length - 1 - (index % values.length)] ?? 0;
      values.push(steps[name]?.(at(x), at(y), constant, values) ?? 0);
    }
    return values.at(-1) ?? 0;
  };

test('what a mask hides from a scalar stays hidden, whatever the partials behind it are', () => {
  const f = (x: Scalar) => sum(where(greater(tensor([1, 2]), 5), mul(sqrt(x), tensor([1, 2])), mul(x, x)));
  expect(hvp(f, [0], [1])).toEqual([4]);
});

describe('scalars among tensors, rules of users, checkpoints and other derivatives', () => {
  test('bit for bit as forward over reverse mode, at ordinary numbers and at edges', () => {
    fc.assert(
      fc.property(lines, fc.array(number, { minLength: 8, maxLength: 8 }), (program, n) => {
        const [a = 0, b = 0, c = 0, d = 0, e = 0, g = 0, h = 0, k = 0] = n;
        expectSameBits(programOf(program), [a, b, tensor([c, d])], [e, g, tensor([h, k])]);
      }),
      { numRuns: 600 * runs },
    );
  });

  test('a second time, when every operation has code of its own', () => {
    fc.assert(
      fc.property(lines, fc.array(ordinary, { minLength: 8, maxLength: 8 }), (program, n) => {
        const [a = 0, b = 0, c = 0, d = 0, e = 0, g = 0, h = 0, k = 0] = n;
        const f = programOf(program);
        const point = [a, b, tensor([c, d])];
        const direction = [e, g, tensor([h, k])];
        expectSameBits(f, point, direction);
        expectSameBits(debugLeaks(f), point, direction);
      }),
      { numRuns: 100 * runs },
    );
  });
});

test('a checkpoint that outgrows the tape while it is swept', () => {
  const chain = (length: number) => (x: Scalar) => {
    let y = x;
    for (let i = 0; i < length; i++) y = sin(mul(y, 1.25));
    return y;
  };
  const length = fc.nat(300);
  fc.assert(
    fc.property(length, length, fc.boolean(), (before, inside, nested) => {
      const last = chain(inside);
      const checked = checkpoint(nested ? (x: Scalar) => mul(checkpoint(last)(x), x) : (x: Scalar) => mul(last(x), x));
      const f = (x: Scalar) => checked(chain(before)(x));
      const g = (x: Scalar) => {
        const y = chain(before)(x);
        return mul(last(y), y);
      };
      expect(hvp(f, [0.7], [1])).toEqual(hvp(g, [0.7], [1]));
      expect(hvp(g, [0.7], [1])).toEqual(composed(g as Numbers, [0.7], [1]));
    }),
    { numRuns: 60 * runs },
  );
});

describe('inside of other transformations, to third derivatives and further', () => {
  type Product = (f: Numbers, primals: readonly Value[], tangents: readonly Value[]) => unknown;

  const around: Readonly<Record<string, (product: (x: Scalar, y: Scalar) => Scalar, x: number, y: number) => unknown>> =
    {
      grad: (product, x, y) => grad(product, { argnums: [0, 1] })(x, y),
      jvp: (product, x, y) => jvp(product, [x, y], [1, -2]),
      hvp: (product, x, y) => hvp(product, [x, y], [1, -2]),
      checkpoint: (product, x, y) => grad(checkpoint(product))(x, y),
      vmap: (product, x, y) => vmap(product)(tensor([x, y]), tensor([1, y])),
    };

  test.each(Object.entries(around))('%s', (_name, transformed) => {
    fc.assert(
      fc.property(lines, ordinary, ordinary, (program, x, y) => {
        const f = programOf(program);
        const by = (product: Product) =>
          outcome(() =>
            transformed(
              (a, b) => {
                const [first, , third] = product(f, [a, b, stack([a, b])], [b, 1, stack([1, a])]) as Value[];
                return add(first ?? 0, sum(third ?? 0)) as Scalar;
              },
              x,
              y,
            ),
          );
        expect(by((g, primals, tangents) => hvp(g, [...primals], [...tangents]))).toStrictEqual(by(composed));
      }),
      { numRuns: 40 * runs },
    );
  });
});
