// Jacobians of plain-number programs, and a regression on tensors, against hand-written derivatives.
import { add, div, exp, grad, hvp, jacfwd, jacrev, matmul, mean, mul, neg, softplus, sub, sum, tensor } from 'wengert';
import type { Scalar, Tensor } from 'wengert';
import { checkSame, compare, type Timing } from './measure.js';
import { ratioText, report } from './report.js';

const residuals = 500;
const times = Array.from({ length: residuals }, (_, i) => i / residuals);

/** a exp(b t) at each time: 2 inputs, 500 outputs. */
const tall = ([a = 0, b = 0]: Scalar[]): Scalar[] => times.map((t) => mul(a, exp(mul(b, t))));

function handwrittenTall([a = 0, b = 0]: number[]): number[][] {
  return times.map((t) => {
    const e = Math.exp(b * t);
    return [e, a * t * e];
  });
}

/** Two sums over 500 inputs. */
const wide = (x: Scalar[]): Scalar[] => {
  let first: Scalar = 0;
  let second: Scalar = 0;
  for (const v of x) {
    first = add(first, exp(mul(v, 0.1)));
    second = add(second, mul(v, v));
  }
  return [first, second];
};

function handwrittenWide(x: number[]): number[][] {
  return [x.map((v) => 0.1 * Math.exp(v * 0.1)), x.map((v) => 2 * v)];
}

const [samples, features] = [1000, 50];
const design = tensor(
  Float64Array.from({ length: samples * features }, (_, i) => Math.sin(i * 0.37)),
  [samples, features],
);
const labels = tensor(Float64Array.from({ length: samples }, (_, i) => (i % 3 === 0 ? 1 : 0)));

/** Mean logistic loss of a linear model. */
const logistic = (w: Tensor): Scalar => {
  const z = matmul(design, w);
  return mean(sub(softplus(z), mul(labels, z)));
};

function handwrittenLogistic(w: Float64Array): Float64Array {
  const [x, y] = [design.data, labels.data];
  const gradient = new Float64Array(features);
  for (let i = 0; i < samples; i++) {
    let z = 0;
    for (let j = 0; j < features; j++) z += (x[i * features + j] ?? 0) * (w[j] ?? 0);
    const error = (1 / (1 + Math.exp(-z)) - (y[i] ?? 0)) / samples;
    for (let j = 0; j < features; j++) gradient[j] = (gradient[j] ?? 0) + error * (x[i * features + j] ?? 0);
  }
  return gradient;
}

function row(name: string, timings: readonly Timing[]): Record<string, string> {
  const [hand, ours] = timings;
  return {
    work: name,
    'hand-written, µs': ((hand?.median ?? NaN) * 1000).toFixed(1),
    'ours, µs': ((ours?.median ?? NaN) * 1000).toFixed(1),
    ratio: ours === undefined ? '' : ratioText(ours.ratio),
  };
}

/** Prints the ratios to hand-written derivatives. */
export function jacobians(): void {
  const parameters = [1.5, -0.7];
  checkSame('tall', jacfwd(tall)(parameters).flat(), handwrittenTall(parameters).flat());
  const inputs = Array.from({ length: residuals }, (_, i) => Math.sin(i));
  checkSame('wide', jacrev(wide)(inputs).flat(), handwrittenWide(inputs).flat());
  const weights = tensor(Float64Array.from({ length: features }, (_, i) => Math.cos(i)));
  checkSame('logistic', grad(logistic)(weights).data, handwrittenLogistic(weights.data));
  const forward = jacfwd(tall);
  const reverse = jacrev(wide);
  const gradient = grad(logistic);
  report('Derivatives against hand-written ones', [
    row(
      'jacfwd, 2 → 500, a exp(b t)',
      compare([
        { name: 'hand-written', run: () => handwrittenTall(parameters) },
        { name: 'jacfwd', run: () => forward(parameters) },
      ]),
    ),
    row(
      'jacrev, 500 → 2',
      compare([
        { name: 'hand-written', run: () => handwrittenWide(inputs) },
        { name: 'jacrev', run: () => reverse(inputs) },
      ]),
    ),
    row(
      'grad, logistic regression 1000 x 50',
      compare([
        { name: 'hand-written', run: () => handwrittenLogistic(weights.data) },
        { name: 'grad', run: () => gradient(weights) },
      ]),
    ),
  ]);
  const bumps = (x: Tensor): Scalar => sum(exp(neg(div(mul(x, x), 2))));
  const direction = tensor(Float64Array.from({ length: features }, () => 1));
  const bumpsGradient = grad(bumps);
  const [, product] = compare([
    { name: 'grad', run: () => bumpsGradient(weights) },
    { name: 'hvp', run: () => hvp(bumps, [weights], [direction]) },
  ]);
  const [, logisticProduct] = compare([
    { name: 'grad', run: () => gradient(weights) },
    { name: 'hvp', run: () => hvp(logistic, [weights], [direction]) },
  ]);
  report('Hessian times vector / gradient', [
    { function: 'sum exp(-x²/2), 50 numbers', ratio: product === undefined ? '' : ratioText(product.ratio) },
    {
      function: 'logistic regression 1000 x 50',
      ratio: logisticProduct === undefined ? '' : ratioText(logisticProduct.ratio),
    },
  ]);
}
