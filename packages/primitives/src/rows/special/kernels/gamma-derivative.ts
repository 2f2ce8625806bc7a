import { gamma } from './gamma.js';
import { isOrder } from './order.js';
import { polygamma } from './polygamma.js';

/**
 * The derivative of that order of the gamma function: the function times a polynomial in polygammas, which follows from
 * `Γ' = Γ digamma` by the Leibniz rule.
 */
export function gammaDerivative(order: number, x: number): number {
  if (!isOrder(order, 1)) return NaN;
  const value = gamma(x);
  // Where gamma overflows, its derivatives do, and are positive too.
  if (x > 1 && value === Infinity) return Infinity;
  const factors = [1];
  for (let n = 0; n < order; n++) {
    let factor = 0;
    let binomial = 1;
    for (let k = n; k >= 0; k--) {
      factor += binomial * factors[k]! * polygamma(n - k, x);
      binomial *= k / (n - k + 1);
    }
    factors.push(factor);
  }
  return value * factors[order]!;
}
