import { expect, test } from '@jest/globals';
import { add, exp, mul, norm, sin, square, sum, type Scalar, type Tree, type Value } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import {
  checkpoint,
  customJvp,
  customVjp,
  debugLeaks,
  debugNaNs,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  scan,
  valueAndGrad,
  vjp,
  vmap,
} from '../src/index.js';

/** Fails to compile unless the two types are the same. */
type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const assertType = <Holds extends true>(...witness: Holds[]): void => {
  expect(witness).toEqual([]);
};

test('numbers in, numbers out, with no cast', () => {
  const derivative = grad((x) => mul(x, sin(x)))(2);
  assertType<Same<typeof derivative, number>>();
  const second = grad(grad((x) => mul(x, x)))(2);
  assertType<Same<typeof second, number>>();
  const tree = grad((p: { a: Scalar; b: [Scalar, Scalar] }) => mul(p.a, p.b[0]))({ a: 1, b: [2, 3] });
  assertType<Same<typeof tree, { a: number; b: [number, number] }>>();
  const plain = grad((x: number) => x)(1);
  assertType<Same<typeof plain, number>>();
  const ofTensor = grad((x: Tensor) => sum(mul(x, x)))(tensor([1, 2]));
  assertType<Same<typeof ofTensor, Tensor>>();
  expect([derivative, second, tree, plain, ofTensor.toArray()]).toEqual([
    Math.sin(2) + 2 * Math.cos(2),
    2,
    { a: 2, b: [1, 0] },
    1,
    [2, 4],
  ]);
});

test('argnums picks the types of the arguments', () => {
  const f = (x: Scalar, y: Tensor, name: string) => mul(x, sum(y), name.length);
  const byTensor = grad(f, { argnums: 1 })(2, tensor([1]), 'ab');
  assertType<Same<typeof byTensor, Tensor>>();
  const both = grad(f, { argnums: [1, 0] })(2, tensor([1]), 'ab');
  assertType<Same<typeof both, [Tensor, number]>>();
  const [value, gradient] = valueAndGrad(f, { argnums: 0 })(2, tensor([1]), 'ab');
  assertType<Same<typeof value, number>>();
  assertType<Same<typeof gradient, number>>();
  expect([byTensor.toArray(), both[1], value, gradient]).toEqual([[4], 2, 4, 2]);
});

test('auxiliary outputs keep their type', () => {
  const [gradient, aux] = grad((x: Scalar) => [mul(x, x), { x, note: 'text' }] as const, { hasAux: true })(3);
  assertType<Same<typeof gradient, number>>();
  assertType<Same<typeof aux, { readonly x: number; readonly note: 'text' }>>();
  expect([gradient, aux]).toEqual([6, { x: 3, note: 'text' }]);
});

test('Jacobians have the type of output and input', () => {
  const rows = jacfwd((x: Scalar[]) => [add(x[0] ?? 0, 1)])([1, 2]);
  assertType<Same<typeof rows, number[][]>>();
  const mixed = jacrev((x: { s: Scalar; t: Tensor }) => ({ out: mul(x.s, x.s), vector: x.t }))({
    s: 1,
    t: tensor([1]),
  });
  assertType<Same<typeof mixed, { out: { s: number; t: Tensor }; vector: { s: Tensor; t: Tensor } }>>();
  const second = hessian((x: Scalar) => mul(x, x))(1);
  assertType<Same<typeof second, number>>();
  expect([rows, mixed.out.s, second]).toEqual([[[1, 0]], 2, 2]);
});

test('jvp, vjp and hvp', () => {
  const [output, tangent] = jvp((x: Scalar, y: Tensor) => mul(x, y), [2, tensor([1, 2])], [1, tensor([0, 0])]);
  assertType<Same<typeof output, Tensor>>();
  const [value, pullback] = vjp((x: Scalar, y: Scalar) => mul(x, y), [2, 3]);
  const cotangents = pullback(1);
  assertType<Same<typeof cotangents, [number, number]>>();
  const [product] = hvp((x: Scalar) => mul(x, x), [3], [1]);
  assertType<Same<typeof product, number>>();
  expect([tangent.toArray(), output.toArray(), value, cotangents, product]).toEqual([[1, 2], [2, 4], 6, [3, 2], 2]);
});

test('transformed functions take traced scalars, so that they nest', () => {
  const inner = grad((x: Scalar) => mul(x, x, x));
  const outer = grad((y: Scalar) => inner(y));
  assertType<Same<ReturnType<typeof outer>, Scalar>>();
  expect(outer(2)).toBe(12);
});

test('functions of any value, or of any tree, have results of any', () => {
  const ofValue = (x: Value): Scalar => sum(mul(x, x));
  const slope = grad(ofValue)(3);
  const slopes = grad(ofValue)(tensor([1, 2]));
  assertType<Same<typeof slope, number | Tensor>>();
  assertType<Same<typeof slopes, number | Tensor>>();
  const rows = jacfwd((x: Value) => mul(x, x))(tensor([1, 2]));
  assertType<Same<typeof rows, number | Tensor>>();
  const columns = jacrev((x: Value) => [mul(x, x), tensor([1])] as [Value, Tensor])(3);
  assertType<Same<typeof columns, [number | Tensor, Tensor]>>();
  const ofTree = grad((tree: Tree) => (Array.isArray(tree) ? (tree[0] as Scalar) : 0))([1, { a: 2 }]);
  assertType<Same<typeof ofTree, Tree>>();
  const optional = grad((x: Scalar, y?: Scalar) => mul(x, y ?? 2))(1);
  assertType<Same<typeof optional, number>>();
  const mapped = vmap((x: Value) => mul(x, 2))(tensor([1, 2]));
  assertType<Same<typeof mapped, Tensor>>();
  expect([slope, slopes, rows, columns, ofTree, optional, mapped]).toEqual([
    6,
    tensor([2, 4]),
    tensor([
      [2, 0],
      [0, 4],
    ]),
    [6, tensor([0])],
    [1, { a: 0 }],
    2,
    tensor([2, 4]),
  ]);
});

test('operations are functions like others', () => {
  const slope = grad(sin)(0);
  const product = grad(mul, { argnums: [0, 1] })(2, 3);
  const [value, tangent] = jvp(exp, [0], [1]);
  const [, pullback] = vjp(exp, [0]);
  const [, pushforward] = linearize(exp, [0]);
  const numbers = [
    slope,
    jacfwd(exp)(0),
    jacrev(exp)(0),
    hessian(exp)(0),
    value,
    tangent,
    pullback(1)[0],
    pushforward(1),
  ];
  assertType<Same<typeof numbers, number[]>>();
  assertType<Same<typeof product, [number, number]>>();
  const batch = vmap(exp)(tensor([0]));
  assertType<Same<typeof batch, Tensor>>();
  expect([numbers, product, batch]).toEqual([[1, 1, 1, 1, 1, 1, 1, 1], [3, 2], tensor([1])]);
});

test('reductions are differentiated as they are', () => {
  const t = tensor([3, 4]);
  const gradients = [grad(sum)(t), grad(norm)(t)];
  assertType<Same<typeof gradients, Tensor[]>>();
  expect(gradients).toEqual([tensor([1, 1]), tensor([0.6, 0.8])]);
});

test('a function with an auxiliary output can be written where it is used', () => {
  const [slope, count] = grad((x: Scalar) => [mul(x, x), { n: 1 }], { hasAux: true })(3);
  const [[value, aux]] = valueAndGrad((x: Scalar) => [mul(x, x), 'squared'], { hasAux: true })(3);
  const [, tangent, pushed] = jvp((x: Scalar) => [mul(x, x), 1], [3], [1], { hasAux: true });
  const [derivative] = jacfwd((x: Scalar) => [mul(x, x), 1], { hasAux: true })(3);
  assertType<Same<typeof slope, number>>();
  assertType<Same<typeof count, { n: number }>>();
  assertType<Same<typeof aux, string>>();
  expect([slope, count, value, aux, tangent, pushed, derivative]).toEqual([6, { n: 1 }, 9, 'squared', 6, 1, 6]);
});

test('what wraps a function takes and returns numbers as well', () => {
  const byForward = customJvp(
    (x: Scalar) => square(x),
    ([x], [dx]) => [square(x), mul(2, x, dx)],
  );
  const byReverse = customVjp(
    (x: Scalar) => square(x),
    (x) => [square(x), x],
    (x, cotangent) => [mul(2, x, cotangent)],
  );
  const numbers = [checkpoint((x) => square(x))(3), debugNaNs(square)(3), byForward(3), byReverse(3)];
  assertType<Same<typeof numbers, number[]>>();
  const nested = grad((x: Scalar) => {
    const inner: Scalar = checkpoint(byForward)(x);
    return mul(inner, byReverse(x));
  })(1);
  expect([numbers, nested]).toEqual([[9, 9, 9, 9], 4]);
});

test('raw operators on Scalar are refused at compile time', () => {
  // @ts-expect-error -- a Scalar may be traced: use mul
  const f = (x: Scalar) => x * x;
  expect(() => grad(f)(1)).toThrow();
});

test('functions that are looked at while they run keep their types', () => {
  const derivative = grad((x: Scalar) => mul(x, x));
  const ofNumbers = [debugLeaks(derivative)(2), debugNaNs(derivative)(2)] as const;
  assertType<Same<typeof ofNumbers, readonly [number, number]>>();
  const inferred = grad(debugLeaks((x) => mul(x, sin(x))))(0);
  assertType<Same<typeof inferred, number>>();
  const ofTensor = debugLeaks((x: Tensor, name: string) => [sum(x), name] as const)(tensor([1, 2]), 'x');
  assertType<Same<typeof ofTensor, readonly [number, string]>>();
  expect([...ofNumbers, inferred, ofTensor]).toEqual([4, 4, 0, [3, 'x']]);
});

test('scan takes what the entries of its step come from', () => {
  const step = (total: Scalar, { x, v }: { x: Scalar; v: Tensor }) => [add(total, mul(x, sum(v))), v] as const;
  const [total, outputs] = scan(step, 0, { x: tensor([1, 2]), v: tensor([[1], [2]]) });
  // Not a number by its type: a step may use traced values that it closes over.
  assertType<Same<typeof total, Scalar>>();
  assertType<Same<typeof outputs, Tensor>>();
  expect([total, outputs.shape]).toEqual([5, [2, 1]]);
  // @ts-expect-error -- the entries of a tensor have no x
  expect(() => scan(step, 0, tensor([1]))).toThrow();
  // @ts-expect-error -- nor has a number any entries
  expect(() => scan((c: Tensor, x: Tensor) => [add(c, x), c] as const, tensor([1]), 3)).toThrow();
});
