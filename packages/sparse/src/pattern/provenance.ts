import { dataOf, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import { arrayOf, genericNumber } from './probes.js';

/** The same labels in the numbering of places, and generic. */
interface Labels {
  readonly places: Plain;
  readonly generic: Plain;
}

/** Finds out where operations that only copy elements take them from. */
export class Provenance {
  /** Taking the elements of a large array one by one must not cost its length each time. */
  private readonly known = new Map<string, Labels>();

  /**
   * Where each element of the output comes from: the place among the elements of all arguments, one argument after the
   * other, or -1 for a zero that comes from nowhere. The operation is applied to the numbers of the places, which tells,
   * and to generic numbers, which confirms it.
   *
   * @returns `undefined` for an operation that does not only copy.
   */
  of(shapes: readonly Shape[], evaluate: (args: readonly Plain[]) => Plain): Int32Array | undefined {
    let total = 0;
    const labels = shapes.map((shape) => {
      const first = total;
      total += sizeOf(shape);
      return first === 0 ? this.fromZero(shape) : labelsFrom(first, shape);
    });
    const places = dataOf(evaluate(labels.map((label) => label.places)));
    if (!places.every((place) => Number.isInteger(place) && place >= 0 && place <= total)) return undefined;
    const copies = dataOf(evaluate(labels.map((label) => label.generic)));
    const agree = copies.every((copy, k) => {
      const place = places[k] ?? 0;
      return copy === (place === 0 ? 0 : genericNumber(place - 1, 5));
    });
    return agree ? Int32Array.from(places, (place) => place - 1) : undefined;
  }

  private fromZero(shape: Shape): Labels {
    const key = shape.join();
    const labels = this.known.get(key) ?? labelsFrom(0, shape);
    this.known.set(key, labels);
    return labels;
  }
}

function labelsFrom(first: number, shape: Shape): Labels {
  return {
    places: arrayOf(shape, (k) => first + k + 1),
    generic: arrayOf(shape, (k) => genericNumber(first + k, 5)),
  };
}
