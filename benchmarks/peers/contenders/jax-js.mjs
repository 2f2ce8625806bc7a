import * as network from '../../build/workloads/network.js';
import * as regression from '../../build/workloads/regression.js';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';

// It looks for what older releases of Node do not have: a browser, and arrays of float16, which are not used here.
globalThis.navigator ??= {};
globalThis.Float16Array ??= class Float16Array {};
const { defaultDevice, grad, init, jit, numpy: np } = await import('@jax-js/jax');

/** Elementary functions of float64 arrays are computed in float32. */
export const tolerance = 1e-4;

const array = (data, shape) => np.array(Float64Array.from(data), { dtype: np.float64, shape });

/** Arrays are used up by what reads them; `ref` keeps one. */
const valley = (n) => () => {
  const x = array(rosenbrock.point(n), [n]);
  const gradient = jit(
    grad((v) => {
      const [here, next] = [v.ref.slice([0, n - 1]), v.slice([1, n])];
      const valley = np.square(next.sub(np.square(here.ref)));
      return valley
        .mul(100)
        .add(np.square(here.sub(1)))
        .sum();
    }),
  );
  return () => gradient(x.ref).dataSync();
};

export default async () => {
  await init('wasm');
  defaultDevice('wasm');
  return {
    'Rosenbrock 10': valley(10),
    'Rosenbrock 100': valley(100),
    'Rosenbrock 1000': valley(1000),
    'Rosenbrock 10000': valley(10_000),
    'logistic regression': () => {
      const { design, features, labels, samples, weights } = regression;
      const [x, y, w] = [array(design, [samples, features]), array(labels, [samples]), array(weights, [features])];
      const gradient = jit(
        grad((v, x, y) => {
          const z = np.matmul(x, v);
          const softplus = np.maximum(z.ref, 0).add(np.log1p(np.exp(np.abs(z.ref).neg())));
          return softplus.sub(y.mul(z)).sum().div(samples);
        }),
      );
      return () => gradient(w.ref, x.ref, y.ref).dataSync();
    },
    network: () => {
      const { batch, classes, hidden, images, inputs, layers, outputs } = network;
      const [x, y] = [array(images, [batch, inputs]), array(classes, [batch, outputs])];
      const parameters = {
        w1: array(layers.w1, [inputs, hidden]),
        b1: array(layers.b1, [hidden]),
        w2: array(layers.w2, [hidden, outputs]),
        b2: array(layers.b2, [outputs]),
      };
      const gradient = jit(
        grad(({ w1, b1, w2, b2 }, x, y) => {
          const logits = np.matmul(np.tanh(np.matmul(x, w1).add(b1)), w2).add(b2);
          const normalizer = np.log(np.exp(logits.ref).sum(1));
          return normalizer
            .sub(logits.mul(y).sum(1))
            .sum()
            .mul(1 / batch);
        }),
      );
      const used = () => Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, value.ref]));
      return () => {
        const { w1, b1, w2, b2 } = gradient(used(), x.ref, y.ref);
        return [w1, b1, w2, b2].map((value) => value.dataSync());
      };
    },
  };
};
