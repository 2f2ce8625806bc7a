import { unmask, value, zerosOf, type Cotangent, type Primitive, type Tangent } from '@wengert/primitives';
import { shapeOf, type Plain, type Shape } from '@wengert/tensor';
import type { LinearMap } from './linear-dependence.js';
import { genericArray } from './probes.js';
import type { ArrayMap } from './shared-axes.js';

/** One application of a primitive to plain values. */
export interface Application<P> {
  readonly primitive: Primitive<P>;
  readonly args: readonly Plain[];
  readonly output: Plain;
  readonly params: P;
}

/**
 * What an operation that is linear in one argument does to it. Of the other arguments only the shapes matter: generic
 * numbers stand for them, so that a zero that happens to be among them now hides nothing later.
 */
export function mapOfArgument<P>({ primitive, args, output, params }: Application<P>, index: number): LinearMap {
  const stand = standIns(primitive, args);
  const inputShape = shapeOf(args[index] ?? 0);
  return {
    inputShape,
    outputShape: shapeOf(output),
    push: (x) => primitive.evaluate(stand.with(index, x), params),
    pull: (y) => plain(primitive.pull(index, y, stand, output, params), inputShape),
  };
}

/**
 * How two arguments of a multilinear operation meet: the map from the one to the cotangent of the other, for a generic
 * cotangent of the output. It has an entry for each product of elements of the two that the output is a sum of.
 */
export function mapBetweenArguments<P>(application: Application<P>, from: number, to: number): LinearMap {
  const { primitive, args, output, params } = application;
  const stand = standIns(primitive, args);
  const cotangent = genericArray(shapeOf(output), args.length);
  const [inputShape, outputShape] = [shapeOf(args[from] ?? 0), shapeOf(args[to] ?? 0)];
  return {
    inputShape,
    outputShape,
    push: (x) => plain(primitive.pull(to, cotangent, stand.with(from, x), output, params), outputShape),
    pull: (y) => plain(primitive.pull(from, cotangent, stand.with(to, y), output, params), inputShape),
  };
}

/** The linear approximation of an operation along one argument. */
export function mapNear<P>({ primitive, args, output, params }: Application<P>, index: number): ArrayMap {
  const outputShape = shapeOf(output);
  return {
    inputShape: shapeOf(args[index] ?? 0),
    outputShape,
    push: (x) => {
      const tangents: readonly Tangent[] = args.map((_, i) => (i === index ? x : undefined));
      return plain(primitive.push(tangents, args, output, params), outputShape);
    },
  };
}

function standIns<P>(primitive: Primitive<P>, args: readonly Plain[]): readonly Plain[] {
  return args.map((x, i) => (primitive.kind === 'multilinear' ? genericArray(shapeOf(x), i) : zerosOf(shapeOf(x))));
}

function plain(x: Cotangent | undefined, shape: Shape): Plain {
  if (x === undefined) return zerosOf(shape);
  return value(unmask(x));
}
