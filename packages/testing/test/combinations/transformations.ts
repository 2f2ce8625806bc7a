import {
  checkpoint,
  customJvp,
  customVjp,
  grad,
  hessian,
  hvp,
  jacfwd,
  jacrev,
  jvp,
  linearize,
  vjp,
  vmap,
} from '@wengert/functional';
import { add, expandDims, matmul, mul, stack, sum, take, type Scalar } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';

/** A function from vectors of two numbers to vectors of two numbers. What transforms one gives another. */
export type VectorFunction = (x: Tensor) => Tensor;

/**
 * A transformation as something to do to a {@link VectorFunction}, and the same by another route: directional
 * derivatives in forward mode, one at a time, and loops. No tape, no batch, no Jacobian and no rule has a part in that.
 */
export interface Transformation {
  readonly name: string;
  readonly apply: (f: VectorFunction) => VectorFunction;
  readonly independently: (f: VectorFunction) => VectorFunction;
}

const direction = tensor([0.6, -0.8]);
const otherDirection = tensor([0.5, 1.25]);
const components = [0, 1] as const;

/** Where a mapped function is tried besides the point itself, and how much the results count. */
const offsets = tensor([
  [0, 0],
  [0.003, -0.002],
  [-0.004, 0.001],
]);
const weights = [1, 0.5, -2] as const;

const component =
  (f: VectorFunction, k: number) =>
  (x: Tensor): Scalar =>
    take(f(x), k);

/** One number for each component of `f`. */
const forEachComponent = (number: (k: number) => Scalar): Tensor => stack(components.map(number));

const dot = (x: Tensor, y: Tensor): Scalar => sum(mul(x, y));

const same = (f: VectorFunction): VectorFunction => f;

const slopeAlong =
  (f: VectorFunction, tangent: Tensor): VectorFunction =>
  (x) =>
    jvp(f, [x], [tangent])[1];

const slope = (f: VectorFunction): VectorFunction => slopeAlong(f, direction);

const curvature = (f: VectorFunction): VectorFunction => slopeAlong(slope(f), otherDirection);

/** Every transformation that takes a function to a function. */
export const transformations: readonly Transformation[] = [
  {
    name: 'grad',
    apply: (f) => (x) => forEachComponent((k) => dot(grad(component(f, k))(x), direction)),
    independently: slope,
  },
  { name: 'jvp', apply: slope, independently: slope },
  {
    name: 'vjp',
    apply: (f) => (x) => {
      const [, pullback] = vjp(f, [x]);
      return forEachComponent((k) => dot(pullback(tensor(components.map((i) => (i === k ? 1 : 0))))[0], direction));
    },
    independently: slope,
  },
  { name: 'jacfwd', apply: (f) => (x) => matmul(jacfwd(f)(x), direction), independently: slope },
  { name: 'jacrev', apply: (f) => (x) => matmul(jacrev(f)(x), direction), independently: slope },
  {
    name: 'hessian',
    apply: (f) => (x) => matmul(matmul(hessian(f)(x), direction), otherDirection),
    independently: curvature,
  },
  {
    name: 'hvp',
    apply: (f) => (x) => forEachComponent((k) => dot(hvp(component(f, k), [x], [direction])[0], otherDirection)),
    independently: curvature,
  },
  {
    name: 'vmap',
    apply: (f) => (x) => matmul(tensor(weights), vmap(f)(add(expandDims(x, 0), offsets))),
    independently: (f) => (x) =>
      weights
        .map((weight, i) => mul(weight, f(add(x, take(offsets, i, 0) as Tensor))))
        .reduce((total, term) => add(total, term)),
  },
  { name: 'linearize', apply: (f) => (x) => linearize(f, [x])[1](direction), independently: slope },
  { name: 'checkpoint', apply: (f) => checkpoint(f), independently: same },
  {
    name: 'customJvp',
    apply: (f) => customJvp(f, ([x], [tangent]) => jvp(f, [x], [tangent])),
    independently: same,
  },
  {
    name: 'customVjp',
    apply: (f) =>
      customVjp(
        f,
        (x) => vjp(f, [x]),
        (pullback, cotangent) => pullback(cotangent),
      ),
    independently: same,
  },
];
