import { add, cos, div, equal, grad, jacrev, mul, sin, sqrt, square, sub, take, tensor, vmap, where } from 'wengert';
import type { Scalar, Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

type Vector = readonly [Scalar, Scalar, Scalar];

const dot = ([a1, a2, a3]: Vector, [b1, b2, b3]: Vector): Scalar => add(mul(a1, b1), mul(a2, b2), mul(a3, b3));

const cross = ([a1, a2, a3]: Vector, [b1, b2, b3]: Vector): Vector => [
  sub(mul(a2, b3), mul(a3, b2)),
  sub(mul(a3, b1), mul(a1, b3)),
  sub(mul(a1, b2), mul(a2, b1)),
];

/** A point turned about an axis, by an angle of the length of the axis (Rodrigues). */
function rotated(axis: Vector, point: Vector): Vector {
  const squared = dot(axis, axis);
  const angle = sqrt(squared);
  const [cosine, sine] = [cos(angle), sin(angle)];
  const unit: Vector = [div(axis[0], angle), div(axis[1], angle), div(axis[2], angle)];
  const across = cross(unit, point);
  const along = mul(dot(unit, point), sub(1, cosine));
  const small = cross(axis, point);
  const coordinate = (i: 0 | 1 | 2): Scalar =>
    where(
      equal(squared, 0),
      add(point[i], small[i]),
      add(mul(point[i], cosine), mul(across[i], sine), mul(unit[i], along)),
    );
  return [coordinate(0), coordinate(1), coordinate(2)];
}

/** By how much the image of a point misses what was observed, weighted. */
function reprojectionError(
  camera: readonly Scalar[],
  point: Vector,
  weight: Scalar,
  feature: readonly Scalar[],
): Scalar[] {
  // Rotation (3), centre (3), focal length, principal point (2), radial distortion (2).
  const [r1 = 0, r2 = 0, r3 = 0, c1 = 0, c2 = 0, c3 = 0, focal = 0, u = 0, v = 0, k1 = 0, k2 = 0] = camera;
  const [x, y, z] = rotated([r1, r2, r3], [sub(point[0], c1), sub(point[1], c2), sub(point[2], c3)]);
  const [a, b] = [div(x, z), div(y, z)];
  const radius = add(square(a), square(b));
  const distortion = add(1, mul(k1, radius), mul(k2, radius, radius));
  const image = [add(mul(a, distortion, focal), u), add(mul(b, distortion, focal), v)];
  return image.map((coordinate, i) => mul(weight, sub(coordinate, feature[i] ?? 0)));
}

const weightError = (weight: Scalar): Scalar => sub(1, square(weight));

const errors = vmap(reprojectionError);
const errorBlocks = vmap(jacrev(reprojectionError, { argnums: [0, 1, 2] }));
const weightErrors = vmap(weightError);
const weightSlopes = vmap(grad(weightError));

/** A problem with all its cameras, points and observations; each coordinate of all of them is a tensor. */
interface Problem {
  readonly cameras: readonly Tensor[];
  readonly points: readonly [Tensor, Tensor, Tensor];
  readonly weights: Tensor;
  readonly features: readonly Tensor[];
  readonly cameraOf: Int32Array;
  readonly pointOf: Int32Array;
}

/** Observations that are worked on at a time, so that what belongs to them stays in the cache. */
const portion = 1024;

type Arguments = Parameters<typeof errors>;

/** Calls `visit` with every portion of the observations, and the number of the first in it. */
function forPortions(problem: Problem, visit: (args: Arguments, first: number) => void): void {
  const { cameras, points, weights, features, cameraOf, pointOf } = problem;
  for (let first = 0; first < weights.size; first += portion) {
    const range = Array.from({ length: Math.min(portion, weights.size - first) }, (_, i) => first + i);
    const camera = [...cameraOf.subarray(first, first + range.length)];
    const point = [...pointOf.subarray(first, first + range.length)];
    const [x, y, z] = points;
    const args: Arguments = [
      cameras.map((column) => take(column, camera)),
      [take(x, point), take(y, point), take(z, point)],
      take(weights, range),
      features.map((column) => take(column, range)),
    ];
    visit(args, first);
  }
}

function objective(problem: Problem): { reprojection: Float64Array; weight: Float64Array } {
  const reprojection = new Float64Array(2 * problem.weights.size);
  forPortions(problem, (args, first) => {
    errors(...args).forEach(({ data }, row) => {
      data.forEach((error, i) => (reprojection[2 * (first + i) + row] = error));
    });
  });
  return { reprojection, weight: weightErrors(problem.weights).data };
}

/** A sparse matrix in compressed rows. */
interface SparseRows {
  readonly rows: Int32Array;
  readonly cols: Int32Array;
  readonly vals: Float64Array;
}

const [cameraSize, pointSize] = [11, 3];
const blockSize = cameraSize + pointSize + 1;

/** Two rows for each observation, of its camera, point and weight, and one row for each weight. */
function jacobian(problem: Problem): SparseRows {
  const count = problem.weights.size;
  const vals = new Float64Array((2 * blockSize + 1) * count);
  forPortions(problem, (args, first) => {
    errorBlocks(...args).forEach(([camera, point, weight], row) => {
      [...camera, ...point, weight].forEach(({ data }, column) => {
        const start = (2 * first + row) * blockSize + column;
        for (let i = 0; i < data.length; i++) vals[start + 2 * blockSize * i] = data[i] ?? NaN;
      });
    });
  });
  vals.set(weightSlopes(problem.weights).data, 2 * blockSize * count);
  return { ...structure(problem), vals };
}

/** Where the entries of the Jacobian stand. */
function structure({ cameras, points, weights, cameraOf, pointOf }: Problem): Omit<SparseRows, 'vals'> {
  const count = weights.size;
  const firstPoint = cameraSize * (cameras[0]?.size ?? 0);
  const firstWeight = firstPoint + pointSize * points[0].size;
  const rows = Int32Array.from({ length: 3 * count + 1 }, (_, row) =>
    row <= 2 * count ? blockSize * row : 2 * blockSize * count + (row - 2 * count),
  );
  const cols = new Int32Array((2 * blockSize + 1) * count);
  let next = 0;
  for (let i = 0; i < count; i++) {
    for (let row = 0; row < 2; row++) {
      for (let j = 0; j < cameraSize; j++) cols[next++] = cameraSize * (cameraOf[i] ?? 0) + j;
      for (let j = 0; j < pointSize; j++) cols[next++] = firstPoint + pointSize * (pointOf[i] ?? 0) + j;
      cols[next++] = firstWeight + i;
    }
  }
  for (let i = 0; i < count; i++) cols[next++] = firstWeight + i;
  return { rows, cols };
}

interface Input {
  readonly n: number;
  readonly m: number;
  readonly p: number;
  readonly cam: readonly number[];
  readonly x: readonly [number, number, number];
  readonly w: number;
  readonly feat: readonly number[];
}

/** The input stands for many equal cameras, points and observations. */
function read({ n, m, p, cam, x, w, feat }: Input): Problem {
  const repeated = (value: number, times: number): Tensor => tensor(new Float64Array(times).fill(value));
  return {
    cameras: cam.map((value) => repeated(value, n)),
    points: [repeated(x[0], m), repeated(x[1], m), repeated(x[2], m)],
    weights: repeated(w, p),
    features: feat.map((value) => repeated(value, p)),
    cameraOf: Int32Array.from({ length: p }, (_, i) => i % n),
    pointOf: Int32Array.from({ length: p }, (_, i) => i % m),
  };
}

/** The first 30 elements and the last, which is what the suite looks at. */
const excerpt = (list: Float64Array | Int32Array): number[] => [...list.subarray(0, 2 * blockSize), list.at(-1) ?? NaN];

/** Bundle adjustment: cameras and points that explain what was observed. */
export const ba: Evaluation = {
  objective: evaluates(
    (input: Input) => {
      const problem = read(input);
      return () => objective(problem);
    },
    ({ reprojection, weight }) => ({
      reproj_error: { elements: [...reprojection.subarray(0, 2)], repeated: weight.length },
      w_err: { element: weight[0], repeated: weight.length },
    }),
  ),
  jacobian: evaluates(
    (input: Input) => {
      const problem = read(input);
      return () => jacobian(problem);
    },
    ({ rows, cols, vals }) => ({ rows: excerpt(rows), cols: excerpt(cols), vals: excerpt(vals) }),
  ),
};
