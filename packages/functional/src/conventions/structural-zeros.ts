import { div, equal, greater, log, mul, sin, sqrt, stopGradient, sum, where } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { composed, derivative, structural } from './reasons.js';

/** What contributes nothing, whatever its own derivative is; and zeros that are numbers like any other. */
export function structuralZeros(): readonly Convention[] {
  const notTaken = `${structural}where follows only the side taken, so that the other one's Infinity does not count.`;
  const atRoot = rowsOf('where(greater(x, 0), sqrt(x), 0)', (x) => where(greater(x, 0), sqrt(x), 0));
  return [
    atRoot([0], [0, 0, 0], notTaken),
    atRoot([-1], [0, 0, 0], notTaken),
    atRoot([4], [2, 0.25, -1 / 32], `${derivative}of the side taken.`),
    rowsOf('where(greater(x, 0), log(x), 0)', (x) => where(greater(x, 0), log(x), 0))([0], [0, 0, 0], notTaken),
    rowsOf('where(equal(x, 0), 1, div(sin(x), x))', (x) => where(equal(x, 0), 1, div(sin(x), x)))(
      [0],
      [1, 0, 0],
      `${structural}the side taken is the constant 1, so that every derivative is 0.`,
    ),
    atRoot(
      [[0, 4]],
      [
        [0, 2],
        [
          [0, 0],
          [0, 0.25],
        ],
      ],
      `${structural}of each element by itself.`,
    ),
    rowsOf('sum(where(greater(x, 0), mul(2, sqrt(x)), 0))', (x) => sum(where(greater(x, 0), mul(2, sqrt(x)), 0)))(
      [[0, 4]],
      [
        4,
        [0, 0.5],
        [
          [0, 0],
          [0, -0.0625],
        ],
      ],
      `${structural}through a chain of elementwise operations.`,
    ),
    rowsOf('mul(stopGradient(sqrt(x)), x)', (x) => mul(stopGradient(sqrt(x)), x))(
      [0],
      [0, 0, 0],
      `${structural}the root is a constant by decree, so that its Infinity does not count.`,
    ),
    rowsOf('mul(0, sqrt(x))', (x) => mul(0, sqrt(x)))(
      [0],
      [0, NaN, NaN],
      `${composed}a factor of 0 is a number like any other, and 0 times Infinity is NaN.`,
    ),
  ];
}
