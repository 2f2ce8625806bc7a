// The gradient of a small network against the network itself.
import {
  add,
  grad,
  logsumexp,
  matmul,
  mean,
  mul,
  sub,
  sum,
  tanh,
  tensor,
  zeros,
  type Scalar,
  type Tensor,
  type Value,
} from 'wengert';
import { compare } from './measure.js';
import { ratioText, report } from './report.js';

interface Network {
  readonly w1: Tensor;
  readonly b1: Tensor;
  readonly w2: Tensor;
  readonly b2: Tensor;
}

const [inputs, hidden, outputs, batch] = [784, 128, 10, 64];

/** Numbers in [-1, 1) without pattern, the same at every run. */
function numbers(count: number, seed: number): Float64Array {
  let state = seed;
  return Float64Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

function crossEntropy({ w1, b1, w2, b2 }: Network, x: Tensor, labels: Tensor): Scalar {
  const activation = tanh(add(matmul(x, w1), b1));
  const logits = add(matmul(activation, w2), b2);
  const chosen: Value = sum(mul(logits, labels), { axis: 1 });
  return mean(sub(logsumexp(logits, { axis: 1 }), chosen));
}

/** Prints the ratio of the gradient to the plain function, 784-128-10, batch 64. */
export function network(): void {
  const weights: Network = {
    w1: tensor(numbers(inputs * hidden, 1), [inputs, hidden]),
    b1: zeros([hidden]),
    w2: tensor(numbers(hidden * outputs, 2), [hidden, outputs]),
    b2: zeros([outputs]),
  };
  const x = tensor(numbers(batch * inputs, 3), [batch, inputs]);
  const labels = tensor(
    Float64Array.from({ length: batch * outputs }, (_, i) =>
      i % outputs === Math.floor(i / outputs) % outputs ? 1 : 0,
    ),
    [batch, outputs],
  );
  const gradient = grad(crossEntropy);
  const [plain, ours] = compare([
    { name: 'function', run: () => crossEntropy(weights, x, labels) },
    { name: 'gradient', run: () => gradient(weights, x, labels) },
  ]);
  if (plain === undefined || ours === undefined) return;
  report('Network 784-128-10, batch 64', [
    {
      'function, ms': plain.median.toFixed(2),
      'gradient, ms': ours.median.toFixed(2),
      'gradient / function': ratioText(ours.ratio),
    },
  ]);
}
