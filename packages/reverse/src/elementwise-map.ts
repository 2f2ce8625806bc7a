import {
  addRow,
  applyBinary,
  broadcast,
  inDerivativeOf,
  scale,
  shapeOfValue,
  type Cotangent,
  type Differentiated,
  type Elementwise,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import type { LocalMap, Sweep, TangentOf } from './local-map.js';

/**
 * The local map of one application of an elementwise primitive to anything but plain numbers. The partials are computed at
 * the first use and kept, for tapes that are swept more than once.
 */
export class ElementwiseMap implements LocalMap, Differentiated {
  readonly row: Elementwise;
  readonly args: readonly Value[];
  readonly output: Value;
  private readonly slots: readonly number[];
  private readonly partials: (Value | undefined)[];

  /** @param slots - Of the arguments; -1 marks one that is not active. */
  constructor(row: Elementwise, slots: readonly number[], args: readonly Value[], output: Value) {
    this.row = row;
    this.slots = slots;
    this.args = args;
    this.output = output;
    this.partials = new Array<Value | undefined>(slots.length).fill(undefined);
  }

  pull(cotangent: Cotangent, { send }: Sweep): void {
    const contributions = inDerivativeOf(this, () => this.contributions(cotangent));
    this.slots.forEach((slot, i) => {
      const contribution = contributions[i];
      if (contribution !== undefined) send(slot, contribution);
    });
  }

  push(tangentOf: TangentOf): Tangent {
    const tangents = this.slots.map(tangentOf);
    let total: Tangent;
    tangents.forEach((tangent, i) => {
      if (tangent === undefined) return;
      const partial = inDerivativeOf(this, () => this.partial(i));
      if (partial === undefined) return;
      const term = scale(partial, tangent);
      total = total === undefined ? term : applyBinary(addRow, total, term);
    });
    return total === undefined ? undefined : broadcast(total, shapeOfValue(this.output));
  }

  private contributions(cotangent: Cotangent): readonly (Cotangent | undefined)[] {
    return this.slots.map((slot, i) => {
      const partial = slot < 0 ? undefined : this.partial(i);
      if (partial === undefined) return undefined;
      return this.row.pullThrough(partial, cotangent, shapeOfValue(this.args[i] ?? 0));
    });
  }

  private partial(i: number): Value | undefined {
    return (this.partials[i] ??= this.row.partials[i]?.(...this.args, this.output));
  }
}
