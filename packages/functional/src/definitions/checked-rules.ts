import {
  adviceAbout,
  describeValue,
  isMasked,
  isPlain,
  isValue,
  shapeOfValue,
  traceOf,
  type Cotangent,
  type PartialRule,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import {
  broadcastsTo,
  formatShape,
  sameShape,
  ShapeError,
  WengertError,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import type { MultilinearDefinition } from './definition.js';
import type { PullRule, PushRule } from './derived-rules.js';

/** The value that a rule returned. */
export function checkedPlain(rule: string, result: unknown): Plain {
  if (isPlain(result)) return result;
  throw noValue(rule, result);
}

/** The value that a rule returned, which must have a given shape. */
export function checkedShape(rule: string, result: unknown, shape: Shape, model: string): Value {
  if (!isValue(result)) throw noValue(rule, result);
  if (sameShape(shapeOfValue(result), shape)) return result;
  throw new ShapeError(
    `${rule} returned shape ${formatShape(shapeOfValue(result))}, but ${model} has shape ${formatShape(shape)}.`,
  );
}

function noValue(rule: string, result: unknown): WengertError {
  const advice =
    traceOf(result) === undefined
      ? adviceAbout(result)
      : ' A definition must not use traced values that it closes over: pass them as arguments.';
  return new WengertError(`${rule} must return a number or a tensor, but returned ${describeValue(result)}.${advice}`);
}

/** A partial derivative that is held to returning what broadcasts to the output: a number where that is one. */
// @__NO_SIDE_EFFECTS__
export function checkedPartial(name: string, partial: PartialRule, index: number): PartialRule {
  const rule = `${name}: the partial of argument ${index + 1}`;
  return (...argumentsThenOutput) => {
    const result: unknown = partial(...argumentsThenOutput);
    if (typeof result === 'number') return result;
    if (!isValue(result)) throw noValue(rule, result);
    const shape = shapeOfValue(argumentsThenOutput[argumentsThenOutput.length - 1] ?? 0);
    if (broadcastsTo(shapeOfValue(result), shape)) return result;
    throw new ShapeError(
      `${rule} returned shape ${formatShape(shapeOfValue(result))}, which does not broadcast to the output's shape ` +
        `${formatShape(shape)}. It must be made of elementwise operations on the arguments and the output.`,
    );
  };
}

type TransposeRule<P> = MultilinearDefinition<P>['transposes'][number];

/** A transpose that is held to returning a cotangent like the argument, or like the argument as it was broadcast. */
// @__NO_SIDE_EFFECTS__
export function checkedTranspose<P>(name: string, transpose: TransposeRule<P>, index: number): TransposeRule<P> {
  const rule = `${name}: the transpose of argument ${index + 1}`;
  return (cotangent, args, params) => {
    const result: unknown = transpose(cotangent, args, params);
    if (!isValue(result)) throw noValue(rule, result);
    const shape = shapeOfValue(args[index] ?? 0);
    if (broadcastsTo(shape, shapeOfValue(result))) return result;
    throw new ShapeError(
      `${rule} returned shape ${formatShape(shapeOfValue(result))}, which does not sum to the shape ` +
        `${formatShape(shape)} of the argument. Only axes along which the argument was broadcast may be left to sum.`,
    );
  };
}

/** A push that is held to returning a tangent like the output. */
// @__NO_SIDE_EFFECTS__
export function checkedPush<P>(name: string, push: PushRule<P>): PushRule<P> {
  return (tangents, args, output, params): Tangent => {
    const result = push(tangents, args, output, params);
    return result === undefined ? undefined : checkedShape(`${name}: push`, result, shapeOfValue(output), 'the output');
  };
}

/** A pull that is held to returning a cotangent like the argument. */
// @__NO_SIDE_EFFECTS__
export function checkedPull<P>(name: string, pull: PullRule<P>): PullRule<P> {
  return (index, cotangent, args, output, params): Cotangent | undefined => {
    const result = pull(index, cotangent, args, output, params);
    if (result === undefined) return undefined;
    const unmasked = isMasked(result) ? result.cotangent : result;
    checkedShape(`${name}: pull`, unmasked, shapeOfValue(args[index] ?? 0), `argument ${index + 1}`);
    return result;
  };
}
