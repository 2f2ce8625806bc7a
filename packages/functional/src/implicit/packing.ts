import { concat, reshape, shapeOfValue, slice, type Value } from '@wengert/primitives';
import { sameShape, sizeOf, type Shape } from '@wengert/tensor';

/** The leaves of a tree as one value: a scalar where there is nothing but one scalar, else a vector. */
export interface Packing {
  /** How many numbers there are. */
  readonly size: number;
  /** The leaves, one after the other. */
  readonly pack: (leaves: readonly Value[]) => Value;
  /** The leaves, with their shapes. */
  readonly unpack: (packed: Value) => readonly Value[];
}

/** The packing of leaves of these shapes. */
export function packingOf(shapes: readonly Shape[]): Packing {
  const sizes = shapes.map(sizeOf);
  const size = sizes.reduce((total, length) => total + length, 0);
  const [only] = shapes;
  if (shapes.length === 1 && only !== undefined && only.length === 0) {
    return { size, pack: (leaves) => asScalar(leaves[0] ?? 0), unpack: (packed) => [packed] };
  }
  return {
    size,
    pack: packVector,
    unpack(packed) {
      let stop = 0;
      return shapes.map((shape, i) => {
        const start = stop;
        stop += sizes[i] ?? 0;
        return reshaped(shapes.length === 1 ? packed : slice(packed, [[start, stop]]), shape);
      });
    },
  };
}

/** The numbers of all leaves, one after the other, as a vector. */
export function packVector(leaves: readonly Value[]): Value {
  const vectors = leaves.map((leaf) => reshaped(leaf, [sizeOf(shapeOfValue(leaf))]));
  const [first] = vectors;
  return vectors.length === 1 && first !== undefined ? first : concat(vectors);
}

function asScalar(x: Value): Value {
  return reshaped(x, []);
}

function reshaped(x: Value, shape: Shape): Value {
  return sameShape(shapeOfValue(x), shape) ? x : reshape(x, shape);
}
