// The equilibrium of a hanging chain of springs: Newton with the Hessian of the energy.
import { expect, test } from '@jest/globals';
import { grad, valueAndGrad } from '@wengert/functional';
import { add, hypot, mul, square, sub, type Scalar } from '@wengert/primitives';
import { sparseHessian } from '../../src/index.js';
import { factorized } from '../mathjs-matrices.js';

interface Chain {
  readonly x: readonly Scalar[];
  readonly y: readonly Scalar[];
}

const [masses, stiffness, restLength, weight] = [60, 100, 1 / 61, 0.05];

/** The energy of the springs between neighbours, from (0, 0) to (1, 0), and of the masses in gravity. */
function energy({ x, y }: Chain): Scalar {
  const [xs, ys] = [
    [0, ...x, 1],
    [0, ...y, 0],
  ];
  let total: Scalar = 0;
  for (let i = 0; i + 1 < xs.length; i++) {
    const length = hypot(sub(xs[i + 1] ?? 0, xs[i] ?? 0), sub(ys[i + 1] ?? 0, ys[i] ?? 0));
    total = add(total, mul(stiffness / 2, square(sub(length, restLength))), mul(weight, ys[i] ?? 0));
  }
  return total;
}

test('a chain of springs comes to rest where the ends carry its weight', () => {
  const hessian = sparseHessian(energy);
  const indices = Array.from({ length: masses }, (_, i) => i);
  let chain = {
    x: indices.map((i) => (i + 1) / (masses + 1)),
    y: indices.map((i) => -Math.sin((Math.PI * (i + 1)) / 61) / 4),
  };
  let slope = Infinity;
  for (let step = 0; step < 50 && slope > 1e-11; step++) {
    const [value, gradient] = valueAndGrad(energy)(chain);
    const flat = [...gradient.x, ...gradient.y] as number[];
    slope = Math.hypot(...flat);
    const update = factorized(hessian(chain))(flat);
    const moved = (length: number): typeof chain => ({
      x: chain.x.map((xi, i) => xi - length * (update[i] ?? NaN)),
      y: chain.y.map((yi, i) => yi - length * (update[masses + i] ?? NaN)),
    });
    let length = 1;
    while (Number(energy(moved(length))) > value + 1e-12) length /= 2;
    chain = moved(length);
  }
  expect(slope).toBeLessThan(1e-11);
  // Each mass meets itself and its two neighbours, in both directions.
  expect(hessian.prepare(chain)).toMatchObject({ nnz: 4 * (3 * masses - 2) });
  expect(hessian.prepare(chain).colors).toBeLessThanOrEqual(8);
  // Half of the weight hangs on the first spring.
  const pull = grad((y: Scalar) => {
    const [x0 = 0, y0 = 0] = [chain.x[0], chain.y[0]];
    return mul(stiffness / 2, square(sub(hypot(x0, sub(y0, y)), restLength)));
  })(0);
  expect(pull).toBeCloseTo((masses * weight) / 2, 9);
});
