import { abridged } from './abridged.js';
import { Algebra } from './formula/algebra.js';
import { textStyle } from './formula/text-style.js';
import type { Listing } from './listing.js';

/** The list as text: one line for each operation, for each condition where it was asked, and for each output. */
export function listText(listing: Listing): string {
  const algebra = new Algebra(textStyle);
  const conditions = listing.conditions().map(({ condition, after }) => {
    const write = (): string => {
      const asked = listing.condition(algebra, condition).text;
      return condition.held ? `given ${asked}` : `given not (${asked})`;
    };
    return { after, write };
  });
  const lines = listing.lines.map((line, i) => ({
    after: i,
    write: () => `${listing.variable(algebra, line).text} = ${listing.expression(algebra, line).text}`,
  }));
  const outputs = listing.outputNames().map(([name, operand]) => ({
    after: lines.length,
    write: () => `${name} = ${listing.operand(algebra, operand).text}`,
  }));
  // A condition stands before the line that was next when it was asked; where both are at one place it comes first.
  const all = [...conditions, ...lines, ...outputs].toSorted((a, b) => a.after - b.after);
  return abridged(all, ({ write }) => write());
}
