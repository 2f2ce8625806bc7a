import { positive, reals, type Domain } from '../domain.js';
import { ElementwisePrimitive } from '../kinds/elementwise.js';
import type { FunctionNotation, NotatedArgument, Notation } from '../notation.js';
import type { Elementwise } from '../primitive.js';
import type { Value } from '../value.js';
import { add } from './arithmetic.js';

const naturalLogarithm: FunctionNotation = { text: 'log(#1)', latex: '\\ln' };

const order: Domain = { min: 0, max: 2, integer: true };

/**
 * The derivatives of `x ** p`: `j` times along `x` and `k` times along `p`. A row of its own, closed under
 * differentiation, so that derivatives of every order are exact at `x = 0`, where the factors of a product rule would
 * be 0 and Infinity, and no order of differentiation gives another result.
 */
export const powDerivativeRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'powDerivative',
  scalar: evaluatePowDerivative,
  uncoded: 'loops over the two orders',
  notation: firstOrder,
  partials: [
    (x, p, j, k) => powDerivative(x, p, add(j, 1), k),
    (x, p, j, k) => powDerivative(x, p, j, add(k, 1)),
    undefined,
    undefined,
  ],
  domain: [positive, reals, order, order],
  source: 'DLMF 4.7.9 and 4.7.10, and the Leibniz rule',
});

/** The textbook forms of the two first derivatives. */
function firstOrder([, , j, k]: readonly NotatedArgument[]): Notation | undefined {
  if (j?.plain === 1 && k?.plain === 0) return ['*', 'y', ['^', 'x', ['-', 'y', 1]]];
  if (j?.plain === 0 && k?.plain === 1) return ['*', ['^', 'x', 'y'], [naturalLogarithm, 'x']];
  return undefined;
}

/** The derivative of `x ** p`, `j` times along `x` and `k` times along `p`. */
export function powDerivative(x: Value, p: Value, j: Value, k: Value): Value {
  if (typeof x === 'number' && typeof p === 'number' && typeof j === 'number' && typeof k === 'number') {
    return evaluatePowDerivative(x, p, j, k);
  }
  return powDerivativeRow.apply([x, p, j, k], undefined);
}

/**
 * Along `x` alone, `j` times: `p (p-1) … (p-j+1) * x ** (p-j)`. Each further derivative along `p` goes either to the
 * polynomial in `p` or to the power, which then gains a factor `log(x)`.
 */
function evaluatePowDerivative(x = 0, p = 0, j = 0, k = 0): number {
  const polynomial = fallingFactorial(p, j, k);
  if (k === 0) {
    const [factor = 0] = polynomial;
    return factor === 0 ? 0 : scaledPower(factor, x, p, j);
  }
  // Along p, the power of a negative number is defined at isolated points only, and that of 0 is constant but for its
  // jump at p = 0.
  if (x < 0) return NaN;
  if (x === 0 && j === 0 && p >= 0) return 0;
  const base = Math.abs(x);
  const logarithm = Math.log(base);
  let factor = 0;
  let ways = 1;
  for (let m = 0; m <= k; m++) {
    const coefficient = polynomial[m] ?? 0;
    if (coefficient !== 0) {
      factor += ways * coefficient * logarithm ** (k - m);
      // At x = 0 the highest power of the logarithm wins.
      if (x === 0) break;
    }
    ways *= k - m;
  }
  // And the power of x wins against that.
  return (x === 0 && p > j) || (x === Infinity && p < j) ? 0 : scaledPower(factor, base, p, j);
}

/** The Taylor coefficients, up to order `k`, of the polynomial `p (p-1) … (p-j+1)` around `p`. */
function fallingFactorial(p: number, j: number, k: number): number[] {
  const coefficients = [1];
  for (let i = 0; i < j; i++) {
    for (let m = k; m >= 0; m--) coefficients[m] = (coefficients[m] ?? 0) * (p - i) + (coefficients[m - 1] ?? 0);
  }
  return coefficients;
}

/** `factor * x ** (p - j)`. Where rounding would change the exponent, which tells in the power of a large `x`, by division. */
function scaledPower(factor: number, x: number, p: number, j: number): number {
  const lower = p - j;
  if (lower + j === p || x === 0 || !Number.isFinite(x)) return timesPower(factor, x, lower);
  let power = factor * x ** p;
  for (let i = 0; i < j; i++) power /= x;
  return power;
}

const smallestNormal = 2 ** -1022;

/** `factor * x ** p`: where the power alone would overflow, or lose digits by underflow, through its root. */
function timesPower(factor: number, x: number, p: number): number {
  const power = x ** p;
  const size = Math.abs(power);
  if (size >= smallestNormal && size < Infinity) return factor * power;
  // Of a negative number there are powers with integer exponents alone.
  const half = Number.isInteger(p) ? Math.trunc(p / 2) : p / 2;
  return factor * x ** half * x ** (p - half);
}
