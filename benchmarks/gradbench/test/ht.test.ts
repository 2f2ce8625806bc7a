import { describe, test } from '@jest/globals';
import { expectClose, slopes } from './independent.js';
import { evaluated } from './replay.js';

type Matrix = readonly (readonly number[])[];

interface Input {
  readonly theta: readonly number[];
  readonly us: Matrix;
  readonly data: {
    readonly correspondences: readonly number[];
    readonly points: Matrix;
    readonly model: {
      readonly parents: readonly number[];
      readonly base_relatives: readonly Matrix[];
      readonly inverse_base_absolutes: readonly Matrix[];
      readonly base_positions: Matrix;
      readonly weights: Matrix;
      readonly triangles: Matrix;
      readonly is_mirrored: boolean;
    };
  };
}

const product = (a: Matrix, b: Matrix): number[][] =>
  a.map((row) => (b[0] ?? []).map((_, j) => row.reduce((total, entry, k) => total + entry * (b[k]?.[j] ?? NaN), 0)));

const image = (a: Matrix, v: readonly number[]): number[] =>
  product(
    a,
    v.map((entry) => [entry]),
  ).flat();

/** The rotation about the coordinate axis that points to where the two others lead by the right hand. */
function turn(axis: 0 | 1 | 2, angle: number): number[][] {
  const matrix = [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ];
  const [i, j] = [(axis + 1) % 3, (axis + 2) % 3];
  matrix[i]?.splice(i, 1, Math.cos(angle));
  matrix[j]?.splice(j, 1, Math.cos(angle));
  matrix[i]?.splice(j, 1, -Math.sin(angle));
  matrix[j]?.splice(i, 1, Math.sin(angle));
  return matrix;
}

/** A vector turned about an axis, by an angle of the length of the axis. */
function turned(axis: readonly number[], v: readonly number[]): number[] {
  const [x = 0, y = 0, z = 0] = axis;
  const angle = Math.hypot(x, y, z);
  const cross = [
    [0, -z, y],
    [z, 0, -x],
    [-y, x, 0],
  ];
  const once = image(cross, v);
  const twice = image(cross, once);
  const [s, c] = [Math.sin(angle) / angle, (1 - Math.cos(angle)) / angle ** 2];
  return v.map((entry, i) => entry + s * (once[i] ?? NaN) + c * (twice[i] ?? NaN));
}

/** The three angles of each bone. */
function bonePoses(theta: readonly number[], bones: number): number[][] {
  const rest = theta.slice(6);
  const poses = Array.from({ length: bones }, () => [0, 0, 0]);
  for (let finger = 0; finger < 5; finger++) {
    const first = 2 + 4 * finger;
    const [a = 0, b = 0, c = 0, d = 0] = rest.splice(0, 4);
    poses.splice(first, 3, [a, b, 0], [c, 0, 0], [d, 0, 0]);
  }
  return poses;
}

/** One vertex after the other, as the definition has it. */
function residuals({ data }: Input, theta: readonly number[], us: Matrix): number[] {
  const { model, correspondences, points } = data;
  const absolutes: number[][][] = [];
  bonePoses(theta, model.parents.length).forEach(([x = 0, z = 0, y = 0], bone) => {
    const rotation = product(product(turn(2, z), turn(1, y)), turn(0, x));
    const local = product(model.base_relatives[bone] ?? [], [...rotation.map((row) => [...row, 0]), [0, 0, 0, 1]]);
    const above = absolutes[model.parents[bone] ?? NaN];
    absolutes.push(above === undefined ? local : product(above, local));
  });
  const transforms = absolutes.map((absolute, bone) => product(absolute, model.inverse_base_absolutes[bone] ?? []));
  const vertex = (index: number): number[] => {
    const position = [0, 0, 0];
    transforms.forEach((transform, bone) => {
      const moved = image(transform, model.base_positions[index] ?? []);
      position.forEach(
        (_, i) => (position[i] = (position[i] ?? NaN) + (model.weights[index]?.[bone] ?? NaN) * (moved[i] ?? NaN)),
      );
    });
    const [x = NaN, ...others] = position;
    return turned(theta.slice(0, 3), [model.is_mirrored ? -x : x, ...others]).map(
      (entry, i) => entry + (theta[3 + i] ?? NaN),
    );
  };
  return correspondences.flatMap((index, i) => {
    const corners = us.length === 0 ? [index] : (model.triangles[index] ?? []);
    const [u = 1, v = 0] = us[i] ?? [];
    const shares = [u, v, 1 - u - v];
    return (points[i] ?? []).map((entry, axis) =>
      corners.reduce((total, corner, k) => total - (shares[k] ?? NaN) * (vertex(corner)[axis] ?? NaN), entry),
    );
  });
}

describe('ht', () => {
  test.each(evaluated<Input>('ht'))('$name agrees with differences', ({ function: name, input, output }) => {
    const { theta, us } = input;
    const expected = residuals(input, theta, us);
    if (name === 'objective') {
      expectClose(output, expected, 1e-12);
      return;
    }
    // In front, if there are any us: a change of all the first ones, and of all the second ones.
    const changes = us.length === 0 ? [] : [0, 0];
    const at = (list: readonly number[]): number[] => {
      const [du = 0, dv = 0] = list.slice(0, changes.length);
      const moved = us.map(([u = 0, v = 0]) => [u + du, v + dv]);
      return residuals(input, list.slice(changes.length), moved);
    };
    expectClose(output, slopes(at, [...changes, ...theta]));
  });
});
