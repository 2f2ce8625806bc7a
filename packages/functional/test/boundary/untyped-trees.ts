import { add, sin, sum, type Scalar, type Value } from '@wengert/primitives';
import type { Tensor } from '@wengert/tensor';
import { isDeepStrictEqual } from 'node:util';
import {
  checkGrads,
  grad,
  hessian,
  jacfwd,
  jacobian,
  jacrev,
  jvp,
  linearize,
  numerical,
  valueAndGrad,
  vjp,
  vmap,
} from '../../src/index.js';

/** What the types forbid, as a JavaScript user might call it. */
export type Untyped = (...args: unknown[]) => unknown;
/** A function without its types. */
export const untyped = (f: unknown): Untyped => f as Untyped;

/** The values at the leaves of any tree, as a function that is to be differentiated would walk it. */
export function leavesOf(tree: unknown): Value[] {
  const leaves: Value[] = [];
  const pending = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (Array.isArray(node) || (typeof node === 'object' && node !== null && isPlainObject(node))) {
      pending.push(...(Object.values(node) as unknown[]).reverse());
    } else leaves.push(node as Value);
  }
  return leaves;
}

function isPlainObject(x: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(x);
  return prototype === Object.prototype || prototype === null;
}

/** The sum of the sines of all numbers in a tree, whose gradient is the same tree of cosines. */
export const sumOfSines = (tree: unknown): Scalar =>
  leavesOf(tree).reduce<Scalar>((total, leaf) => add(total, sum(sin(leaf) as Tensor)), 0);

/** The same tree with another number at each leaf. */
export function mapTree(tree: unknown, change: (x: number) => number): unknown {
  if (typeof tree === 'number') return change(tree);
  if (Array.isArray(tree)) return tree.map((x) => mapTree(x, change));
  const copy = Object.create(Object.getPrototypeOf(tree) as object | null) as object;
  for (const [key, value] of Object.entries(tree as object)) {
    Object.defineProperty(copy, key, {
      value: mapTree(value, change),
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return copy;
}

/** Equal to the last bit, with the same prototypes. Jest reads the key `constructor` of an object as its type. */
export function same(actual: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(actual, expected);
}

/** Everything that takes a tree to differentiate by, as functions of that tree alone. */
export const transformations: readonly (readonly [string, (f: Untyped) => Untyped])[] = [
  ['grad', (f) => untyped(untyped(grad)(f))],
  ['valueAndGrad', (f) => untyped(untyped(valueAndGrad)(f))],
  ['jacfwd', (f) => untyped(untyped(jacfwd)(f))],
  ['jacrev', (f) => untyped(untyped(jacrev)(f))],
  ['jacobian', (f) => untyped(untyped(jacobian)(f))],
  ['hessian', (f) => untyped(untyped(hessian)(f))],
  ['numerical.grad', (f) => untyped(untyped(numerical.grad)(f))],
  ['numerical.jacobian', (f) => untyped(untyped(numerical.jacobian)(f))],
  ['vmap', (f) => untyped(untyped(vmap)(f))],
  ['jvp', (f) => (x) => untyped(jvp)(f, [x], [x])],
  ['vjp', (f) => (x) => untyped(vjp)(f, [x])],
  ['linearize', (f) => (x) => untyped(linearize)(f, [x])],
  ['checkGrads', (f) => (x) => untyped(checkGrads)(f, [x])],
];
