import {
  applyCall,
  belongsTo,
  bind,
  freshLevel,
  TracedTensor,
  TracedValue,
  type Call,
  type Elementwise,
  type Primitive,
  type Row,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor, type Shape, type Tensor } from '@wengert/tensor';

class FollowedScalar extends TracedValue {
  declare readonly primal: Value;
  declare readonly moves: boolean;

  constructor(trace: Trace, primal: Value, moves: boolean) {
    super(trace);
    this.primal = primal;
    this.moves = moves;
  }
}

class FollowedTensor extends TracedTensor {
  declare readonly primal: Tensor;
  declare readonly moves: boolean;

  constructor(trace: Trace, primal: Tensor, moves: boolean) {
    super(trace);
    this.primal = primal;
    this.moves = moves;
  }

  override get shape(): Shape {
    return this.primal.shape;
  }
}

/** Follows through a program what depends on a direction, and notes every operation on what does not. */
export class DirectionTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation = 'a law';
  readonly live = true;
  /** The operations that were applied to nothing but what is fixed, since this was emptied. */
  fixedOperations: Row[] = [];

  /** A value at the point where a derivative is taken. */
  fixed(primal: Value): Value {
    return this.follow(primal, false);
  }

  /** A tangent or a cotangent. */
  moving(primal: Value): Value {
    return this.follow(primal, true);
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
    const moves = args.some((x) => belongsTo(x, this) && (x as FollowedScalar | FollowedTensor).moves);
    if (!moves) this.fixedOperations.push(primitive);
    return primitive.kind === 'constant' ? output : this.follow(output, moves);
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
    return belongsTo(x, this) ? (x as FollowedScalar | FollowedTensor).primal : x;
  }

  private follow(primal: Value, moves: boolean): Value {
    return isTensor(primal) ? new FollowedTensor(this, primal, moves) : new FollowedScalar(this, primal, moves);
  }
}
