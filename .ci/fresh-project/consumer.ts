// What a user may write on the first day. It has to type-check under strict settings, and to run wherever it is bundled for;
// so it uses nothing but the library, and fails by throwing.
import {
  add,
  customJvp,
  grad,
  hessian,
  jacfwd,
  jvp,
  lt,
  matmul,
  mul,
  ShapeError,
  sin,
  sum,
  tensor,
  vjp,
  vmap,
  type Scalar,
  type Tensor,
} from 'wengert';

function expectEqual(actual: unknown, expected: unknown): void {
  const [found, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (found !== wanted) throw new Error(`got ${found}, expected ${wanted}`);
}

const f = (x: Scalar, y: Scalar): Scalar => add(mul(x, y), sin(x));
const slope: number = grad(f)(2, 3);
expectEqual(slope, 3 + Math.cos(2));
const [value, tangent]: [number, number] = jvp(f, [2, 3], [1, 0]);
expectEqual([value, tangent], [6 + Math.sin(2), 3 + Math.cos(2)]);
const [, pullback] = vjp(f, [2, 3]);
expectEqual(pullback(1), [3 + Math.cos(2), 2]);
expectEqual(hessian(f, { argnums: [0, 1] })(2, 3), [
  [-Math.sin(2), 1],
  [1, 0],
]);

const power = (x: Scalar, n: number): Scalar => (n === 0 ? 1 : mul(x, power(x, n - 1)));
expectEqual(grad(grad(power))(2, 3), 12);

const pieces = (x: Scalar): Scalar => (lt(x, 0) ? mul(x, x) : mul(2, x));
expectEqual([grad(pieces)(-3), grad(pieces)(3)], [-6, 2]);

const model = (weights: { w: Tensor; b: Scalar }, x: Tensor): Scalar => add(sum(mul(weights.w, x)), weights.b);
const gradient: { w: Tensor; b: number } = grad(model)({ w: tensor([1, 2]), b: 3 }, tensor([4, 5]));
expectEqual([gradient.w.toArray(), gradient.b], [[4, 5], 1]);
expectEqual(jacfwd((x: Tensor) => mul(x, x))(tensor([1, 2])).toArray(), [
  [2, 0],
  [0, 4],
]);
expectEqual(vmap((x: Scalar) => mul(x, x))(tensor([1, 2, 3])).toArray(), [1, 4, 9]);

const twice = customJvp(
  (x: Scalar): Scalar => mul(2, x),
  ([x], [t]) => [mul(2, x), mul(2, t)],
);
expectEqual(grad(twice)(1), 2);

let refused: unknown;
try {
  matmul(tensor([[1, 2]]), tensor([[1, 2]]));
} catch (error) {
  refused = error;
}
expectEqual(refused instanceof ShapeError, true);
