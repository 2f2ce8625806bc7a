import {
  add,
  concat,
  cos,
  div,
  expandDims,
  eye,
  jacfwd,
  lt,
  matmul,
  mul,
  neg,
  norm,
  ones,
  ravel,
  reshape,
} from 'wengert';
import { outer, sin, slice, stack, sub, take, tensor, transpose, zeros, type Scalar, type Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

/** A hand: bones in a tree, and vertices that follow them. */
interface Model {
  readonly parents: readonly number[];
  /** [bones, 4, 4] */
  readonly baseRelatives: Tensor;
  /** [bones, 4, 4] */
  readonly inverseBaseAbsolutes: Tensor;
  /** In homogeneous coordinates: [4, vertices]. */
  readonly basePositions: Tensor;
  /** How much each vertex follows each bone: [bones, vertices]. */
  readonly weights: Tensor;
  readonly isMirrored: boolean;
}

/** Points that were measured: [3, points], and the vertices to compare them with, one list or three, one for each corner. */
interface Measurement {
  readonly points: Tensor;
  readonly corners: readonly (readonly number[])[];
}

const fingers = 5;

/**
 * Where the parameters of a pose stand in its table, as places in the list [0, 1, ...theta]: a row of three for the
 * rotation of the whole, one for its scale, one for its translation, and one for each bone.
 */
function poseTable(bones: number): number[][] {
  const table = Array.from({ length: bones + 3 }, () => [0, 0, 0]);
  const parameter = (i: number): number => 2 + i;
  table.splice(0, 3, [0, 1, 2].map(parameter), [1, 1, 1], [3, 4, 5].map(parameter));
  let next = 6;
  for (let finger = 0; finger < fingers; finger++) {
    const first = 5 + 4 * finger;
    table[first] = [parameter(next++), parameter(next++), 0];
    table[first + 1] = [parameter(next++), 0, 0];
    table[first + 2] = [parameter(next++), 0, 0];
  }
  return table;
}

/** A stack of 3 x 3 matrices with these elements, of which each is given for the whole stack. */
const matrices = (...elements: readonly Tensor[]): Tensor => reshape(stack(elements, 1), [-1, 3, 3]);

/** Rotations by three angles each, about the axes one after the other: [bones, 3, 3] for [bones, 3]. */
function eulerRotations(angles: Tensor): Tensor {
  const [c, s] = [cos(angles), sin(angles)];
  const column = (x: Tensor, axis: number): Tensor => take(x, axis, 1) as Tensor;
  const [cx, sx, cz, sz, cy, sy] = [column(c, 0), column(s, 0), column(c, 1), column(s, 1), column(c, 2), column(s, 2)];
  const [zero, one] = [zeros(cx.shape), ones(cx.shape)];
  const aboutX = matrices(one, zero, zero, zero, cx, neg(sx), zero, sx, cx);
  const aboutY = matrices(cy, zero, sy, zero, one, zero, neg(sy), zero, cy);
  const aboutZ = matrices(cz, neg(sz), zero, sz, cz, zero, zero, zero, one);
  return matmul(matmul(aboutZ, aboutY), aboutX);
}

/** The rotation about an axis by the length of the axis. */
function axisRotation(axis: Tensor): Tensor {
  const angle = norm(axis) as Scalar;
  if (lt(angle, 1e-4)) return eye(3);
  const unit = div(axis, angle);
  const [x, y, z] = [take(unit, 0), take(unit, 1), take(unit, 2)];
  const across = reshape(stack([0, neg(z), y, z, 0, neg(x), neg(y), x, 0]), [3, 3]);
  const along = outer(unit, unit);
  return add(along, mul(cos(angle), sub(eye(3), along)), mul(sin(angle), across));
}

/** The positions of all vertices, [3, vertices], when the hand takes a pose. */
function vertexPositions(model: Model, theta: Tensor): Tensor {
  const { parents, baseRelatives, inverseBaseAbsolutes, basePositions, weights, isMirrored } = model;
  const bones = parents.length;
  const pose = take(concat([zeros([1]), ones([1]), theta]), poseTable(bones));
  const rotations = eulerRotations(slice(pose, [[3, null]]));
  const turned = matmul(slice(baseRelatives, [null, null, [0, 3]]), rotations);
  const relatives = concat([turned, slice(baseRelatives, [null, null, [3, 4]])], 2);
  const absolutes: Tensor[] = [];
  parents.forEach((parent, bone) => {
    const relative = take(relatives, bone, 0) as Tensor;
    const above = absolutes[parent];
    absolutes.push(above === undefined ? relative : matmul(above, relative));
  });
  const transforms = matmul(slice(stack(absolutes), [null, [0, 3]]), inverseBaseAbsolutes);
  // Sums over bones and homogeneous coordinates alike: weight times transform times base position.
  const weighted = reshape(mul(expandDims(weights, 1), basePositions), [4 * bones, -1]);
  const skinned = matmul(reshape(transpose(transforms, [1, 0, 2]), [3, 4 * bones]), weighted);
  const positions = isMirrored ? mul(tensor([[-1], [1], [1]]), skinned) : skinned;
  const [rotation, scale, translation] = [take(pose, 0, 0), take(pose, 1, 0), take(pose, 2, 0)];
  return add(matmul(mul(axisRotation(rotation as Tensor), scale), positions), expandDims(translation, 1));
}

/** Where the points should be, minus where the posed hand has them: [3 * points]. */
function residuals(model: Model, { points, corners }: Measurement, theta: Tensor, us?: Tensor): Tensor {
  const positions = vertexPositions(model, theta);
  const [first, second, third] = corners.map((vertices) => take(positions, vertices, 1));
  let nearest = first;
  if (us !== undefined) {
    const [u, v] = [take(us, 0, 1), take(us, 1, 1)];
    nearest = add(mul(u, first ?? 0), mul(v, second ?? 0), mul(sub(sub(1, u), v), third ?? 0)) as Tensor;
  }
  return ravel(transpose(sub(points, nearest ?? 0)));
}

/** The columns are for the parameters; before them, one each for a change of the first or the second of all the us. */
const jacobian = jacfwd((parameters: Tensor, model: Model, measurement: Measurement, us?: Tensor): Tensor => {
  if (us === undefined) return residuals(model, measurement, parameters);
  const change = slice(parameters, [[0, 2]]);
  return residuals(model, measurement, slice(parameters, [[2, null]]), add(us, change));
});

interface Input {
  readonly theta: readonly number[];
  readonly us: readonly (readonly number[])[];
  readonly data: {
    readonly correspondences: readonly number[];
    readonly points: readonly (readonly number[])[];
    readonly model: {
      readonly parents: readonly number[];
      readonly base_relatives: readonly (readonly (readonly number[])[])[];
      readonly inverse_base_absolutes: readonly (readonly (readonly number[])[])[];
      readonly base_positions: readonly (readonly number[])[];
      readonly weights: readonly (readonly number[])[];
      readonly triangles: readonly (readonly number[])[];
      readonly is_mirrored: boolean;
    };
  };
}

interface Problem {
  readonly model: Model;
  readonly measurement: Measurement;
  readonly theta: Tensor;
  readonly us: Tensor | undefined;
}

function read({ theta, us, data }: Input): Problem {
  const { model: given, correspondences, points } = data;
  const model: Model = {
    parents: given.parents,
    baseRelatives: tensor(given.base_relatives),
    inverseBaseAbsolutes: tensor(given.inverse_base_absolutes),
    basePositions: transpose(tensor(given.base_positions)),
    weights: transpose(tensor(given.weights)),
    isMirrored: given.is_mirrored,
  };
  const corner = (i: number): number[] => correspondences.map((triangle) => given.triangles[triangle]?.[i] ?? 0);
  const corners = us.length === 0 ? [correspondences] : [corner(0), corner(1), corner(2)];
  return {
    model,
    measurement: { points: transpose(tensor(points)), corners },
    theta: tensor(theta),
    us: us.length === 0 ? undefined : tensor(us),
  };
}

/** Hand tracking: the pose of a hand that fits measured points. */
export const ht: Evaluation = {
  objective: evaluates((input: Input) => {
    const { model, measurement, theta, us } = read(input);
    return () => residuals(model, measurement, theta, us);
  }),
  jacobian: evaluates((input: Input) => {
    const { model, measurement, theta, us } = read(input);
    const parameters = us === undefined ? theta : concat([zeros([2]), theta]);
    return () => jacobian(parameters, model, measurement, us);
  }),
};
