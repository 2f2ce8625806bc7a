import { isTensor } from 'wengert';

/** All numbers of a tree of numbers, tensors and typed arrays, in order. */
export function numbersOf(answer: unknown): number[] {
  const numbers: number[] = [];
  collect(answer, numbers);
  return numbers;
}

function collect(answer: unknown, numbers: number[]): void {
  if (typeof answer === 'number') numbers.push(answer);
  else if (isTensor(answer) || answer instanceof Float64Array) {
    for (const x of isTensor(answer) ? answer.data : answer) numbers.push(x);
  } else if (typeof answer === 'object' && answer !== null) {
    for (const entry of Object.values(answer)) collect(entry, numbers);
  }
}

/**
 * The largest difference between two lists of numbers, relative to the largest number in the right one; infinite where
 * they differ in length, and NaN where one has a NaN that the other has not.
 */
export function errorOf(answer: readonly number[], right: readonly number[]): number {
  if (answer.length !== right.length) return Infinity;
  let worst = 0;
  let scale = 0;
  right.forEach((expected, i) => {
    const given = answer[i] ?? NaN;
    if (Object.is(given, expected)) return;
    const difference = Math.abs(given - expected);
    // Not by Math.max: a NaN must win, and stay.
    if (!(difference <= worst)) worst = difference;
  });
  for (const expected of right) scale = Math.max(scale, Math.abs(expected));
  return worst === 0 ? 0 : worst / (scale === 0 ? 1 : scale);
}
