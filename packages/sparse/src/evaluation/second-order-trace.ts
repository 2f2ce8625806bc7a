import { ForwardTrace } from '@wengert/forward';
import {
  belongsTo,
  checkLive,
  endLevel,
  enterTrace,
  freshLevel,
  refuseConversion,
  refuseJson,
  traceKey,
  type Elementwise,
  type PartialRule,
  type Primitive,
  type Trace,
  type Traced,
  type TracedValue,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { curvature } from '../pattern/curvature.js';
import type { SecondOrderTape } from './tape-second-order.js';

/** A scalar that stands on the tape. */
interface TapedScalar extends TracedValue {
  readonly slot: number;
}

const TapedScalar: new (trace: Trace, slot: number) => TapedScalar = class implements TracedValue {
  declare readonly [traceKey]: Trace;
  declare readonly slot: number;

  constructor(trace: Trace, slot: number) {
    this[traceKey] = trace;
    this.slot = slot;
  }

  [Symbol.toPrimitive](hint: string): never {
    return refuseConversion(this, hint);
  }

  toString(): never {
    return refuseConversion(this, 'string');
  }

  toJSON(): never {
    return refuseJson(this);
  }
};

/** Thrown where a function does something other than elementwise operations on plain numbers. */
export class NotOnlyScalars extends Error {
  override get name(): string {
    return 'NotOnlyScalars';
  }
}

/**
 * Records a function of plain numbers with its first and second partials. The second ones are those of the rules for the
 * first, by forward mode, and are asked for only where the operation can have any.
 */
export class SecondOrderTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  live = true;
  private readonly tape: SecondOrderTape;
  /** Begun later, and so further in: it differentiates the rules. */
  private readonly forward: ForwardTrace;

  /** @param transformation - What the user called, for error messages. */
  constructor(transformation: string, tape: SecondOrderTape) {
    this.transformation = transformation;
    this.tape = tape;
    enterTrace(this);
    this.forward = new ForwardTrace(transformation);
  }

  /** A value to differentiate by. */
  input(primal: number): Value {
    return new TapedScalar(this, this.tape.record(primal));
  }

  /** The slot of a value of this trace, -1 for a plain number. */
  slotOf(x: Value): number {
    if (typeof x === 'number') return -1;
    if (belongsTo(x, this)) return (x as TapedScalar).slot;
    throw new NotOnlyScalars();
  }

  /** The number in any scalar. */
  numberOf(x: Value): number {
    return typeof x === 'number' ? x : (this.tape.primals[this.slotOf(x)] ?? NaN);
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
    this.forward.end();
  }

  lower(x: Traced): Value {
    checkLive('value', this);
    return this.tape.primals[(x as TapedScalar).slot] ?? NaN;
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    if (primitive.kind === 'constant') {
      return primitive.evaluate(
        args.map((x) => this.numberOf(x)),
        params,
      );
    }
    const [mask, x, y] = args;
    if (primitive.kind === 'selection' && mask !== undefined && x !== undefined && y !== undefined) {
      const chosen = this.numberOf(mask) !== 0 ? x : y;
      this.slotOf(chosen);
      return chosen;
    }
    throw new NotOnlyScalars();
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    const { tape } = this;
    const parent = this.slotOf(x);
    const primal = tape.primals[parent] ?? NaN;
    const output = primitive.scalar(primal);
    const rule = primitive.partial0;
    if (rule === undefined) return output;
    const partial = plainNumber(rule(primal, output));
    const slot = tape.record(output);
    tape.setParents(slot, parent, partial, -1, 0);
    if (curvature(primitive)[0]?.[0] === true) {
      const { forward } = this;
      tape.setSeconds(slot, this.tangentOf(rule(forward.dual(primal, 1), forward.dual(output, partial))), 0, 0);
    }
    return new TapedScalar(this, slot);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    const { tape } = this;
    const primalX = this.numberOf(x);
    const primalY = this.numberOf(y);
    const output = primitive.scalar(primalX, primalY);
    const ruleX = typeof x === 'number' ? undefined : primitive.partial0;
    const ruleY = typeof y === 'number' ? undefined : primitive.partial1;
    if (ruleX === undefined && ruleY === undefined) return output;
    const partialX = ruleX === undefined ? 0 : plainNumber(ruleX(primalX, primalY, output));
    const partialY = ruleY === undefined ? 0 : plainNumber(ruleY(primalX, primalY, output));
    const slot = tape.record(output);
    tape.setParents(
      slot,
      ruleX === undefined ? -1 : this.slotOf(x),
      partialX,
      ruleY === undefined ? -1 : this.slotOf(y),
      partialY,
    );
    const [first, second] = curvature(primitive);
    const alongX = first?.[0] === true && ruleX !== undefined;
    const alongBoth = first?.[1] === true && ruleX !== undefined && ruleY !== undefined;
    const alongY = second?.[1] === true && ruleY !== undefined;
    if (alongX || alongBoth || alongY) {
      const { forward } = this;
      const dualX = forward.dual(primalX, 1);
      const dualY = forward.dual(primalY, 1);
      const outputAlongX = forward.dual(output, partialX);
      const outputAlongY = forward.dual(output, partialY);
      tape.setSeconds(
        slot,
        alongX ? this.slope(ruleX, dualX, primalY, outputAlongX) : 0,
        alongBoth ? this.slope(ruleX, primalX, dualY, outputAlongY) : 0,
        alongY ? this.slope(ruleY, primalX, dualY, outputAlongY) : 0,
      );
    }
    return new TapedScalar(this, slot);
  }

  applyCall(): readonly Value[] {
    throw new NotOnlyScalars();
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  private slope(rule: PartialRule, x: Value, y: Value, output: Value): number {
    return this.tangentOf(rule(x, y, output));
  }

  private tangentOf(x: Value): number {
    return plainNumber(this.forward.tangentOf(x) ?? 0);
  }
}

function plainNumber(x: Value): number {
  if (typeof x === 'number') return x;
  throw new NotOnlyScalars();
}
