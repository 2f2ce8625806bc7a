import {
  linear,
  multilinear,
  structured,
  type BinaryOperation,
  type Elementwise,
  type PartialRule,
  type Primitive,
  type UnaryOperation,
  type Value,
} from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { checkArgumentCount } from './definitions/arguments.js';
import { checkedPlain, checkedPull, checkedPush, checkedShape, checkedTranspose } from './definitions/checked-rules.js';
import type {
  DefinedOperation,
  ElementwiseDefinition,
  LinearDefinition,
  MultilinearDefinition,
  StructuredDefinition,
} from './definitions/definition.js';
import { pullFromPush, pushFromPull, type PullRule, type PushRule } from './definitions/derived-rules.js';
import { defineElementwise } from './definitions/elementwise.js';

type AnyDefinition<P> =
  ElementwiseDefinition | LinearDefinition<P> | MultilinearDefinition<P> | StructuredDefinition<P>;

type ArrayRow<P> = Exclude<AnyDefinition<P>, ElementwiseDefinition>;

/**
 * An operation of your own, from a row like those that the library's operations are made of. It works in every
 * transformation, nested as deep as you like, since its rules are made of operations in turn.
 *
 * - `elementwise`: its value on numbers, and a partial derivative for each argument.
 * - `linear`: its value, and its transpose. It is its own derivative.
 * - `multilinear`: its value, and a transpose for each argument.
 * - `structured`: its value, and how it pushes tangents or pulls cotangents; a missing one is derived by transposing the
 *   other, which must be linear for that. That is checked at the first use for each argument.
 *
 * An operation that takes parameters (what is not differentiated: an axis, a window …) gets them after its arguments.
 * With `batch`, `vmap` runs it on all entries at once, and else on each in turn.
 *
 * To give one function of yours a rule, without a row, there are {@link customJvp} and {@link customVjp}.
 *
 * @param definition - The row.
 * @returns The operation, with its row under `row`.
 * @throws {@link WengertError} when something is missing from the definition or returns what it must not; later, in a
 * call, when there are too few or too many arguments.
 * @throws {@link ShapeError} in a call, when a rule returns a tangent, a cotangent or a partial of the wrong shape.
 *
 * @example
 * const softsign = definePrimitive({
 *   kind: 'elementwise',
 *   name: 'softsign',
 *   scalar: (x) => x / (1 + Math.abs(x)),
 *   partials: [(x) => reciprocal(square(add(1, abs(x))))],
 * });
 * grad((x: Scalar) => softsign(x))(1); // 0.25
 *
 * @example
 * const halves = definePrimitive({
 *   kind: 'linear',
 *   name: 'halves',
 *   evaluate: ([x = 0]) => mul(0.5, x),
 *   transpose: (cotangent) => mul(0.5, cotangent),
 * });
 * halves(4); // 2
 */
export function definePrimitive(definition: ElementwiseDefinition<readonly [PartialRule | undefined]>): UnaryOperation;
export function definePrimitive(
  definition: ElementwiseDefinition<readonly [PartialRule | undefined, PartialRule | undefined]>,
): BinaryOperation;
export function definePrimitive(
  definition: ElementwiseDefinition,
): ((...args: Value[]) => Value) & { readonly row: Elementwise };
export function definePrimitive<P = undefined>(
  definition: LinearDefinition<P> | MultilinearDefinition<P> | StructuredDefinition<P>,
): DefinedOperation<P>;
// @__NO_SIDE_EFFECTS__
export function definePrimitive(definition: AnyDefinition<unknown>): (...args: never[]) => unknown {
  checkFields(definition);
  if (definition.kind === 'elementwise') return defineElementwise(definition);
  const row = rowOf(definition);
  const arity = row.arity ?? 1;
  const operation = (...args: unknown[]): Value => {
    // The parameters come last, if there are any.
    if (args.length !== arity + 1) checkArgumentCount(row.name, args, arity);
    return row.apply(args.slice(0, arity) as readonly Value[], args[arity]);
  };
  Object.defineProperty(operation, 'name', { value: row.name });
  return Object.assign(operation, { row });
}

function rowOf(definition: ArrayRow<unknown>): Primitive {
  const { name } = definition;
  const shared = {
    name,
    evaluate: (...[args, params]: Parameters<typeof definition.evaluate>) =>
      checkedPlain(`${name}: evaluate`, definition.evaluate(args, params)),
    examples: definition.examples ?? [],
    source: definition.source ?? '',
    isUserDefined: true,
    ...(definition.batch === undefined ? {} : { batch: definition.batch }),
  };
  switch (definition.kind) {
    case 'linear':
      return linear({
        ...shared,
        arity: definition.arity ?? 1,
        transpose: (cotangent, params, shapes, index) =>
          checkedShape(
            `${name}: transpose`,
            definition.transpose(cotangent, params, shapes, index),
            shapes[index] ?? [],
            `argument ${index + 1}`,
          ),
      });
    case 'multilinear':
      return multilinear({
        ...shared,
        transposes: definition.transposes.map((transpose, i) => checkedTranspose(name, transpose, i)),
      });
    case 'structured': {
      const { push, pull } = rulesOf(definition);
      return structured({
        ...shared,
        arity: definition.arity,
        advice: definition.advice,
        push: checkedPush(name, push),
        pull: checkedPull(name, pull),
      });
    }
  }
}

/** Both rules of a structured row, of which one may have to be derived. */
function rulesOf({ name, push, pull }: StructuredDefinition<unknown>): {
  readonly push: PushRule<unknown>;
  readonly pull: PullRule<unknown>;
} {
  if (push !== undefined) return { push, pull: pull ?? pullFromPush(name, push) };
  if (pull !== undefined) return { push: pushFromPull(name, pull), pull };
  throw new WengertError(`definePrimitive: ${name}, structured, needs push or pull, or both.`);
}

/** The fields that a definition must have. */
const needed: Readonly<Record<AnyDefinition<unknown>['kind'], readonly string[]>> = {
  elementwise: ['scalar', 'partials'],
  linear: ['evaluate', 'transpose'],
  multilinear: ['evaluate', 'transposes'],
  structured: ['evaluate', 'arity'],
};

function checkFields(definition: AnyDefinition<unknown>): void {
  const { kind, name } = definition;
  if (typeof name !== 'string' || name === '') {
    throw new WengertError('definePrimitive: the definition needs a name, a text that is not empty.');
  }
  const fields = Object.hasOwn(needed, kind) ? needed[kind] : undefined;
  if (fields === undefined) {
    throw new WengertError(
      `definePrimitive: the kind of ${name} must be one of ${Object.keys(needed).join(', ')}, but is ${kind}.`,
    );
  }
  const missing = fields.find((field) => Reflect.get(definition, field) === undefined);
  if (missing !== undefined) throw new WengertError(`definePrimitive: ${name}, ${kind}, lacks ${missing}.`);
}
