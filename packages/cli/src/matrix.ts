import { isTensor } from 'wengert';
import { entriesOf, flatNumbers, leavesOf, numbersOf } from './numbers.js';

/** A row of a matrix as a table shows it: its name, and a number for each column. */
type MatrixRow = Readonly<Record<string, string | number>>;

/**
 * A Jacobian as a table: a row for each number of the output, a column for each number of the inputs.
 *
 * @param jacobian - With the tree of the output, and in place of each of its leaves the tree of the inputs.
 * @param inputs - The names of the columns.
 */
export function matrixRows(
  jacobian: unknown,
  output: unknown,
  corner: string,
  outputName: string,
  inputs: readonly string[],
): MatrixRow[] {
  const names = flatNumbers(output, outputName);
  return rowsBelow(jacobian, output).map((numbers, i) => ({
    [corner]: names[i]?.path ?? '',
    ...Object.fromEntries(inputs.map((input, j) => [input, numbers[j] ?? NaN])),
  }));
}

/** The rows of the part of a Jacobian that belongs to a part of the output. */
function rowsBelow(jacobian: unknown, output: unknown): number[][] {
  if (typeof output === 'number' || isTensor(output)) {
    const count = numbersOf(output).length;
    const blocks = leavesOf(jacobian).map(({ leaf }) => Array.from(numbersOf(leaf)));
    return Array.from({ length: count }, (_, row) =>
      blocks.flatMap((block) => block.slice((row * block.length) / count, ((row + 1) * block.length) / count)),
    );
  }
  const parts = new Map(entriesOf(jacobian));
  return entriesOf(output).flatMap(([key, part]) => rowsBelow(parts.get(key), part));
}
