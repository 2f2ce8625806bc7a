import { parameter } from 'deepbox/ndarray';
import * as network from '../../build/workloads/network.js';
import * as regression from '../../build/workloads/regression.js';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';

const float64 = { dtype: 'float64' };

const rows = (data, width) =>
  Array.from({ length: data.length / width }, (_, i) => [...data.subarray(i * width, (i + 1) * width)]);

const numbers = (gradTensor) => Float64Array.from((gradTensor.grad.tensor ?? gradTensor.grad).data);

const constant = (value) => parameter([value], { ...float64, requiresGrad: false });

const valley = (n) => () => {
  const x = rosenbrock.point(n);
  return () => {
    const v = parameter(x, float64);
    const [a, b] = [v.slice({ start: 0, end: n - 1 }), v.slice({ start: 1, end: n })];
    const valley = b.sub(a.mul(a));
    const left = a.sub(constant(1));
    valley.mul(valley).mul(constant(100)).add(left.mul(left)).sum().backward();
    return numbers(v);
  };
};

export default () => ({
  'Rosenbrock 10': valley(10),
  'Rosenbrock 100': valley(100),
  'Rosenbrock 1000': valley(1000),
  'Rosenbrock 10000': valley(10_000),
  'logistic regression': () => {
    const { design, features, labels, samples, weights } = regression;
    const x = parameter(rows(design, features), { ...float64, requiresGrad: false });
    const y = parameter(
      [...labels].map((label) => [label]),
      { ...float64, requiresGrad: false },
    );
    const start = [...weights].map((weight) => [weight]);
    return () => {
      const w = parameter(start, float64);
      const z = x.matmul(w);
      z.exp().add(constant(1)).log().sub(y.mul(z)).sum().div(constant(samples)).backward();
      return numbers(w);
    };
  },
  network: () => {
    const { batch, classes, hidden, images, inputs, layers, outputs } = network;
    const [x, y] = [
      parameter(rows(images, inputs), { ...float64, requiresGrad: false }),
      parameter(rows(classes, outputs), { ...float64, requiresGrad: false }),
    ];
    const [w1, w2] = [rows(layers.w1, hidden), rows(layers.w2, outputs)];
    const [b1, b2] = [[...layers.b1], [...layers.b2]];
    return () => {
      const parameters = [w1, b1, w2, b2].map((value) => parameter(value, float64));
      const [p1, c1, p2, c2] = parameters;
      const logits = x.matmul(p1).add(c1).tanh().matmul(p2).add(c2);
      const normalizer = logits.exp().sum(1).log();
      const loss = normalizer.sum().sub(logits.mul(y).sum());
      loss.div(constant(batch)).backward();
      return parameters.map(numbers);
    };
  },
});
