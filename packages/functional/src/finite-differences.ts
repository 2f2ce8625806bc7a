import {
  abs,
  add,
  div,
  flatten,
  maximum,
  mul,
  reshape,
  sameStructure,
  shapeOfValue,
  slice,
  setAt,
  stack,
  stopGradient,
  sub,
  value as plainValue,
  zerosOf,
  type FlatTree,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import {
  DomainError,
  formatShape,
  isTensor,
  sameShape,
  ShapeError,
  sizeOf,
  TreeError,
  type Shape,
} from '@wengert/tensor';
import { call, type DifferentiatedArguments } from './differentiated-arguments.js';
import type { AnyFunction } from './types.js';

/** Where a difference quotient takes its two values: ahead and here, here and behind, or ahead and behind. */
export type Scheme = 'forward' | 'backward' | 'central';

/** Options of {@link numerical}. */
export interface StepOptions {
  /** Default `central`, whose error falls with the square of the step; that of the others falls with the step. */
  readonly scheme?: Scheme;
  /**
   * How far to step, the same for every entry. Left out, the step is `max(1, |x|)` for an entry `x`, times the power of
   * the machine epsilon that balances truncation against rounding: its cube root for central differences, else its
   * square root.
   */
  readonly step?: number;
}

/**
 * Multiples of the step at which the two values are taken.
 *
 * @see Nocedal and Wright, Numerical Optimization, 2nd ed., Springer 2006, section 8.1.
 */
const schemes: Readonly<Record<Scheme, readonly [ahead: number, behind: number, relativeStep: number]>> = {
  forward: [1, 0, Number.EPSILON ** (1 / 2)],
  backward: [0, -1, Number.EPSILON ** (1 / 2)],
  central: [1, -1, Number.EPSILON ** (1 / 3)],
};

/** The derivatives of the output by each leaf of the arguments. */
export interface DifferenceQuotients {
  /** The output; its leaves are those of one of the points that were evaluated. */
  readonly output: FlatTree;
  /** For each output leaf and each argument leaf an array of shape `[...outputShape, ...argumentShape]`. */
  readonly blocks: readonly (readonly Value[])[];
}

/**
 * Steps along each number in the arguments in turn.
 *
 * @param checkOutput - Refuses an output that the operation cannot take.
 */
export function differenceQuotients(
  operation: string,
  f: AnyFunction,
  inputs: DifferentiatedArguments,
  options: StepOptions,
  checkOutput: (output: unknown) => void = () => undefined,
): DifferenceQuotients {
  const { scheme = 'central', step } = options;
  const [ahead, behind, relativeStep] = checkedScheme(operation, scheme, step);
  const evaluate = (leaves: readonly Value[]): FlatTree => {
    const output = call(f, inputs.withLeaves(leaves));
    checkOutput(output);
    return flatten(output, `${operation}: the output of f`);
  };
  let here: FlatTree | undefined;
  const evaluateAt = (i: number, moved: Value | undefined): FlatTree =>
    moved === undefined ? (here ??= evaluate(inputs.leaves)) : evaluate(inputs.leaves.with(i, moved));

  const first = scheme === 'central' && inputs.leaves.some((leaf) => sizeOf(shapeOfValue(leaf)) > 0);
  let model = first ? undefined : evaluateAt(0, undefined);
  const columns = inputs.leaves.map((leaf, i) =>
    Array.from({ length: sizeOf(shapeOfValue(leaf)) }, (_, place): readonly Value[] => {
      const x = entryOf(leaf, place);
      const width = step ?? mul(relativeStep, maximum(1, abs(stopGradient(x))));
      const [above, stepAbove] = moved(leaf, place, x, mul(ahead, width));
      const [below, stepBelow] = moved(leaf, place, x, mul(behind, width));
      const distance = sub(stepAbove, stepBelow);
      if (distance === 0) {
        throw new DomainError(
          `${operation}: a step of ${plainValue(width)} vanishes beside an entry of ${plainValue(x)}; choose a larger step.`,
        );
      }
      const high = evaluateAt(i, above);
      const low = evaluateAt(i, below);
      model ??= high;
      checkSame(operation, model, high);
      checkSame(operation, model, low);
      return high.leaves.map((value, o) => div(sub(value, low.leaves[o] ?? 0), distance));
    }),
  );
  const output = model ?? evaluateAt(0, undefined);
  const blocks = output.leaves.map((value, o) =>
    inputs.leaves.map((leaf, i) => block(columns[i] ?? [], o, shapeOfValue(value), shapeOfValue(leaf))),
  );
  return { output, blocks };
}

function checkedScheme(
  operation: string,
  scheme: Scheme,
  step: number | undefined,
): readonly [ahead: number, behind: number, relativeStep: number] {
  if (!Object.hasOwn(schemes, scheme)) {
    throw new DomainError(
      `${operation}: scheme must be 'forward', 'backward' or 'central', but is ${JSON.stringify(scheme)}.`,
    );
  }
  if (step !== undefined && !(step > 0 && step < Infinity)) {
    throw new DomainError(`${operation}: step must be a positive number, but is ${String(step)}.`);
  }
  return schemes[scheme];
}

/** One number of a leaf. */
function entryOf(leaf: Value, place: number): Scalar {
  return isTensor(leaf) ? (slice(leaf, indexOf(leaf.shape, place)) as Scalar) : leaf;
}

/**
 * The leaf with one entry stepped away, and how far it really went: a sum is rounded, and the quotient must not be.
 * `undefined` for a leaf that stays as it is.
 */
function moved(leaf: Value, place: number, x: Scalar, by: Scalar): readonly [Value | undefined, Scalar] {
  if (by === 0) return [undefined, 0];
  const here = stopGradient(x);
  const real = sub(add(here, by), here);
  const there = add(x, real);
  return [isTensor(leaf) ? setAt(leaf, indexOf(leaf.shape, place), there) : there, real];
}

/** The index along each axis of a place in row-major storage. */
function indexOf(shape: Shape, place: number): readonly number[] {
  let rest = place;
  return shape
    .toReversed()
    .map((length) => {
      const index = rest % length;
      rest = (rest - index) / length;
      return index;
    })
    .toReversed();
}

function checkSame(operation: string, model: FlatTree, other: FlatTree): void {
  if (model === other) return;
  if (!sameStructure(model.structure, other.structure)) {
    throw new TreeError(`${operation}: f returned trees of different structure from one call to the next.`);
  }
  model.leaves.forEach((leaf, i) => {
    const [shape, found] = [shapeOfValue(leaf), shapeOfValue(other.leaves[i] ?? 0)];
    if (sameShape(shape, found)) return;
    throw new ShapeError(
      `${operation}: f returned shapes ${formatShape(shape)} and ${formatShape(found)} from one call to the next.`,
    );
  });
}

function block(columns: readonly (readonly Value[])[], output: number, outputShape: Shape, inputShape: Shape): Value {
  const shape = [...outputShape, ...inputShape];
  const [first] = columns;
  if (first === undefined) return zerosOf(shape);
  if (inputShape.length === 0) return first[output] ?? 0;
  return reshape(
    stack(
      columns.map((column) => column[output] ?? 0),
      -1,
    ),
    shape,
  );
}
