import { beta, betaWithoutPoles } from './beta.js';
import { integralOfLogarithms, isForIntegral } from './beta-integral.js';
import { digammaSlope } from './digamma-slope.js';
import { isOrder } from './order.js';
import { polygammaDifference } from './polygamma.js';

/** The derivative of the beta function, `j` times along `x` and `k` times along `y`. */
export function betaDerivative(x: number, y: number, j: number, k: number): number {
  if (!isOrder(j, 0) || !isOrder(k, 0)) return NaN;
  // Beta decays along the other argument, and so does all of this.
  if (x === Infinity || y === Infinity) return Math.min(x, y) > 0 ? 0 : NaN;
  if (k === 0) return derivativeAlongOne(x, y, j);
  if (j === 0) return derivativeAlongOne(y, x, k);
  return isForIntegral(x, y, j, k) ? integralOfLogarithms(x, y, j, k) : mixedDerivative(x, y, j, k);
}

/** Along `x`, by the Leibniz rule for `B' = B (log B)'`, whose terms have one sign. */
function derivativeAlongOne(x: number, y: number, order: number): number {
  const derivatives = [beta(x, y)];
  for (let n = 0; n < order; n++) {
    let sum = 0;
    let binomial = 1;
    for (let m = 0; m <= n; m++) {
      sum += binomial * derivatives[m]! * polygammaDifference(n - m, x, y);
      binomial *= (n - m) / (m + 1);
    }
    derivatives.push(sum);
  }
  return derivatives[order]!;
}

/** The derivatives of a function of two arguments at a point, by their orders. */
type Derivatives = (a: number, b: number) => number;

/**
 * Along both, where an argument is too large for the integral. The rule for one has terms that cancel here where the
 * other argument is small beside 1. But with `s = x + y`, beta is
 * `(1 / x + 1 / y) C`, where C is beta without its poles, and C - 1 is a multiple of `x y`; so the poles do not count
 * here. With the slopes of digamma `P = (ψ(1 + s) - ψ(1 + x)) / y` and `Q = (ψ(1 + s) - ψ(1 + y)) / x`, the first mixed
 * derivative is `C (s P Q - dP/dy - dQ/dx)`, in which all terms have one sign. The others follow by the Leibniz rule, and
 * `-C y P` and `-C x Q`, the derivatives of C.
 */
function mixedDerivative(x: number, y: number, j: number, k: number): number {
  const p = remembered((a, b) => digammaSlope(1 + x, y, a, b));
  const q = remembered((a, b) => digammaSlope(1 + y, x, b, a));
  const alongX = product(linear(y, 0, 1), p);
  const alongY = product(linear(x, 1, 0), q);
  const withoutPoles: Derivatives = remembered((a, b) => {
    if (a > 0) return -product(withoutPoles, alongX)(a - 1, b);
    return b > 0 ? -product(withoutPoles, alongY)(a, b - 1) : betaWithoutPoles(x, y);
  });
  const productOfSlopes = product(linear(x + y, 1, 1), remembered(product(p, q)));
  const bracket = remembered((a, b) => productOfSlopes(a, b) - p(a, b + 1) - q(a + 1, b));
  return product(withoutPoles, bracket)(j - 1, k - 1);
}

/** A linear function: its value, and its slopes. */
function linear(value: number, alongX: number, alongY: number): Derivatives {
  return (a, b) => (a + b === 0 ? value : a + b > 1 ? 0 : a === 1 ? alongX : alongY);
}

/** The Leibniz rule. */
function product(f: Derivatives, g: Derivatives): Derivatives {
  return (a, b) => {
    let sum = 0;
    let ways = 1;
    for (let m = 0; m <= a; m++) {
      let choices = ways;
      for (let n = 0; n <= b; n++) {
        const factor = f(m, n);
        // Linear functions have few derivatives.
        if (factor !== 0) sum += choices * factor * g(a - m, b - n);
        choices *= (b - n) / (n + 1);
      }
      ways *= (a - m) / (m + 1);
    }
    return sum;
  };
}

/** Computes each derivative once. */
function remembered(f: Derivatives): Derivatives {
  const known: number[][] = [];
  return (a, b) => ((known[a] ??= [])[b] ??= f(a, b));
}
