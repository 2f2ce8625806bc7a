import { add, compile, grad, jvp, minimum, square, sub, tensor, type Scalar } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { warmUp } from '../warm-up.js';

/** The squared distance of a point to the nearest of the centroids, whose coordinates stand one after the other. */
function cost(centroids: readonly Scalar[], point: readonly Scalar[]): Scalar {
  const distances = Array.from({ length: centroids.length / point.length }, (_, c) =>
    point
      .map((coordinate, i) => square(sub(centroids[c * point.length + i] ?? NaN, coordinate)))
      .reduce((total, term) => add(total, term)),
  );
  return distances.reduce((nearest, distance) => minimum(nearest, distance));
}

/** The sum over points whose coordinates stand one after the other. */
function totalCost(centroids: readonly Scalar[], points: readonly Scalar[], width: number): Scalar {
  return Array.from({ length: points.length / width }, (_, i) =>
    cost(centroids, points.slice(i * width, (i + 1) * width)),
  ).reduce((total, term) => add(total, term));
}

const gradient = grad(totalCost);

type Numbers = readonly number[];

const costOf = compile(totalCost, { staticArgnums: 2 });

/** The gradient, and the Hessian times ones: the Hessian is diagonal, so that is its diagonal. */
const slopes = compile(
  (centroids: readonly Scalar[], points: readonly Scalar[], width: number) =>
    jvp((c: readonly Scalar[]) => gradient(c, points, width), [centroids], [centroids.map(() => 1)]),
  { staticArgnums: 2 },
);

/** The gradient of the sum over all points, divided by its Hessian. */
function direction(
  centroids: readonly number[],
  portions: readonly (readonly number[])[],
  width: number,
): Float64Array {
  const [slope, curvature] = [new Float64Array(centroids.length), new Float64Array(centroids.length)];
  for (const points of portions) {
    const [first, second] = slopes(centroids, points, width);
    for (let i = 0; i < centroids.length; i++) {
      slope[i] = (slope[i] ?? NaN) + (first[i] ?? NaN);
      curvature[i] = (curvature[i] ?? NaN) + (second[i] ?? NaN);
    }
  }
  return slope.map((entry, i) => entry / (curvature[i] ?? NaN));
}

interface Input {
  readonly points: readonly (readonly number[])[];
  readonly centroids: readonly (readonly number[])[];
}

/** Coordinates of centroids that are compared with coordinates of points in one call of compiled code, at most. */
const portion = 2048;

interface Problem {
  readonly centroids: readonly number[];
  readonly portions: readonly (readonly number[])[];
  readonly width: number;
}

function read({ points, centroids }: Input): Problem {
  const all = centroids.flat();
  const size = Math.max(1, Math.floor(portion / all.length));
  const portions = Array.from({ length: Math.ceil(points.length / size) }, (_, i) =>
    points.slice(i * size, (i + 1) * size).flat(),
  );
  return { centroids: all, portions, width: points[0]?.length ?? 0 };
}

/** Has the code made before it is needed: for portions of the usual size, and for the last one. */
function compileFor(
  f: typeof costOf | typeof slopes,
  centroids: Numbers,
  portions: readonly Numbers[],
  width: number,
): void {
  warmUp(() => {
    for (const points of [...portions.slice(0, 1), ...portions.slice(-1)]) f(centroids, points, width);
  });
}

/** Clustering by k-means: the cost, and the direction of a Newton step. */
export const kmeans: Evaluation = {
  cost: evaluates((input: Input) => {
    const { centroids, portions, width } = read(input);
    compileFor(costOf, centroids, portions, width);
    return () => portions.reduce((total, points) => total + costOf(centroids, points, width), 0);
  }),
  dir: evaluates((input: Input) => {
    const { centroids, portions, width } = read(input);
    compileFor(slopes, centroids, portions, width);
    return () => tensor(direction(centroids, portions, width), [input.centroids.length, width]);
  }),
};
