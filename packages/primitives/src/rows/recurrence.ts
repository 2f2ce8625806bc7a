import { isDense, linearRecurrence as recurrenceKernel, type Shape } from '@wengert/tensor';
import { argument, unit } from '../domain.js';
import { structured } from '../kinds/structured.js';
import type { Primitive, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { add, mul } from './arithmetic.js';
import { alongShiftedAxis } from './batching.js';
import { entriesAlong, joinEntries } from './entries-along.js';
import { placeRow, sliceRow } from './slicing.js';

/** Along which axis to go, and whether from its end. */
export interface Course {
  readonly axis: number;
  readonly reverse: boolean;
}

/**
 * The solution of `y[i] = a[i] * y[i - 1] + b[i]` along an axis, with nothing before the first element. Running products
 * have it as their derivative, and it has itself, so their derivatives of every order take linear time and divide by
 * nothing.
 */
export const linearRecurrenceRow: Primitive<Course> = /* @__PURE__ */ structured({
  name: 'linearRecurrence',
  arity: 2,
  evaluate: ([a = 0, b = 0], { axis, reverse }) =>
    isDense(a) && isDense(b) ? recurrenceKernel(a, b, axis, reverse) : b,
  push([tangentA, tangentB], [a = 0], output, course): Tangent {
    const throughA = tangentA === undefined ? undefined : mul(tangentA, previous(output, course));
    if (throughA === undefined && tangentB === undefined) return undefined;
    const direction = throughA === undefined ? tangentB : tangentB === undefined ? throughA : add(throughA, tangentB);
    return linearRecurrence(a, direction ?? 0, course);
  },
  pull(index, cotangent, [a = 0], output, course) {
    const back = backwards(course);
    const adjoint = linearRecurrence(previous(a, back), cotangent, back);
    return index === 1 ? adjoint : mul(adjoint, previous(output, course));
  },
  batch: alongShiftedAxis,
  examples: [
    { args: [argument([4], unit), argument([4])], params: { axis: 0, reverse: false } },
    { args: [argument([2, 3], unit), argument([2, 3])], params: { axis: 0, reverse: true } },
    { args: [argument([2, 3], unit), argument([2, 3])], params: { axis: 1, reverse: true } },
    { args: [argument([1], unit), argument([1])], params: { axis: 0, reverse: false } },
    { args: [argument([0, 2], unit), argument([0, 2])], params: { axis: 0, reverse: false } },
  ],
  decompose: ([a = 0, b = 0], course) =>
    overCourse([b, a], course, (y, [addend = 0, factor = 0]) => add(mul(factor, y), addend)),
  source: 'the derivative of a linear recurrence is one with the same coefficients; its transpose goes backwards',
});

/** The solution of a linear recurrence; see {@link linearRecurrenceRow}. */
export function linearRecurrence(a: Value, b: Value, course: Course): Value {
  return linearRecurrenceRow.apply([a, b], course);
}

/**
 * What becomes of the first array's first element, one step after the other, on a course: for `decompose`. A step is given
 * the elements of all arrays, which have one shape.
 */
export function overCourse(
  arrays: readonly Value[],
  { axis, reverse }: Course,
  step: (before: Value, entries: readonly Value[]) => Value,
): Value {
  const entries = arrays.map((x) => entriesAlong(x, [axis]));
  const [first = []] = entries;
  const results: Value[] = [];
  for (let i = 0; i < first.length; i++) {
    const place = reverse ? first.length - 1 - i : i;
    const before = results[reverse ? place + 1 : place - 1];
    results[place] =
      before === undefined
        ? (first[place] ?? 0)
        : step(
            before,
            entries.map((own) => own[place] ?? 0),
          );
  }
  return joinEntries(results, shapeOfValue(arrays[0] ?? 0), [axis]);
}

/** The same axis, from the other end. */
export function backwards({ axis, reverse }: Course): Course {
  return { axis, reverse: !reverse };
}

/** For each element the one that comes before it on the course; 0 for the first. */
export function previous(x: Value, course: Course): Value {
  const shape = shapeOfValue(x);
  const { from, to, sizes } = step(shape, course);
  const steps = shape.map(() => 1);
  const moved = sliceRow.apply([x], { starts: from, sizes, steps, shape: sizes });
  return placeRow.apply([moved], { starts: to, sizes, steps, shape });
}

/** All elements but the last on the course, and where they move by a step. */
function step(shape: Shape, { axis, reverse }: Course): { from: Shape; to: Shape; sizes: Shape } {
  const start = shape.map(() => 0);
  const next = start.with(axis, 1);
  const sizes = shape.with(axis, Math.max((shape[axis] ?? 0) - 1, 0));
  return reverse ? { from: next, to: start, sizes } : { from: start, to: next, sizes };
}
