import type { Range } from './flat-numbers.js';

/**
 * A smallest part of a range that something is still wrong with, by halving. What is wrong may need several places
 * together; then the part has more than one.
 */
export function narrowed(range: Range, isWrong: (part: Range) => boolean): Range {
  let found = range;
  while (found.end - found.start > 1) {
    const middle = Math.floor((found.start + found.end) / 2);
    const halves: readonly Range[] = [
      { start: found.start, end: middle },
      { start: middle, end: found.end },
    ];
    const wrong = halves.find(isWrong);
    if (wrong === undefined) break;
    found = wrong;
  }
  return found;
}
