import type { SeedBlock } from '@wengert/reverse';
import { fromData, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import type { Coloring } from '../coloring/coloring.js';
import { at } from '../compressed-rows.js';
import { genericNumber } from '../pattern/probes.js';

/**
 * The directions of compressed sweeps, over the numbers of all arguments (forward) or of the whole output (backward): for
 * each color the sum of the unit vectors of that color, and at the end a generic one, by which a result can be checked.
 */
export class Directions {
  /** How many directions there are. */
  readonly count: number;
  /** How many there are without the one to check by. */
  readonly colors: number;
  /** The direction to check by, if there is one. */
  readonly generic: Float64Array | undefined;
  private readonly coloring: Coloring;
  private readonly blocks = new Map<string, SeedBlock>();
  private readonly leaves = new Map<string, Plain | undefined>();

  constructor(coloring: Coloring, isChecked: boolean) {
    this.coloring = coloring;
    this.colors = coloring.count;
    this.count = coloring.count + (isChecked ? 1 : 0);
    this.generic = isChecked ? Float64Array.from(coloring.colors, (_, i) => genericNumber(i, 11)) : undefined;
  }

  /** The elements of all numbers in the directions from `from` up to `to`. */
  block(from: number, to: number): SeedBlock {
    const key = `${from},${to}`;
    const known = this.blocks.get(key);
    if (known !== undefined) return known;
    const width = to - from;
    const { colors } = this.coloring;
    const seeds = new Float64Array(colors.length * width);
    for (let i = 0; i < colors.length; i++) {
      for (let k = 0; k < width; k++) seeds[i * width + k] = this.element(i, from + k);
    }
    const block = { width, seeds };
    this.blocks.set(key, block);
    return block;
  }

  /**
   * The part of the directions that belongs to one leaf, with an axis for the directions in front; `undefined` where it is
   * zero. A single direction has no such axis.
   *
   * @param first - The place of the leaf's first number among all.
   */
  leaf(first: number, shape: Shape, from: number, to: number): Plain | undefined {
    if (shape.length === 0 && to - from === 1) {
      const seed = this.element(first, from);
      return seed === 0 ? undefined : seed;
    }
    const key = `${first},${from},${to}`;
    if (this.leaves.has(key)) return this.leaves.get(key);
    const size = sizeOf(shape);
    const data = new Float64Array((to - from) * size);
    for (let k = from; k < to; k++) {
      for (let i = 0; i < size; i++) data[(k - from) * size + i] = this.element(first + i, k);
    }
    const seeds = data.some((x) => x !== 0)
      ? fromData(data, to - from === 1 ? shape : [to - from, ...shape])
      : undefined;
    this.leaves.set(key, seeds);
    return seeds;
  }

  private element(index: number, direction: number): number {
    if (direction === this.coloring.count) return this.generic?.[index] ?? 0;
    return at(this.coloring.colors, index) === direction ? 1 : 0;
  }
}
