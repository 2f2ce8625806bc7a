import {
  applyBinary,
  applyCheckpoint,
  applyUnary,
  belongsTo,
  bind,
  checkLive,
  checkOutputLevels,
  checkpointMaker,
  DualScalar,
  endLevel,
  enterTrace,
  freshLevel,
  inDerivativeOf,
  makerOf,
  whileLive,
  type Call,
  type Elementwise,
  type Maker,
  type Primitive,
  type Tangent,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor } from '@wengert/tensor';
import { dualCodeOf } from './dual-code.js';
import { DualTensor, type Dual } from './dual.js';

/**
 * Forward mode: every value carries its tangent, and every operation pushes the tangents of its arguments to its
 * output. What does not depend on the input stays plain, so constants cost nothing and zeros are structural.
 */
export class ForwardTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  live = true;
  private isWatched = false;

  /** @param transformation - What the user called, for error messages. */
  constructor(transformation: string) {
    this.transformation = transformation;
    enterTrace(this);
  }

  /** A value of this trace; a `tangent` of `undefined` is zero by structure and leaves the primal as it is. */
  dual(primal: Value, tangent: Tangent, madeBy?: Maker): Value {
    if (tangent === undefined) return primal;
    return isTensor(primal)
      ? new DualTensor(this, primal, tangent, madeBy)
      : new DualScalar(this, primal, tangent, madeBy);
  }

  /** The value one level down, for any value. */
  primalOf(x: Value): Value {
    return belongsTo(x, this) ? (x as Dual).primal : x;
  }

  /** The tangent of any value; `undefined` where nothing depends on the input. */
  tangentOf(x: Value): Tangent {
    return belongsTo(x, this) ? (x as Dual).tangent : undefined;
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  lower(x: Traced): Value {
    checkLive('value', this, x);
    return (x as Dual).primal;
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const output = bind(primitive, primals, params);
    const tangents = args.map((x) => this.tangentOf(x));
    return this.pushed(primitive, tangents, primals, output, params);
  }

  askAlways(): void {
    this.isWatched = true;
  }

  /** Whether operations may take the code of their row without asking this trace. */
  get isDirect(): boolean {
    return this.live && !this.isWatched;
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return dualCodeOf(primitive).unary(this, x);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return dualCodeOf(primitive).binary(this, x, y);
  }

  /** As `applyUnary`, whatever primal and tangent are. */
  pushUnary(primitive: Elementwise, x: Value): Value {
    const { primal, tangent } = x as Dual;
    const output = applyUnary(primitive, primal);
    return this.pushed(primitive, [tangent], [primal], output, undefined);
  }

  /** As `applyBinary`, whatever primals and tangents are. */
  pushBinary(primitive: Elementwise, x: Value, y: Value): Value {
    const primals = [this.primalOf(x), this.primalOf(y)] as const;
    const output = applyBinary(primitive, ...primals);
    return this.pushed(primitive, [this.tangentOf(x), this.tangentOf(y)], primals, output, undefined);
  }

  private pushed<P>(
    primitive: Primitive<P>,
    tangents: readonly Tangent[],
    args: readonly Value[],
    output: Value,
    params: P,
  ): Value {
    const application = { row: primitive, args, output };
    return this.dual(
      output,
      inDerivativeOf(application, () => primitive.push(tangents, args, output, params)),
      primitive,
    );
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const { outputs, push } = call.linearize(args.map((x) => this.primalOf(x)));
    checkOutputLevels(call.name, outputs, this);
    // The rule works one level down; what it closes over counts there by its value, not by its tangent.
    const tangents = push(args.map((x) => this.tangentOf(x))).map((x) => (x === undefined ? x : this.primalOf(x)));
    checkOutputLevels(call.name, tangents, this);
    return outputs.map((output, i) => this.dual(output, tangents[i], call));
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    // Forward mode keeps nothing anyway; what is further out sees a function of primals and tangents.
    const primals = args.map((x) => this.primalOf(x));
    const tangents = args.map((x) => this.tangentOf(x));
    const active = tangents.flatMap((tangent) => (tangent === undefined ? [] : [tangent]));
    let dependent: readonly boolean[] = [];
    const pairs = applyCheckpoint(
      (values) => {
        let next = primals.length;
        const duals = primals.map((_, i) =>
          this.dual(values[i] ?? 0, tangents[i] === undefined ? undefined : values[next++], makerOf(args[i])),
        );
        const outputs = whileLive(this, () => f(duals));
        dependent = outputs.map((output) => belongsTo(output, this));
        return [...outputs.map((output) => this.primalOf(output)), ...outputs.flatMap((x) => this.tangentOf(x) ?? [])];
      },
      [...primals, ...active],
      this.level,
    );
    let next = dependent.length;
    return dependent.map((depends, i) =>
      this.dual(pairs[i] ?? 0, depends ? pairs[next++] : undefined, checkpointMaker),
    );
  }
}
