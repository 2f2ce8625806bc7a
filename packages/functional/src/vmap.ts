import { BatchTrace } from '@wengert/batch';
import {
  flatten,
  moveAxis,
  optionsOf,
  shapeOfValue,
  unflatten,
  type FlatTree,
  type Scalar,
  type Tree,
  type Value,
  withParametersOf,
} from '@wengert/primitives';
import { formatShape, ShapeError, TreeError, type Tensor } from '@wengert/tensor';
import { axesOfLeaves, type Axes } from './batch-axes.js';
import { call, checkFunction } from './differentiated-arguments.js';
import type { AnyFunction, OfScalars } from './types.js';

/** Options of {@link vmap}. */
export interface BatchOptions {
  /** The axis to map over: for all arguments, or an array with one entry for each. Default 0. */
  readonly inAxes?: Axes;
  /** Where the batch axis of the output goes, for all of it or as a tree. Default 0. */
  readonly outAxes?: Axes;
}

/** What a mapped function takes for an argument: a scalar becomes a tensor, unless it is not mapped over. */
export type BatchArgument<T> = Tree extends T
  ? T
  : [T] extends [Tensor]
    ? Tensor
    : [T] extends [Value]
      ? Value
      : T extends AnyFunction
        ? T
        : { [K in keyof T]: BatchArgument<T[K]> };

/** The arguments of a mapped function. */
export type BatchArguments<A extends readonly unknown[]> = { [K in keyof A]: BatchArgument<A[K]> };

/** What a mapped function returns: a tensor for every scalar and every tensor. */
export type BatchOutput<T> = Tree extends T
  ? T
  : [T] extends [Value]
    ? Tensor
    : { -readonly [K in keyof T]: BatchOutput<T[K]> };

/**
 * `f` mapped over an axis of its arguments: written for one example, it works on a batch of them in one go.
 *
 * Shapes: each argument leaf loses the axis that `inAxes` names before `f` sees it; each output leaf gains one where
 * `outAxes` says. All mapped axes have the same length.
 *
 * Cost: one evaluation of `f`, on arrays with one more axis.
 *
 * @param f - A function made of this library's operations. It cannot branch on mapped values: use `where`.
 * @param options - `inAxes` and `outAxes`: an axis, `null` for none, or trees of those as deep as wanted.
 * @throws {@link ShapeError} when the mapped axes differ in length, there is no such axis, or no argument is mapped.
 * @throws {@link TreeError} when the axes do not fit the tree of the arguments or of the output.
 *
 * @example
 * vmap((x: Tensor) => sum(mul(x, x)))(tensor([[1, 2], [3, 4]])); // [5, 25]
 */
export function vmap<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
  options?: BatchOptions,
): (...args: BatchArguments<Parameters<F>>) => BatchOutput<ReturnType<F>>;
export function vmap<A extends unknown[], Output>(
  f: (...args: A) => Output,
  options?: BatchOptions,
): (...args: BatchArguments<A>) => BatchOutput<Output>;
export function vmap(f: AnyFunction, options: BatchOptions = {}): (...args: unknown[]) => unknown {
  checkFunction('vmap', f);
  const { inAxes = 0, outAxes = 0 } = optionsOf('vmap', options, ['inAxes', 'outAxes']);
  return withParametersOf(f, (...args) => {
    const batch = batchArguments(args, inAxes);
    const trace = new BatchTrace('vmap', batch.size);
    try {
      const output = call(f, batch.argumentsOf(trace));
      const flat = flatten(output, 'vmap: the output of f');
      const axes = axesOfLeaves('vmap: outAxes', outAxes, flat, 'the output of f');
      return unflatten(
        flat.structure,
        flat.leaves.map((leaf, i) => batchOutput(trace, leaf, axes[i] ?? null)),
      );
    } finally {
      trace.end();
    }
  });
}

interface FlatArguments {
  readonly size: number;
  argumentsOf(trace: BatchTrace): unknown[];
}

function batchArguments(args: readonly unknown[], inAxes: Axes): FlatArguments {
  if (Array.isArray(inAxes) && inAxes.length !== args.length) {
    const entries = inAxes.length === 1 ? '1 entry' : `${inAxes.length} entries`;
    const called = args.length === 1 ? '1 argument' : `${args.length} arguments`;
    throw new TreeError(
      `vmap: inAxes has ${entries}, but the function was called with ${called}. Give one axis for all, or an entry for ` +
        'each.',
    );
  }
  const axesOf = (index: number): Axes =>
    Array.isArray(inAxes) ? ((inAxes as readonly Axes[])[index] ?? null) : inAxes;
  const mapped = args.map((arg, i): { flat: FlatTree; axes: readonly (number | null)[] } | undefined => {
    // What is not mapped over may be anything.
    if (axesOf(i) === null) return undefined;
    const flat = flatten(arg, `vmap: args[${i}]`);
    return { flat, axes: axesOfLeaves(`vmap: inAxes[${i}]`, axesOf(i), flat, `args[${i}]`) };
  });
  const size = commonSize(mapped.flatMap((argument) => (argument === undefined ? [] : axisLengths(argument))));
  return {
    size,
    argumentsOf: (trace) =>
      mapped.map((argument, i) =>
        argument === undefined
          ? args[i]
          : unflatten(
              argument.flat.structure,
              argument.flat.leaves.map((leaf, j) => {
                const axis = argument.axes[j] ?? null;
                return axis === null ? leaf : trace.batched(moveAxis(leaf, axis, 0));
              }),
            ),
      ),
  };
}

function axisLengths({ flat, axes }: { flat: FlatTree; axes: readonly (number | null)[] }): readonly number[] {
  return flat.leaves.flatMap((leaf, i) => {
    const axis = axes[i] ?? null;
    if (axis === null) return [];
    const shape = shapeOfValue(leaf);
    const length = shape.at(axis);
    if (length === undefined || axis >= shape.length || axis < -shape.length) {
      const advice = shape.length === 0 ? 'Make one tensor of many numbers with tensor(...), or set' : 'Set';
      throw new ShapeError(
        `vmap: there is no axis ${axis} to map over in a value of shape ${formatShape(shape)}. ${advice} its entry of ` +
          'inAxes to null if it is the same for all.',
      );
    }
    return [length];
  });
}

function commonSize(lengths: readonly number[]): number {
  const [size] = lengths;
  if (size === undefined) {
    throw new ShapeError('vmap: no argument is mapped over; at least one entry of inAxes must be an axis.');
  }
  const other = lengths.find((length) => length !== size);
  if (other !== undefined) {
    throw new ShapeError(`vmap: the mapped axes differ in length: ${size} and ${other}.`);
  }
  return size;
}

function batchOutput(trace: BatchTrace, leaf: Value, axis: number | null): Value {
  if (axis === null) {
    if (!trace.isBatched(leaf)) return leaf;
    throw new ShapeError('vmap: outAxes is null for an output that differs between the entries of the batch.');
  }
  const shape = shapeOfValue(leaf);
  if (axis > shape.length || axis < -shape.length - 1) {
    throw new ShapeError(
      `vmap: outAxes puts the batch at axis ${axis}, but for an output of shape ${formatShape(shape)} it must be from ` +
        `${-shape.length - 1} to ${shape.length}.`,
    );
  }
  return moveAxis(trace.batchOf(leaf), 0, axis);
}
