import { add, compile, cos, div, eq, grad, jacrev, mul, sin, sqrt, square, sub } from 'wengert';
import type { Scalar } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { warmUp } from '../warm-up.js';

type Vector = readonly [Scalar, Scalar, Scalar];

const sum = (...vectors: readonly Vector[]): Vector =>
  vectors.reduce(([a1, a2, a3], [b1, b2, b3]) => [add(a1, b1), add(a2, b2), add(a3, b3)]);

const scaled = ([x, y, z]: Vector, factor: Scalar): Vector => [mul(x, factor), mul(y, factor), mul(z, factor)];

const dot = ([a1, a2, a3]: Vector, [b1, b2, b3]: Vector): Scalar => add(mul(a1, b1), mul(a2, b2), mul(a3, b3));

const cross = ([a1, a2, a3]: Vector, [b1, b2, b3]: Vector): Vector => [
  sub(mul(a2, b3), mul(a3, b2)),
  sub(mul(a3, b1), mul(a1, b3)),
  sub(mul(a1, b2), mul(a2, b1)),
];

/** A point turned about an axis, by an angle of the length of the axis (Rodrigues). */
function rotated(axis: Vector, point: Vector): Vector {
  const squared = dot(axis, axis);
  if (eq(squared, 0)) return sum(point, cross(axis, point));
  const angle = sqrt(squared);
  const [cosine, sine] = [cos(angle), sin(angle)];
  const unit = scaled(axis, div(1, angle));
  const along = mul(dot(unit, point), sub(1, cosine));
  return sum(scaled(point, cosine), scaled(cross(unit, point), sine), scaled(unit, along));
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

type Numbers = readonly number[];

/** The camera, point and weight of an observation, and its feature. */
type Observation = [camera: Numbers, point: NumberVector, weight: number, feature: Numbers];
type NumberVector = readonly [number, number, number];

const errors = compile(reprojectionError);
const errorBlock = compile(jacrev(reprojectionError, { argnums: [0, 1, 2] }));
const weightErrorOf = compile(weightError);
const weightSlope = compile(grad(weightError));

/** A problem with all its cameras, points and observations. */
interface Problem {
  readonly cameras: readonly Numbers[];
  readonly points: readonly NumberVector[];
  readonly weights: Float64Array;
  readonly features: readonly Numbers[];
  readonly cameraOf: Int32Array;
  readonly pointOf: Int32Array;
}

/** What is known of observation `i`. */
function observation({ cameras, points, weights, features, cameraOf, pointOf }: Problem, i: number): Observation {
  return [cameras[cameraOf[i] ?? 0] ?? [], points[pointOf[i] ?? 0] ?? [0, 0, 0], weights[i] ?? NaN, features[i] ?? []];
}

function objective(problem: Problem): { reprojection: Float64Array; weight: Float64Array } {
  const reprojection = new Float64Array(2 * problem.weights.length);
  for (let i = 0; i < problem.weights.length; i++) reprojection.set(errors(...observation(problem, i)), 2 * i);
  return { reprojection, weight: problem.weights.map((weight) => weightErrorOf(weight)) };
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
  const count = problem.weights.length;
  const vals = new Float64Array((2 * blockSize + 1) * count);
  let next = 0;
  for (let i = 0; i < count; i++) {
    for (const [camera, point, weight] of errorBlock(...observation(problem, i))) {
      for (let j = 0; j < cameraSize; j++) vals[next++] = camera[j] ?? NaN;
      for (let j = 0; j < pointSize; j++) vals[next++] = point[j] ?? NaN;
      vals[next++] = weight;
    }
  }
  for (let i = 0; i < count; i++) vals[next++] = weightSlope(problem.weights[i] ?? NaN);
  return { ...structure(problem), vals };
}

/** Where the entries of the Jacobian stand. */
function structure({ cameras, points, weights, cameraOf, pointOf }: Problem): Omit<SparseRows, 'vals'> {
  const count = weights.length;
  const firstPoint = cameraSize * cameras.length;
  const firstWeight = firstPoint + pointSize * points.length;
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
  return {
    cameras: Array.from({ length: n }, () => [...cam]),
    points: Array.from({ length: m }, () => [...x]),
    weights: new Float64Array(p).fill(w),
    features: Array.from({ length: p }, () => [...feat]),
    cameraOf: Int32Array.from({ length: p }, (_, i) => i % n),
    pointOf: Int32Array.from({ length: p }, (_, i) => i % m),
  };
}

/** The problem with its first observation alone, with which the code is made before it is needed. */
function first(problem: Problem): Problem {
  return { ...problem, weights: problem.weights.subarray(0, 1) };
}

/** The first 30 elements and the last, which is what the suite looks at. */
const excerpt = (list: Float64Array | Int32Array): number[] => [...list.subarray(0, 2 * blockSize), list.at(-1) ?? NaN];

/** Bundle adjustment: cameras and points that explain what was observed. */
export const ba: Evaluation = {
  objective: evaluates(
    (input: Input) => {
      const problem = read(input);
      warmUp(() => objective(first(problem)));
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
      warmUp(() => jacobian(first(problem)));
      return () => jacobian(problem);
    },
    ({ rows, cols, vals }) => ({ rows: excerpt(rows), cols: excerpt(cols), vals: excerpt(vals) }),
  ),
};
