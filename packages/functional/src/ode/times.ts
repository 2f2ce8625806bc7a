import { shapeOfValue, take, value, flatten, type Scalar, type Value } from '@wengert/primitives';
import { DomainError, formatShape, isDense, isTensor, ShapeError, type Tensor } from '@wengert/tensor';

/** Times to solve for, as the user gives them. */
export type Times = Tensor | readonly Scalar[];

/** Times as scalars, traced where they are, and as plain numbers. */
export interface TimePoints {
  readonly scalars: readonly Value[];
  readonly numbers: readonly number[];
}

/**
 * Takes the times apart.
 *
 * @throws {@link ShapeError} when they are neither a vector nor an array of scalars.
 * @throws {@link DomainError} when they are not finite, or neither increase nor decrease all the way.
 */
export function timePoints(ts: unknown): TimePoints {
  const scalars = scalarsOf(ts);
  const numbers = scalars.map((t) => value(t) as number);
  if (numbers.length === 0) throw new DomainError('odeint: ts must hold at least the time of y0.');
  const strange = numbers.findIndex((t) => !Number.isFinite(t));
  if (strange >= 0) throw new DomainError(`odeint: ts[${strange}] is ${numbers[strange]}, but must be finite.`);
  const [first = 0, second = 0] = numbers;
  const direction = Math.sign(second - first);
  numbers.forEach((t, i) => {
    const before = numbers[i - 1];
    if (before === undefined || (t - before) * direction > 0) return;
    throw new DomainError(
      `odeint: ts must increase or decrease all the way, but ts[${i - 1}] is ${before} and ts[${i}] is ${t}.`,
    );
  });
  return { scalars, numbers };
}

function scalarsOf(ts: unknown): readonly Value[] {
  if (isDense(ts) && ts.rank === 1) return [...ts.data];
  if (isTensor(ts) && ts.rank === 1) return Array.from({ length: ts.size }, (_, i) => take(ts, i));
  const { leaves } = flatten(ts, 'odeint: ts');
  const other = leaves.find((leaf) => shapeOfValue(leaf).length > 0);
  if (other === undefined && Array.isArray(ts)) return leaves;
  throw new ShapeError(
    `odeint: ts must be a tensor of rank 1 or an array of numbers, but holds a value of shape ` +
      `${formatShape(other === undefined ? [] : shapeOfValue(other))}.`,
  );
}
