// Bundle adjustment: where cameras and points are, from where the points appear in the pictures.
import { expect, test } from '@jest/globals';
import { add, div, mul, sub, type Scalar } from '@wengert/primitives';
import { SparseMatrix, sparseJacobian, type Triplet } from '../../src/index.js';
import { factorized } from '../mathjs-matrices.js';

/** Rotation (as a vector of Cayley's form) and position of a camera. */
type Camera = readonly Scalar[];
type Point = readonly Scalar[];

interface Scene {
  readonly cameras: readonly Camera[];
  readonly points: readonly Point[];
}

const [cameraCount, pointCount] = [6, 40];

/** Where a point appears in the picture of a camera: it is rotated by `(1 - [r]) (1 + [r])⁻¹`, moved, and projected. */
function project([r = 0, s = 0, t = 0, ...position]: Camera, point: Point): readonly [Scalar, Scalar] {
  const [p = 0, q = 0, u = 0] = point.map((coordinate, k) => sub(coordinate, position[k] ?? 0));
  const scale = div(2, add(1, mul(r, r), mul(s, s), mul(t, t)));
  // v + scale (w × v + w × (w × v)) for the rotation vector w = (r, s, t).
  const cross = (a: readonly Scalar[], b: readonly Scalar[]): readonly Scalar[] =>
    [0, 1, 2].map((k) => {
      const [i, j] = [(k + 1) % 3, (k + 2) % 3];
      return sub(mul(a[i] ?? 0, b[j] ?? 0), mul(a[j] ?? 0, b[i] ?? 0));
    });
  const w = [r, s, t];
  const first = cross(w, [p, q, u]);
  const second = cross(w, first);
  const [x = 0, y = 0, z = 0] = [p, q, u].map((v, k) => add(v, mul(scale, add(first[k] ?? 0, second[k] ?? 0))));
  return [div(x, z), div(y, z)];
}

/** Where all points appear in all pictures. */
function pictures({ cameras, points }: Scene): Scalar[] {
  return cameras.flatMap((camera) => points.flatMap((point) => project(camera, point)));
}

/** The transpose of a matrix times the matrix, with something added to the diagonal. */
function normalMatrix(matrix: SparseMatrix, damping: number): SparseMatrix {
  const { rowPointers, columnIndices, values } = matrix;
  const [rows, size] = matrix.shape;
  const triplets: Triplet[] = Array.from({ length: size }, (_, j) => [j, j, damping]);
  for (let i = 0; i < rows; i++) {
    for (let k = rowPointers[i]!; k < rowPointers[i + 1]!; k++) {
      for (let l = rowPointers[i]!; l < rowPointers[i + 1]!; l++) {
        triplets.push([columnIndices[k]!, columnIndices[l]!, values[k]! * values[l]!]);
      }
    }
  }
  return SparseMatrix.fromTriplets(triplets, [size, size]);
}

test('Gauss and Newton find cameras and points', () => {
  const truth = {
    cameras: Array.from({ length: cameraCount }, (_, i) => [0.1 * Math.sin(i), 0.05 * i, 0.02, 0.3 * i - 1, 0.1, -4]),
    points: Array.from({ length: pointCount }, (_, i) => [Math.sin(7 * i), Math.cos(5 * i), Math.sin(3 * i)]),
  };
  const observed = pictures(truth) as number[];
  const residuals = (scene: Scene): Scalar[] => pictures(scene).map((seen, k) => sub(seen, observed[k] ?? NaN));
  const jacobian = sparseJacobian(residuals);
  let scene = {
    cameras: truth.cameras.map((camera, i) => camera.map((x, k) => x + 0.02 * Math.sin(11 * i + k))),
    points: truth.points.map((point, i) => point.map((x, k) => x + 0.05 * Math.cos(13 * i + k))),
  };
  const prepared = jacobian.prepare(scene);
  // Six columns of a camera and three of a point meet in a row, and no two cameras or points do.
  expect(prepared).toMatchObject({ colors: 9, nnz: 9 * 2 * cameraCount * pointCount });
  let error = Infinity;
  for (let step = 0; step < 6; step++) {
    const residual = residuals(scene) as number[];
    error = Math.hypot(...residual);
    const matrix = prepared.evaluate(scene);
    // The pictures say nothing of where the whole scene is, how it is turned and how large: a little damping decides.
    const update = factorized(normalMatrix(matrix, 1e-6))(matrix.multiplyTransposed(residual));
    let next = 0;
    const moved = (x: number): number => x - (update[next++] ?? NaN);
    scene = {
      cameras: scene.cameras.map((camera) => camera.map(moved)),
      points: scene.points.map((point) => point.map(moved)),
    };
  }
  expect(error).toBeLessThan(1e-9);
});
