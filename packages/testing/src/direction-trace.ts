import {
  applyCall,
  belongsTo,
  bind,
  freshLevel,
  noted,
  type Call,
  type Elementwise,
  type Noted,
  type Primitive,
  type Row,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';

/** A value, and whether it depends on the direction. */
type Followed = Noted<boolean>;

/** Follows through a program what depends on a direction, and notes every operation on what does not. */
export class DirectionTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation = 'a law';
  readonly live = true;
  /** The operations that were applied to nothing but what is fixed, since this was emptied. */
  fixedOperations: Row[] = [];

  /** A value at the point where a derivative is taken. */
  fixed(primal: Value): Value {
    return noted(this, primal, false);
  }

  /** A tangent or a cotangent. */
  moving(primal: Value): Value {
    return noted(this, primal, true);
  }

  lower(x: Traced): Value {
    return this.primalOf(x);
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const output = bind(
      primitive,
      args.map((x) => this.primalOf(x)),
      params,
    );
    const moves = args.some((x) => belongsTo(x, this) && (x as Followed).note);
    if (!moves) this.fixedOperations.push(primitive);
    return primitive.kind === 'constant' ? output : noted(this, output, moves);
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    return applyCall(
      call,
      args.map((x) => this.primalOf(x)),
    );
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  private primalOf(x: Value): Value {
    return belongsTo(x, this) ? (x as Followed).primal : x;
  }
}
