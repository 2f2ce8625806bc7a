// A network 784-128-10 with tanh and cross-entropy, on a batch of 64.
import { add, logsumexp, matmul, mean, mul, sub, sum, tanh, tensor, zeros, type Scalar, type Tensor } from 'wengert';

/** Numbers in an image. */
export const inputs = 784;
/** Hidden units. */
export const hidden = 128;
/** Classes. */
export const outputs = 10;
/** Images in the batch. */
export const batch = 64;

/** Numbers in [-1, 1) without pattern, the same at every run. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** The layers: weights and biases. */
export interface Layers<T> {
  readonly w1: T;
  readonly b1: T;
  readonly w2: T;
  readonly b2: T;
}

/** Where the loss is differentiated. */
export const layers: Layers<Float64Array> = {
  w1: numbers(inputs * hidden, 1),
  b1: new Float64Array(hidden),
  w2: numbers(hidden * outputs, 2),
  b2: new Float64Array(outputs),
};

/** The batch: one row for each image. */
export const images: Float64Array = numbers(batch * inputs, 3);

/** The classes, one-hot: one row for each image. */
export const classes: Float64Array = Float64Array.from({ length: batch * outputs }, (_, i) =>
  i % outputs === Math.floor(i / outputs) % outputs ? 1 : 0,
);

/** c += a b for row-major matrices, a [m, k], b [k, n], in the loop order in which all reads and writes run along rows. */
function addProduct(c: Float64Array, a: Float64Array, b: Float64Array, m: number, k: number, n: number): void {
  for (let i = 0; i < m; i++) {
    for (let p = 0; p < k; p++) {
      const factor = a[i * k + p] ?? NaN;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] ?? NaN) + factor * (b[p * n + j] ?? NaN);
    }
  }
}

/** c += aᵀ b, with a [k, m]. */
function addTransposedProduct(
  c: Float64Array,
  a: Float64Array,
  b: Float64Array,
  m: number,
  k: number,
  n: number,
): void {
  for (let p = 0; p < k; p++) {
    for (let i = 0; i < m; i++) {
      const factor = a[p * m + i] ?? NaN;
      for (let j = 0; j < n; j++) c[i * n + j] = (c[i * n + j] ?? NaN) + factor * (b[p * n + j] ?? NaN);
    }
  }
}

function addSumOfRows(total: Float64Array, rows: Float64Array): void {
  rows.forEach((entry, i) => (total[i % total.length] = (total[i % total.length] ?? NaN) + entry));
}

/** Activations, and the probabilities of the classes with the loss. */
function evaluate({ w1, b1, w2, b2 }: Layers<Float64Array>): [activation: Float64Array, p: Float64Array, loss: number] {
  const activation = Float64Array.from({ length: batch * hidden }, (_, i) => b1[i % hidden] ?? NaN);
  addProduct(activation, images, w1, batch, inputs, hidden);
  activation.forEach((z, i) => (activation[i] = Math.tanh(z)));
  const p = Float64Array.from({ length: batch * outputs }, (_, i) => b2[i % outputs] ?? NaN);
  addProduct(p, activation, w2, batch, hidden, outputs);
  let loss = 0;
  for (let i = 0; i < batch; i++) {
    const row = p.subarray(i * outputs, (i + 1) * outputs);
    const greatest = Math.max(...row);
    const normalizer = greatest + Math.log(row.reduce((total, z) => total + Math.exp(z - greatest), 0));
    row.forEach((z, j) => {
      loss += (classes[i * outputs + j] ?? NaN) * (normalizer - z);
      row[j] = Math.exp(z - normalizer);
    });
  }
  return [activation, p, loss / batch];
}

/** The mean cross-entropy on plain numbers. */
export function plain(at: Layers<Float64Array>): number {
  return evaluate(at)[2];
}

/** Its gradient by hand. */
export function gradient(at: Layers<Float64Array>): Layers<Float64Array> {
  const [activation, p] = evaluate(at);
  const dLogits = p.map((probability, i) => (probability - (classes[i] ?? NaN)) / batch);
  const result: Layers<Float64Array> = {
    w1: new Float64Array(at.w1.length),
    b1: new Float64Array(hidden),
    w2: new Float64Array(at.w2.length),
    b2: new Float64Array(outputs),
  };
  addTransposedProduct(result.w2, activation, dLogits, hidden, batch, outputs);
  addSumOfRows(result.b2, dLogits);
  const back = new Float64Array(hidden * outputs);
  for (let i = 0; i < hidden; i++) {
    for (let j = 0; j < outputs; j++) back[j * hidden + i] = at.w2[i * outputs + j] ?? NaN;
  }
  const dHidden = new Float64Array(batch * hidden);
  addProduct(dHidden, dLogits, back, batch, outputs, hidden);
  dHidden.forEach((d, i) => (dHidden[i] = d * (1 - (activation[i] ?? NaN) ** 2)));
  addTransposedProduct(result.w1, images, dHidden, inputs, batch, hidden);
  addSumOfRows(result.b1, dHidden);
  return result;
}

const [imageTensor, classTensor] = [tensor(images, [batch, inputs]), tensor(classes, [batch, outputs])];

/** The layers as tensors. */
export function tensors(at: Layers<Float64Array>): Layers<Tensor> {
  return {
    w1: tensor(at.w1, [inputs, hidden]),
    b1: zeros([hidden]),
    w2: tensor(at.w2, [hidden, outputs]),
    b2: zeros([outputs]),
  };
}

/** For the library. */
export function traced({ w1, b1, w2, b2 }: Layers<Tensor>): Scalar {
  const activation = tanh(add(matmul(imageTensor, w1), b1));
  const logits = add(matmul(activation, w2), b2);
  return mean(sub(logsumexp(logits, { axis: 1 }), sum(mul(logits, classTensor), { axis: 1 })));
}
