import {
  add,
  div,
  expandDims,
  grad,
  jvp,
  min,
  ones,
  slice,
  square,
  sub,
  sum,
  tensor,
  type Scalar,
  type Tensor,
} from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

/** Distances that are held at a time; the points are taken in portions that keep below this. */
const portion = 1 << 16;

/** The sum of the squared distances of the points to the nearest of the centroids. */
function cost(centroids: Tensor, points: Tensor): Scalar {
  const distances = sum(square(sub(centroids, expandDims(points, 1))), { axis: 2 });
  return sum(min(distances, { axis: 1 }));
}

const gradient = grad(cost);

/** The gradient divided by the Hessian, which is diagonal: its product with ones is that diagonal. */
function direction(centroids: Tensor, portions: readonly Tensor[]): Tensor {
  const along = ones(centroids.shape);
  const [slope, curvature] = portions
    .map((points) => jvp((c: Tensor) => gradient(c, points), [centroids], [along]))
    .reduce(([slopes, curvatures], [slope, curvature]) => [add(slopes, slope), add(curvatures, curvature)]);
  return div(slope, curvature);
}

interface Input {
  readonly points: readonly (readonly number[])[];
  readonly centroids: readonly (readonly number[])[];
}

function read({ points, centroids }: Input): { centroids: Tensor; portions: Tensor[] } {
  const all = tensor(points);
  const [count = 0] = all.shape;
  const size = Math.max(1, Math.floor(portion / tensor(centroids).size));
  const portions = Array.from({ length: Math.ceil(count / size) }, (_, i) => slice(all, [[i * size, (i + 1) * size]]));
  return { centroids: tensor(centroids), portions };
}

/** Clustering by k-means: the cost, and the direction of a Newton step. */
export const kmeans: Evaluation = {
  cost: evaluates((input: Input) => {
    const { centroids, portions } = read(input);
    return () => portions.map((points) => cost(centroids, points)).reduce((total, term) => add(total, term));
  }),
  dir: evaluates((input: Input) => {
    const { centroids, portions } = read(input);
    return () => direction(centroids, portions);
  }),
};
