import { closeNumbers, type Tolerance } from './close.js';

const loose: Tolerance = { relative: 1e-5, absolute: 1e-12 };

/** What a wrong derivative looks like, beside the right one: `undefined` when it looks like nothing in particular. */
export function likelyCause(actual: readonly number[], expected: readonly number[]): string | undefined {
  if (actual.some(Number.isNaN) && !expected.some(Number.isNaN)) {
    return 'the rule computes NaN: 0 * Infinity, Infinity - Infinity, or an argument outside of a domain.';
  }
  if (actual.every((x) => x === 0)) return 'the derivative is missing: the rule returns zero or undefined.';
  const ratio = commonRatio(actual, expected);
  if (ratio === undefined) return undefined;
  if (closeNumbers(ratio, 1, loose)) return 'cancellation in the rule, or a constant with too few digits.';
  if (closeNumbers(ratio, -1, loose)) return 'the sign is flipped.';
  const nice = niceFraction(ratio);
  // Any two single numbers have a ratio; only a simple one means something.
  if (nice === undefined && actual.length < 2) return undefined;
  return `a factor of ${nice ?? String(Number(ratio.toPrecision(6)))} is too much.`;
}

/** `actual[k] / expected[k]`, when it is the same for all `k`. */
function commonRatio(actual: readonly number[], expected: readonly number[]): number | undefined {
  const ratios = actual.flatMap((x, k) => (x === 0 && expected[k] === 0 ? [] : [x / (expected[k] ?? NaN)]));
  const [first] = ratios;
  if (first === undefined || !Number.isFinite(first) || first === 0) return undefined;
  return ratios.every((ratio) => closeNumbers(ratio, first, loose)) ? first : undefined;
}

function niceFraction(ratio: number): string | undefined {
  for (let denominator = 1; denominator <= 12; denominator++) {
    const numerator = Math.round(ratio * denominator);
    if (numerator !== 0 && closeNumbers(ratio, numerator / denominator, loose)) {
      return denominator === 1 ? `${numerator}` : `${numerator}/${denominator}`;
    }
  }
  return undefined;
}
