// The model of fit.ts fitted another way, without any derivative of it from the library: a check.
import { Matrix, SVD } from 'ml-matrix';
import type { Series } from './co2-series.js';

/** The best fit for one growth rate, and how the sum of squares changes with the rate. */
interface Projection {
  readonly coefficients: readonly number[];
  readonly slope: number;
}

/**
 * With the rate given, the model is linear in everything else, which linear least squares finds. The slope of the sum
 * of squares along the rate needs no derivative of the other coefficients, since they are at their best: it is
 * -2 Σ residual · ∂model/∂rate. (Golub and Pereyra, SIAM Journal on Numerical Analysis 10, 1973, 413-432.)
 */
function project({ times, values }: Series, rate: number): Projection {
  const design = new Matrix(
    times.map((t) => [
      1,
      Math.exp(rate * t),
      ...[2 * Math.PI, 4 * Math.PI].flatMap((frequency) => [Math.sin(frequency * t), Math.cos(frequency * t)]),
    ]),
  );
  const solution = new SVD(design, { autoTranspose: true }).solve(Matrix.columnVector([...values]));
  const coefficients = solution.to1DArray();
  const residuals = Matrix.columnVector([...values])
    .sub(design.mmul(solution))
    .to1DArray();
  const growth = coefficients[1] ?? NaN;
  const slope = times.reduce((sum, t, i) => sum - 2 * (residuals[i] ?? NaN) * growth * t * Math.exp(rate * t), 0);
  return { coefficients, slope };
}

/**
 * The parameters in the order of the model: the rate by a scan of one dimension, then by bisection of the slope (the
 * sum of squares itself is too flat at its minimum to tell more than half of the digits), the others by linear least
 * squares.
 */
export function fitBySeparation(series: Series): number[] {
  const step = 0.002;
  let [low, high] = [step, step];
  while (project(series, high).slope < 0) {
    [low, high] = [high, high + step];
    if (high > 0.1) throw new Error('No minimum between growth rates of 0.2 % and 10 % a year.');
  }
  while (high - low > 1e-15) {
    const middle = (low + high) / 2;
    if (project(series, middle).slope < 0) low = middle;
    else high = middle;
  }
  const rate = (low + high) / 2;
  const [level = NaN, growth = NaN, ...seasons] = project(series, rate).coefficients;
  return [level, growth, rate, ...seasons];
}
