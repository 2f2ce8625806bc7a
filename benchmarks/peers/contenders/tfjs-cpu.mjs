import * as tf from '@tensorflow/tfjs';
import * as expression from '../../build/workloads/expression.js';
import * as network from '../../build/workloads/network.js';
import * as regression from '../../build/workloads/regression.js';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';

/** It computes in float32. */
export const tolerance = 1e-4;

const { batch, hidden, inputs, outputs } = network;

const valley = (n) => () => {
  const x = tf.tensor1d(rosenbrock.point(n));
  const gradient = tf.grad((v) => {
    const [here, next] = [v.slice([0], [n - 1]), v.slice([1], [n - 1])];
    return tf.add(tf.mul(100, tf.square(next.sub(here.square()))), tf.square(tf.sub(1, here))).sum();
  });
  return () => tf.tidy(() => Float64Array.from(gradient(x).dataSync()));
};

/** On the backend of this name. */
export async function contender(backend) {
  await tf.setBackend(backend);
  await tf.ready();
  const read = (tensors) => tensors.map((tensor) => Float64Array.from(tensor.dataSync()));
  return {
    expression: () => {
      const at = expression.point.map((value) => tf.scalar(value));
      const gradients = tf.grads((x, y) => x.mul(y).add(x.sin()));
      return () => tf.tidy(() => read(gradients(at)));
    },
    'Rosenbrock 10': valley(10),
    'Rosenbrock 100': valley(100),
    'Rosenbrock 1000': valley(1000),
    'Rosenbrock 10000': valley(10_000),
    'logistic regression': () => {
      const design = tf.tensor2d(Float32Array.from(regression.design), [regression.samples, regression.features]);
      const labels = tf.tensor1d(Float32Array.from(regression.labels));
      const weights = tf.tensor1d(Float32Array.from(regression.weights));
      const gradient = tf.grad((w) => {
        const z = design.matMul(w.expandDims(1)).squeeze([1]);
        return z.softplus().sub(labels.mul(z)).mean();
      });
      return () => tf.tidy(() => Float64Array.from(gradient(weights).dataSync()));
    },
    network: () => {
      const [images, classes] = [
        tf.tensor2d(Float32Array.from(network.images), [batch, inputs]),
        tf.tensor2d(Float32Array.from(network.classes), [batch, outputs]),
      ];
      const { w1, b1, w2, b2 } = network.layers;
      const layers = [
        tf.tensor2d(Float32Array.from(w1), [inputs, hidden]),
        tf.tensor1d(Float32Array.from(b1)),
        tf.tensor2d(Float32Array.from(w2), [hidden, outputs]),
        tf.tensor1d(Float32Array.from(b2)),
      ];
      const gradients = tf.grads((...[v1, c1, v2, c2]) => {
        const logits = images.matMul(v1).add(c1).tanh().matMul(v2).add(c2);
        return logits.logSumExp(1).sub(logits.mul(classes).sum(1)).mean();
      });
      return () => tf.tidy(() => read(gradients(layers)));
    },
  };
}

export default () => contender('cpu');
