import { ownCode } from '@wengert/tensor';
import type { PartialRule, ScalarRecorder } from '../primitive.js';

/** So many recordings go through the shared code before an operation gets its own. */
const worthOwnCode = 256;

type Unary = ScalarRecorder['unary'];
type Binary = ScalarRecorder['binary'];

/**
 * The recorder of one row. After a while it gets code of its own, in which the compiler inlines the row's value and
 * partials and keeps every number out of boxes; the code that all rows share computes the same.
 */
export class RowRecorder implements ScalarRecorder {
  private readonly scalar: (...args: number[]) => number;
  private readonly partial0: PartialRule | undefined;
  private readonly partial1: PartialRule | undefined;
  private ownUnary: Unary | undefined = undefined;
  private ownBinary: Binary | undefined = undefined;
  private used = 0;

  /** @param scalar - The value; the partials are those of the row. */
  constructor(
    scalar: (...args: number[]) => number,
    partial0: PartialRule | undefined,
    partial1: PartialRule | undefined,
  ) {
    this.scalar = scalar;
    this.partial0 = partial0;
    this.partial1 = partial1;
  }

  unary(primals: Float64Array, partials: Float64Array, slot: number, slotX: number): boolean {
    if (this.ownUnary !== undefined) return this.ownUnary(primals, partials, slot, slotX);
    if (this.used++ > worthOwnCode) this.ownUnary = this.make(unaryText) as Unary | undefined;
    const x = primals[slotX] ?? NaN;
    const output = this.scalar(x);
    const partial = this.partial0?.(x, output) ?? 0;
    if (typeof partial !== 'number') return false;
    primals[slot] = output;
    partials[2 * slot] = partial;
    return true;
  }

  binary(
    primals: Float64Array,
    partials: Float64Array,
    slot: number,
    slotX: number,
    x: number,
    slotY: number,
    y: number,
  ): boolean {
    if (this.ownBinary !== undefined) return this.ownBinary(primals, partials, slot, slotX, x, slotY, y);
    if (this.used++ > worthOwnCode) this.ownBinary = this.make(binaryText) as Binary | undefined;
    const primalX = slotX < 0 ? x : (primals[slotX] ?? NaN);
    const primalY = slotY < 0 ? y : (primals[slotY] ?? NaN);
    const output = this.scalar(primalX, primalY);
    const partialX = slotX < 0 ? 0 : (this.partial0?.(primalX, primalY, output) ?? 0);
    const partialY = slotY < 0 ? 0 : (this.partial1?.(primalX, primalY, output) ?? 0);
    if (typeof partialX !== 'number' || typeof partialY !== 'number') return false;
    primals[slot] = output;
    partials[2 * slot] = partialX;
    partials[2 * slot + 1] = partialY;
    return true;
  }

  private make(text: string): unknown {
    const { scalar, partial0 = zero, partial1 = zero } = this;
    return ownCode(text, { scalar, partial0, partial1 });
  }
}

const zero = (): number => 0;

const unaryText = `return (primals, partials, slot, slotX) => {
  const x = primals[slotX];
  const output = scalar(x);
  const partial = partial0(x, output);
  if (typeof partial !== 'number') return false;
  primals[slot] = output;
  partials[2 * slot] = partial;
  return true;
};`;

const binaryText = `return (primals, partials, slot, slotX, x, slotY, y) => {
  const primalX = slotX < 0 ? x : primals[slotX];
  const primalY = slotY < 0 ? y : primals[slotY];
  const output = scalar(primalX, primalY);
  if (slotX >= 0) {
    const partialX = partial0(primalX, primalY, output);
    if (typeof partialX !== 'number') return false;
    partials[2 * slot] = partialX;
  }
  if (slotY >= 0) {
    const partialY = partial1(primalX, primalY, output);
    if (typeof partialY !== 'number') return false;
    partials[2 * slot + 1] = partialY;
  }
  primals[slot] = output;
  return true;
};`;
