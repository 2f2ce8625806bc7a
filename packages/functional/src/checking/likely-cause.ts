/** Two numbers that should be one derivative, and what may have gone wrong between them. */
export interface Discrepancy {
  readonly found: number;
  readonly expected: number;
  /** The lengths of the axes over which a sum may have been forgotten. */
  readonly axisLengths: readonly number[];
  /** Numbers that a forgotten factor may be: the entries of the argument. */
  readonly entries: readonly number[];
}

/** What the numbers look like, as a sentence. */
export function likelyCause({ found, expected, axisLengths, entries }: Discrepancy): string {
  if (!Number.isFinite(found)) {
    return 'the rule computes NaN or Infinity (0 * Infinity, Infinity - Infinity, or a division by zero).';
  }
  if (found === 0) {
    return 'the derivative is missing: a rule returns zero, or value(), stopGradient() or a constant stands in the way.';
  }
  if (expected === 0) return 'a term is too much: the value does not depend on this argument.';
  const ratio = found / expected;
  if (near(ratio, 1)) return 'cancellation in the rule, or a constant with too few digits.';
  if (near(ratio, -1)) return 'the sign is flipped.';
  const length = axisLengths.find((n) => n > 1 && (near(ratio, 1 / n) || near(ratio, n)));
  if (length !== undefined) {
    return near(ratio, length)
      ? `a factor of ${length} is too much; ${length} is the length of an axis, over which a mean may be meant.`
      : `a factor of ${length} is missing; ${length} is the length of an axis: the pull must sum over the axes along ` +
          'which an argument was broadcast.';
  }
  const factor = simpleFactor(ratio);
  if (factor !== undefined) return `a factor of ${factor} is too much.`;
  const missing = simpleFactor(1 / ratio);
  if (missing !== undefined) {
    const argument = entries.some((x) => near(ratio * x, 1)) ? ', which is the argument itself here' : '';
    return `a factor of ${missing} is missing${argument}.`;
  }
  const entry = entries.find((x) => near(ratio * x, 1) || near(ratio * x, -1) || near(ratio, x));
  if (entry !== undefined) {
    return near(ratio, entry)
      ? `a factor of ${entry} is too much, which is the argument itself.`
      : `a factor of ${entry} is missing, which is the argument itself: a factor of the chain rule may be forgotten.`;
  }
  return `a factor of the chain rule is missing or wrong: the number is ${Number(ratio.toPrecision(4))} times what it should be.`;
}

/** A fraction of small integers that is more than one; of what is less, the inverse is missing. */
function simpleFactor(ratio: number): string | undefined {
  if (Math.abs(ratio) < 1) return undefined;
  for (let denominator = 1; denominator <= 12; denominator++) {
    const numerator = Math.round(ratio * denominator);
    if (numerator !== 0 && Math.abs(numerator) <= 12 && near(ratio, numerator / denominator)) {
      return denominator === 1 ? `${numerator}` : `${numerator}/${denominator}`;
    }
  }
  return undefined;
}

function near(x: number, y: number): boolean {
  return Math.abs(x - y) <= 1e-5 * Math.abs(y);
}
