// Logistic regression, 1000 samples of 50 features.
import { matmul, mean, mul, softplus, sub, tensor, type Scalar, type Tensor } from 'wengert';

/** How many samples there are. */
export const samples = 1000;
/** How many features each has. */
export const features = 50;

/** One row for each sample. */
export const design: Float64Array = Float64Array.from({ length: samples * features }, (_, i) => Math.sin(i * 0.37));

/** What is to be predicted: 0 or 1. */
export const labels: Float64Array = Float64Array.from({ length: samples }, (_, i) => (i % 3 === 0 ? 1 : 0));

/** Where the loss is differentiated. */
export const weights: Float64Array = Float64Array.from({ length: features }, (_, i) => Math.cos(i));

/** The mean logistic loss on plain numbers. */
export function plain(w: Float64Array): number {
  let total = 0;
  for (let i = 0; i < samples; i++) {
    const z = logit(w, i);
    total += Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - (labels[i] ?? NaN) * z;
  }
  return total / samples;
}

function logit(w: Float64Array, i: number): number {
  let z = 0;
  for (let j = 0; j < features; j++) z += (design[i * features + j] ?? NaN) * (w[j] ?? NaN);
  return z;
}

/** Its gradient by hand. */
export function gradient(w: Float64Array): Float64Array {
  const result = new Float64Array(features);
  for (let i = 0; i < samples; i++) {
    const error = (1 / (1 + Math.exp(-logit(w, i))) - (labels[i] ?? NaN)) / samples;
    for (let j = 0; j < features; j++) result[j] = (result[j] ?? NaN) + error * (design[i * features + j] ?? NaN);
  }
  return result;
}

const [designTensor, labelsTensor] = [tensor(design, [samples, features]), tensor(labels)];

/** For the library. */
export function traced(w: Tensor): Scalar {
  const z = matmul(designTensor, w);
  return mean(sub(softplus(z), mul(labelsTensor, z)));
}
