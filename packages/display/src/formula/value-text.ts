import { isDense, type Plain } from '@wengert/tensor';
import type { Algebra } from './algebra.js';
import { largestLiteral, tensorFormula } from './tensor-formula.js';
import { whole, type Written } from './written.js';

/** Digits of a value that is shown beside a formula. */
const digits = 7;

/** A value to be read: a number with a few digits, a small tensor, or the shape of a large one. */
export function valueFormula(algebra: Algebra, x: Plain): Written {
  if (!isDense(x)) return algebra.number(shortened(x));
  if (x.size > largestLiteral) return whole(algebra.style.words(`tensor of shape [${x.shape.join(', ')}]`), 'atom');
  return tensorFormula(algebra, x, shortened);
}

function shortened(x: number): number {
  return Number(x.toPrecision(digits));
}
