import { dataOf, sameShape, shapeOf, type Plain } from '@wengert/tensor';

/** How far two numbers may be apart: `absolute + relative * |expected|`. */
export interface Tolerance {
  readonly relative: number;
  readonly absolute: number;
}

/** Whether `actual` is `expected` up to the tolerance. NaN equals NaN, and an infinity equals itself only. */
export function closeNumbers(actual: number, expected: number, { relative, absolute }: Tolerance): boolean {
  if (Object.is(actual, expected) || actual === expected) return true;
  return Math.abs(actual - expected) <= absolute + relative * Math.abs(expected);
}

/** Whether two values have one shape and all their elements are close. */
export function close(actual: Plain, expected: Plain, tolerance: Tolerance): boolean {
  if (!sameShape(shapeOf(actual), shapeOf(expected))) return false;
  const [left, right] = [dataOf(actual), dataOf(expected)];
  return left.every((element, k) => closeNumbers(element, right[k] ?? NaN, tolerance));
}
