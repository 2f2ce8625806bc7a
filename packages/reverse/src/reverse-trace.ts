import {
  applyBinary,
  applyCheckpoint,
  applyUnary,
  belongsTo,
  bind,
  checkLive,
  checkOutputLevels,
  checkpointMaker,
  endLevel,
  enterTrace,
  freshLevel,
  isElementwise,
  RecordedScalar,
  whileLive,
  type Call,
  type Elementwise,
  type Maker,
  type Primitive,
  type RecordingTrace,
  type Tangent,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor } from '@wengert/tensor';
import { ElementwiseMap } from './elementwise-map.js';
import { JointOutputs } from './joint-outputs.js';
import { localMapOf, rememberingLocalMapOf, type LocalMap } from './local-map.js';
import { RecordedNestedScalar, RecordedTensor, type Recorded } from './recorded.js';
import { ScalarMap } from './scalar-map.js';
import { SweptTrace } from './swept-trace.js';
import { Tape, tapes, type TapePool } from './tape.js';

/**
 * Reverse mode: every operation evaluates its value and records its local map on the tape; a sweep from the last
 * record to the first then turns cotangents of outputs into cotangents of inputs. What does not depend on the inputs
 * stays plain and unrecorded.
 */
export class ReverseTrace extends SweptTrace implements RecordingTrace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  /** Whether the tape will be swept more than once. */
  readonly reusable: boolean;
  private readonly pool: TapePool<Tape>;
  /** Whether what is recorded stays for as long as anybody can sweep it. */
  private readonly keepsTape: boolean;
  tape: Tape;
  recording = true;
  private isLive = true;
  /** While a checkpointed function runs: values are computed, nothing is kept. */
  private suspended = false;
  /** Whether every operation is to go through the methods of this trace. */
  private isWatched = false;
  /** How often values of this trace have been used while nothing was recorded. */
  private unrecordedUses = 0;
  /** Whether a function that may run again later, for a transformation further out, can see values on this tape. */
  private pinned = false;

  /**
   * @param transformation - What the user called, for error messages.
   * @param reusable - Whether the tape will be swept more than once; if not, residuals are let go of on the way.
   * @param returnsTape - Whether `release` will be called.
   * @param pool - Where the tape comes from.
   */
  constructor(
    transformation: string,
    reusable: boolean,
    returnsTape: boolean = !reusable,
    pool: TapePool<Tape> = tapes,
  ) {
    super();
    this.transformation = transformation;
    this.reusable = reusable;
    this.pool = pool;
    this.keepsTape = !returnsTape;
    this.tape = pool.acquire();
    enterTrace(this);
  }

  get live(): boolean {
    return this.isLive;
  }

  set live(live: boolean) {
    this.isLive = live;
    this.updateRecording();
  }

  askAlways(): void {
    this.isWatched = true;
    this.updateRecording();
  }

  /** A value of this trace to differentiate by. */
  input(primal: Value): Value {
    if (typeof primal === 'number') return new RecordedScalar(this, this.tape.recordInput(primal), undefined);
    return this.handle(this.tape.recordInput(NaN), primal, undefined);
  }

  /** Values of this trace to differentiate by. */
  inputs(primals: readonly Value[]): Value[] {
    // No `map`: V8 would begin with an array for numbers, as `primals` is, and then copy that.
    const inputs = new Array<Value>(primals.length);
    for (let i = 0; i < primals.length; i++) inputs[i] = this.input(primals[i] ?? NaN);
    return inputs;
  }

  /** The value one level down, for any value. */
  primalOf(x: Value): Value {
    return belongsTo(x, this) ? this.primalOfRecorded(x as Recorded) : x;
  }

  /** Ends the recording: from now on operations refuse the values of this trace. The pullback stays usable. */
  end(): void {
    if (!this.isLive) return;
    endLevel(this);
    if (!this.keepsTape) return;
    const recorded = this.tape;
    this.tape = recorded.compacted();
    this.pool.release(recorded);
  }

  /** Ends the recording and gives the tape back; no sweep after this. */
  release(): void {
    this.end();
    if (this.keepsTape || this.pinned) return;
    this.pool.release(this.tape);
    this.tape = emptyTape;
  }

  lower(x: Traced): Value {
    checkLive('value', this, x);
    return this.primalOfRecorded(x as Recorded);
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const output = bind(primitive, primals, params);
    if (primitive.kind === 'constant') return output;
    if (this.suspended) {
      this.unrecordedUses++;
      return output;
    }
    const slots = this.slotsOf(args);
    if (!isElementwise(primitive)) {
      const localMap = this.reusable ? rememberingLocalMapOf : localMapOf;
      return this.record(output, localMap(primitive, slots, primals, output, params), primitive);
    }
    return this.recordElementwise(primitive, slots, primals, output);
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    const primal = this.primalOf(x);
    const output = applyUnary(primitive, primal);
    const slot = this.slotOf(x);
    if (isTensor(output) || this.suspended) return this.recordElementwise(primitive, [slot], [primal], output);
    if (primitive.partial0 === undefined) return output;
    return this.record(output, new ScalarMap(primitive, output, slot, primal, -1, undefined), primitive);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    const primalX = this.primalOf(x);
    const primalY = this.primalOf(y);
    const output = applyBinary(primitive, primalX, primalY);
    const slotX = this.slotOf(x);
    const slotY = this.slotOf(y);
    if (isTensor(output) || this.suspended) {
      return this.recordElementwise(primitive, [slotX, slotY], [primalX, primalY], output);
    }
    const isActive =
      (slotX >= 0 && primitive.partial0 !== undefined) || (slotY >= 0 && primitive.partial1 !== undefined);
    if (!isActive) return output;
    return this.record(output, new ScalarMap(primitive, output, slotX, primalX, slotY, primalY), primitive);
  }

  private recordElementwise(
    primitive: Elementwise,
    slots: readonly number[],
    primals: readonly Value[],
    output: Value,
  ): Value {
    if (this.suspended) {
      this.unrecordedUses++;
      return output;
    }
    if (slots.every((slot, i) => slot < 0 || primitive.partials[i] === undefined)) return output;
    return this.record(output, new ElementwiseMap(primitive, slots, primals, output), primitive);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const primals = args.map((x) => this.primalOf(x));
    const linearized = call.linearize(primals, this.reusable);
    const { outputs } = linearized;
    checkOutputLevels(call.name, outputs, this);
    if (this.suspended) {
      this.unrecordedUses++;
      return outputs;
    }
    const joint = new JointOutputs(outputs.length);
    const map = joint.mapOfRule(this.slotsOf(args), {
      pull: (cotangents) => this.ruleResults(() => linearized.pull(cotangents)),
      push: (tangents) => this.ruleResults(() => linearized.push(tangents)),
    });
    return this.recordJoint(call, outputs, joint, map);
  }

  private updateRecording(): void {
    this.recording = this.isLive && !this.suspended && !this.isWatched;
  }

  /** Runs a rule, one level down: what it closes over counts there by its value, and nothing is recorded. */
  private ruleResults(rule: () => readonly Tangent[]): readonly Tangent[] {
    return this.withoutRecording(rule).map((x) => (x === undefined ? x : this.primalOf(x)));
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    let depends = args.some((x) => belongsTo(x, this));
    const outputs = applyCheckpoint(
      (values) => {
        const inside = this.underived(() => f(values));
        depends ||= inside.used;
        return inside.outputs;
      },
      args.map((x) => this.primalOf(x)),
      this.level,
    );
    // What does not depend on the inputs stays plain and unrecorded.
    if (!depends) return outputs;
    this.pinned = true;
    if (this.suspended) return outputs;
    const joint = new JointOutputs(outputs.length);
    const again = (): readonly number[] => this.slotsOf(whileLive(this, () => f(args)));
    return this.recordJoint(checkpointMaker, outputs, joint, joint.mapOfReplay(again));
  }

  private recordJoint(madeBy: Maker, outputs: readonly Value[], joint: JointOutputs, map: LocalMap): readonly Value[] {
    const callSlot = this.tape.recordMap(NaN, map);
    return outputs.map((output, i) => this.record(output, joint.output(i, callSlot), madeBy));
  }

  /** Runs a function without recording, and finds out whether it uses values of this trace. */
  private underived(f: () => readonly Value[]): { readonly outputs: readonly Value[]; readonly used: boolean } {
    const before = this.unrecordedUses;
    const outputs = this.withoutRecording(f);
    const used = this.unrecordedUses > before || outputs.some((x) => belongsTo(x, this));
    return { outputs: outputs.map((x) => this.primalOf(x)), used };
  }

  private withoutRecording<T>(run: () => T): T {
    const { suspended } = this;
    this.suspended = true;
    this.updateRecording();
    try {
      return whileLive(this, run);
    } finally {
      this.suspended = suspended;
      this.updateRecording();
    }
  }

  protected primalOfRecorded(x: Recorded): Value {
    return x instanceof RecordedScalar ? (this.tape.primals[x.slot] as number) : x.primal;
  }

  private record(output: Value, map: LocalMap, madeBy: Maker): Value {
    return this.handle(this.tape.recordMap(typeof output === 'number' ? output : NaN, map), output, madeBy);
  }

  protected handle(slot: number, primal: Value, madeBy: Maker | undefined): Value {
    if (typeof primal === 'number') return new RecordedScalar(this, slot, madeBy);
    return isTensor(primal)
      ? new RecordedTensor(this, slot, primal, madeBy)
      : new RecordedNestedScalar(this, slot, primal, madeBy);
  }
}

/** What a finished trace refers to. */
const emptyTape = /* @__PURE__ */ new Tape(0);
