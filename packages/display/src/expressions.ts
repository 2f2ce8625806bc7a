import type { ContainerToken, Structure } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { Algebra } from './formula/algebra.js';
import { lineFormula, operandFormula, type Symbols } from './formula/line-formulas.js';
import { FormulaSizes } from './formula/size.js';
import type { Style } from './formula/style.js';
import type { Written } from './formula/written.js';
import type { Listing } from './listing.js';
import { isLine, simplified, type Line } from './recording/line.js';

/** Longer formulas are of no use to people, and may not fit into memory. */
const largestExpression = 10_000;

/** How many operations the outputs have, written out as formulas of the inputs. */
export function expressionSize({ lines, recording }: Listing): number {
  const sizes = new FormulaSizes(lines);
  return recording.outputs.reduce<number>((total, output) => {
    const source = simplified(output);
    return total + (isLine(source) ? sizes.of(source) : 0);
  }, 0);
}

/**
 * The outputs as formulas of the inputs: every line is written out wherever it is used.
 *
 * @throws {@link WengertError} when the formula is too long to be of use.
 */
export function expression(operation: string, listing: Listing, style: Style): string {
  const size = expressionSize(listing);
  if (size > largestExpression) {
    throw new WengertError(
      `${operation}: written out, this is a formula of ${size.toPrecision(3)} operations (${largestExpression} at most), ` +
        `made of ${listing.lines.length} lines. Use toString() for the lines.`,
    );
  }
  const algebra = new Algebra(style);
  const formulas = new Map<Line, Written>();
  const symbols: Symbols = {
    line: (line) => formulas.get(line) ?? listing.variable(algebra, line),
    constant: (x) => listing.constant(algebra, x),
  };
  for (const line of listing.lines) formulas.set(line, lineFormula(algebra, symbols, line));
  const { outputs, structure } = listing.recording;
  const texts = outputs.map((output) => operandFormula(algebra, symbols, output).text);
  return treeText(style, structure, texts);
}

interface Frame {
  readonly token: ContainerToken;
  readonly parts: string[];
}

/** A tree with texts at its leaves, as text. */
function treeText(style: Style, structure: Structure, leaves: readonly string[]): string {
  const open: Frame[] = [];
  let next = 0;
  let root = '';
  for (const token of structure) {
    if (token !== 'leaf') open.push({ token, parts: [] });
    else if (open.length === 0) return leaves[next] ?? '';
    else open.at(-1)?.parts.push(leaves[next++] ?? '');
    for (let top = open.at(-1); top !== undefined && top.parts.length === top.token.length; top = open.at(-1)) {
      const { token: finished, parts } = top;
      open.pop();
      const text =
        finished.keys === undefined
          ? style.list(parts)
          : style.record(finished.keys.map((key, i) => [key, parts[i] ?? '']));
      const parent = open.at(-1);
      if (parent === undefined) root = text;
      else parent.parts.push(text);
    }
  }
  return root;
}
