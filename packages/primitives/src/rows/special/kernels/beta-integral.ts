/** So many steps of that length to either side give full precision, up to those arguments and orders. */
const steps = 29;
const stepLength = 1 / 6;
const largestArgument = 4;
const highestTotalOrder = 8;

/** Whether `integralOfLogarithms` is precise there. */
export function isForIntegral(x: number, y: number, j: number, k: number): boolean {
  return x >= 0 && y >= 0 && Math.max(x, y) <= largestArgument && Math.min(j, k) >= 1 && j + k <= highestTotalOrder;
}

/**
 * The integral of `t ** (x - 1) (1 - t) ** (y - 1) log(t) ** j log(1 - t) ** k` from 0 to 1, which is the derivative of the
 * beta function of those orders (DLMF 5.12.1). The integrand has one sign, so that its sum loses no digits. With
 * `t = 1 / (1 + exp(-sinh(v)))` it decays so fast on both sides that the trapezoidal rule is exact to rounding.
 *
 * @see Takahasi and Mori, Double exponential formulas for numerical integration, Publ. RIMS 9 (1974).
 */
export function integralOfLogarithms(x: number, y: number, j: number, k: number): number {
  let sum = 0;
  for (const { weight, p, q } of (nodes ??= trapezoidalRule())) {
    const right = Math.exp(x * p + y * q) * power(p, j) * power(q, k);
    const left = Math.exp(x * q + y * p) * power(q, j) * power(p, k);
    sum += weight * (right + left);
  }
  return sum;
}

/** The weight of a number `t`, and of its mirror image `1 - t`; and their logarithms. */
interface Node {
  readonly weight: number;
  readonly p: number;
  readonly q: number;
}

/** Made when they are first asked for. */
let nodes: readonly Node[] | undefined;

/** From the outermost nodes, which count least, to the one in the middle, which is its own mirror image. */
function trapezoidalRule(): readonly Node[] {
  return Array.from({ length: steps + 1 }, (_, i) => {
    const v = (steps - i) * stepLength;
    const u = Math.sinh(v);
    const tail = Math.exp(-u);
    const q = -u - Math.log1p(tail);
    return { weight: Math.cosh(v) * stepLength * (i === steps ? 0.5 : 1), p: -Math.log1p(tail), q };
  });
}

function power(x: number, n: number): number {
  let product = 1;
  for (let i = 0; i < n; i++) product *= x;
  return product;
}
