import { describe, expect, test } from '@jest/globals';
import { mul, sin, type Scalar } from '@wengert/primitives';
import { tensor, TreeError, WengertError } from '@wengert/tensor';
import fc from 'fast-check';
import { grad, jacrev, jvp } from '../../src/index.js';
import { sumOfSines, transformations, untyped, type Untyped } from './untyped-trees.js';

/** Things that are neither numbers nor tensors nor containers of those. */
class Instance {
  readonly x = 1;
}
const strangers = fc.constantFrom<unknown>(
  null,
  undefined,
  10n,
  true,
  'text',
  Symbol('s'),
  () => 1,
  new Map([['x', 1]]),
  new Set([1]),
  new Date(0),
  new Instance(),
  new Float64Array(2),
  new ArrayBuffer(8),
  /x/,
  Promise.resolve(1),
  new Proxy(new Instance(), {}),
  { [Symbol('key')]: 1 },
  // A hole.
  [1, , 2], // eslint-disable-line no-sparse-arrays
  Object(1),
  new Proxy([1], { get: (target, key) => (key === '0' ? 'trapped' : (Reflect.get(target, key) as unknown)) }),
);

const paths = /^[^\n]*args?(uments?)?\[0\]|primals\[0\]|tangents\[0\]/;

describe('anything else in a tree', () => {
  test.each(transformations)('is refused by %s with its path', (_name, transform) => {
    fc.assert(
      fc.property(strangers, fc.constantFrom('a', '__proto__', 'then'), (stranger, key) => {
        const node = Object.defineProperty({}, key, { value: [1, stranger], enumerable: true });
        let thrown: unknown;
        try {
          transform(sumOfSines)(node);
        } catch (error) {
          thrown = error;
        }
        expect(thrown).toBeInstanceOf(TreeError);
        expect((thrown as Error).message).toMatch(paths);
        expect((thrown as Error).message).toContain(`.${key}[1]`);
      }),
      { numRuns: 40 },
    );
  });

  test.each(
    transformations.filter(([name]) => !['grad', 'valueAndGrad', 'numerical.grad', 'checkGrads'].includes(name)),
  )('is refused by %s with its path in the output', (_name, transform) => {
    fc.assert(
      fc.property(strangers, (stranger) => {
        expect(() => transform((x) => [x, { a: stranger }])(tensor([1]))).toThrow(/the output of f\[1\]\.a/);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a tree that contains itself', () => {
  const cyclic = (): unknown => {
    const node: Record<string, unknown> = { x: 1 };
    node['list'] = [2, { again: node }];
    return node;
  };

  test.each(transformations)('is refused by %s', (_name, transform) => {
    expect(() => transform(() => 1)(cyclic())).toThrow(/\[0\]\.list\[1\]\.again contains itself/);
  });

  test('is refused as a tangent', () => {
    expect(() => untyped(jvp)(sumOfSines, [{ x: [1] }], [cyclic()])).toThrow(TreeError);
  });

  test('may be aux, or an argument that is not differentiated', () => {
    const node = cyclic();
    const f = untyped(untyped(grad)((x: Scalar, other: unknown) => [mul(x, x), { x, other }], { hasAux: true }));
    const [gradient, aux] = f(3, node) as [number, { x: number; other: { list: [number, { again: unknown }] } }];
    expect(gradient).toBe(6);
    expect(aux.x).toBe(3);
    expect(aux.other.list[1].again).toBe(aux.other);
  });

  test('but a part that is shared is counted once for each place', () => {
    const shared = { x: 2 };
    expect(untyped(untyped(grad)(sumOfSines))([shared, shared])).toEqual([{ x: Math.cos(2) }, { x: Math.cos(2) }]);
  });
});

describe('properties with code behind them', () => {
  const counted = () => {
    let calls = 0;
    const node = {
      get x() {
        calls++;
        return 2;
      },
    };
    return { node, calls: () => calls };
  };

  test.each(transformations.filter(([name]) => !['vmap', 'jvp'].includes(name)))(
    'a getter is called once by %s',
    (_name, transform) => {
      const { node, calls } = counted();
      transform(sumOfSines)(node);
      expect(calls()).toBe(1);
    },
  );

  test('and once by jvp, for primals and tangents', () => {
    const [primal, tangent] = [counted(), counted()];
    untyped(jvp)(sumOfSines, [primal.node], [tangent.node]);
    expect([primal.calls(), tangent.calls()]).toEqual([1, 1]);
  });

  test('and once in an output', () => {
    const { node, calls } = counted();
    untyped(untyped(jacrev)(() => node))(1);
    expect(calls()).toBe(1);
  });

  test('what a getter throws comes out unchanged, and the next call works', () => {
    const error = new RangeError('mine');
    const node = {
      get x(): number {
        throw error;
      },
    };
    for (const [, transform] of transformations) expect(() => transform(sumOfSines as Untyped)(node)).toThrow(error);
    expect(grad((x: Scalar) => sin(x))(0)).toBe(1);
  });

  test('an array that changes its length while it is read', () => {
    const list: unknown[] = [1, 2, 3];
    Object.defineProperty(list, 0, {
      enumerable: true,
      get() {
        list.length = 1;
        return 1;
      },
    });
    expect(() => untyped(untyped(grad)(sumOfSines))(list)).toThrow(WengertError);
  });
});
