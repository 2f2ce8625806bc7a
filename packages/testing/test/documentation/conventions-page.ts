import { conventions, type Convention } from '@wengert/functional';
import { markdownTable } from './markdown-table.js';
import { otherLibraries } from './other-libraries.js';

/** The text of `docs/conventions.md`. */
export function conventionsPage(): string {
  const rows = conventions();
  const unknown = Object.keys(otherLibraries).filter((place) => !rows.some((row) => placeOf(row) === place));
  if (unknown.length > 0) throw new Error(`These rows are not in the table of conventions: ${unknown.join('; ')}`);
  const header = ['Expression', 'At', 'By', 'Value', 'First', 'Second', 'JAX', 'PyTorch', 'ForwardDiff', 'Why'];
  return `${introduction}\n${markdownTable(header, rows.map(cells))}\n`;
}

const introduction = `# Derivatives at the edges

This page is written by \`npm run docs:generate\`; the table is what \`conventions()\` returns.

Where a function is differentiable, its derivative is its derivative. Elsewhere:

- at a kink of a convex or concave function, the subgradient of least norm;
- at the edge of a domain, the limit, which may be infinite; the sign of a zero says from which side;
- outside the domain, NaN, as for the value;
- at a jump, what the two sides have, without the jump.

Forward and reverse mode return the same, bit for bit, at every point of the table, for numbers and for elements of
tensors, and so do the four ways to nest them where a second derivative is promised. A zero is structural where an input
is not differentiated or not selected: it contributes nothing, whatever its own derivative is. A zero that comes out of
arithmetic is a number like any other, and 0 times Infinity is NaN.

The columns of other libraries say what their first derivative is. T: one of their tests says so. M: measured with
PyTorch 2.13.0 on float64, by reverse mode unless it says forward. I: stated in an issue or FAQ of theirs. R: read off
the text of their rule, not executed.
`;

function cells(row: Convention): readonly string[] {
  const { jax = '', pytorch = '', forwardDiff = '' } = otherLibraries[placeOf(row)] ?? {};
  return [
    `\`${row.expression}\``,
    pointOf(row),
    variableOf(row),
    spelled(row.value),
    spelled(row.first),
    row.second === undefined ? '' : spelled(row.second),
    jax,
    pytorch,
    forwardDiff,
    row.reason,
  ];
}

function placeOf(row: Convention): string {
  return `${row.expression} at ${pointOf(row)} by ${variableOf(row)}`;
}

function pointOf({ point }: Convention): string {
  return point.map(spelled).join(', ');
}

function variableOf({ argument }: Convention): string {
  return ['x', 'y', 'z'][argument] ?? `argument ${argument + 1}`;
}

/** Six digits are enough to recognise a number by. */
function spelled(numbers: Convention['value']): string {
  if (typeof numbers === 'number') return Object.is(numbers, -0) ? '-0' : String(Number(numbers.toPrecision(6)));
  return `[${numbers.map(spelled).join(', ')}]`;
}
