import {
  addRow,
  applyBinary,
  inDerivativeOf,
  isMasked,
  scale,
  type Cotangent,
  type Differentiated,
  type Elementwise,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import type { LocalMap, Sweep, TangentOf } from './local-map.js';

/**
 * The local map of one application of an elementwise primitive, of one or two arguments, to scalars that are traced further
 * out. The partials are computed at the first use and kept. Nested derivatives of scalars make one of these for each
 * operation, so there are no arrays in it.
 */
export class ScalarMap implements LocalMap, Differentiated {
  readonly row: Elementwise;
  readonly output: Value;
  private readonly slotX: number;
  private readonly x: Value;
  private readonly slotY: number;
  private readonly y: Value | undefined;
  private partialX: Value | undefined = undefined;
  private partialY: Value | undefined = undefined;
  private hasPartials = false;

  /** The slot of an argument that is not active is -1; a second argument that is not there is `undefined`. */
  constructor(row: Elementwise, output: Value, slotX: number, x: Value, slotY: number, y: Value | undefined) {
    this.row = row;
    this.output = output;
    this.slotX = slotX;
    this.x = x;
    this.slotY = slotY;
    this.y = y;
  }

  get args(): readonly Value[] {
    return this.y === undefined ? [this.x] : [this.x, this.y];
  }

  pull(cotangent: Cotangent, { send }: Sweep): void {
    let toX: Cotangent | undefined;
    let toY: Cotangent | undefined;
    inDerivativeOf(this, () => {
      this.preparePartials();
      if (this.partialX !== undefined) toX = this.contribution(this.partialX, cotangent);
      if (this.partialY !== undefined) toY = this.contribution(this.partialY, cotangent);
    });
    if (toX !== undefined) send(this.slotX, toX);
    if (toY !== undefined) send(this.slotY, toY);
  }

  push(tangentOf: TangentOf): Tangent {
    return inDerivativeOf(this, () => {
      this.preparePartials();
      const termX = term(this.partialX, tangentOf(this.slotX));
      const termY = term(this.partialY, tangentOf(this.slotY));
      if (termX === undefined) return termY;
      return termY === undefined ? termX : applyBinary(addRow, termX, termY);
    });
  }

  private contribution(partial: Value, cotangent: Cotangent): Cotangent {
    return isMasked(cotangent) ? this.row.pullThrough(partial, cotangent, []) : scale(partial, cotangent);
  }

  private preparePartials(): void {
    if (this.hasPartials) return;
    this.hasPartials = true;
    const { row, x, y, output } = this;
    if (y === undefined) {
      this.partialX = row.partial0?.(x, output);
    } else {
      if (this.slotX >= 0) this.partialX = row.partial0?.(x, y, output);
      if (this.slotY >= 0) this.partialY = row.partial1?.(x, y, output);
    }
  }
}

function term(partial: Value | undefined, tangent: Tangent): Tangent {
  return partial === undefined || tangent === undefined ? undefined : scale(partial, tangent);
}
