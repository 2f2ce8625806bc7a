import { ceil, equal, floor, greater, mod, round, sign, stopGradient, trunc } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { constant, derivative, outside, structural } from './reasons.js';

/** Functions with jumps: rounding, signs, comparisons, remainders. */
export function jumps(): readonly Convention[] {
  const steps = `${constant}the jump contributes nothing.`;
  const atMod = rowsOf('mod(x, y)', mod);
  const floorOfQuotient = `${derivative}1 along x and -floor(x / y) along y, from the side that the value belongs to.`;
  return [
    rowsOf('sign(x)', sign)([0], [0, 0, 0], steps),
    rowsOf('sign(x)', sign)([-2], [-1, 0, 0], `${constant}on each side.`),
    rowsOf('floor(x)', floor)([1], [1, 0, 0], steps),
    rowsOf('floor(x)', floor)([1.5], [1, 0, 0], `${constant}between integers.`),
    rowsOf('ceil(x)', ceil)([1], [1, 0, 0], steps),
    rowsOf('round(x)', round)([0.5], [1, 0, 0], steps),
    rowsOf('trunc(x)', trunc)([-1], [-1, 0, 0], steps),
    rowsOf('greater(x, y)', greater)([1, 1], [0, 0, 0], steps),
    rowsOf('equal(x, y)', equal)([1, 1], [1, 0, 0], steps),
    rowsOf('stopGradient(x)', stopGradient)([2], [2, 0, 0], `${structural}a constant by decree.`),
    atMod([4, 2], [0, 1, 0], floorOfQuotient),
    atMod([4, 2], [0, -2, 0], floorOfQuotient, 1),
    atMod([-1, 3], [2, 1, 0], floorOfQuotient),
    atMod([-1, 3], [2, 1, 0], floorOfQuotient, 1),
    atMod([1, 0], [NaN, NaN, 0], `${outside}no remainder of a division by 0.`),
  ];
}
