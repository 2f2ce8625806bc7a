import {
  applyCheckpoint,
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
  traceKey,
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
import { JointOutputs } from './joint-outputs.js';
import { localMapOf, rememberingLocalMapOf, reusableLocalMapOf, type LocalMap } from './local-map.js';
import { RecordedNestedScalar, RecordedTensor, type Recorded } from './recorded.js';
import { pullBlock, pushBlock, widthOfBlocks, type SeedBlock } from './tape-blocks.js';
import { pullJacobian, pushJacobian } from './tape-jacobian.js';
import { pullBack, pushForward } from './tape-sweeps.js';
import { acquireTape, releaseTape, Tape } from './tape.js';

/**
 * Reverse mode: every operation evaluates its value and records its local map on the tape; a sweep from the last
 * record to the first then turns cotangents of outputs into cotangents of inputs. What does not depend on the inputs
 * stays plain and unrecorded.
 */
export class ReverseTrace implements RecordingTrace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  /** Whether the tape will be swept more than once. */
  readonly reusable: boolean;
  private readonly returnsTape: boolean;
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
   */
  constructor(transformation: string, reusable: boolean, returnsTape: boolean = !reusable) {
    this.transformation = transformation;
    this.reusable = reusable;
    this.returnsTape = returnsTape;
    this.tape = returnsTape ? acquireTape() : new Tape();
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

  /**
   * The cotangents of `inputs`, given those of `outputs`; `undefined` for an input on which no output depends.
   */
  pullback(outputs: readonly Value[], cotangents: readonly Tangent[], inputs: readonly Value[]): Tangent[] {
    return pullBack(this.tape, this.slotsOf(outputs), cotangents, this.slotsOf(inputs), !this.reusable);
  }

  /** The tangents of `outputs`, given those of `inputs`; `undefined` for an output that depends on no input. */
  pushforward(inputs: readonly Value[], tangents: readonly Tangent[], outputs: readonly Value[]): Tangent[] {
    return pushForward(this.tape, this.slotsOf(inputs), tangents, this.slotsOf(outputs));
  }

  /**
   * The derivatives of scalar outputs by scalar inputs, as a row of `inputs.length` numbers for each output; `undefined`
   * where that takes a sweep for each direction by itself, `pushforward` or `pullback`: something on the tape is no scalar,
   * or a partial is not finite.
   *
   * @param isForward - Which way to sweep.
   */
  scalarJacobian(inputs: readonly Value[], outputs: readonly Value[], isForward: boolean): number[][] | undefined {
    const { tape } = this;
    if (tape.maps.length > 0) return undefined;
    const from = this.scalarSlots(inputs);
    const to = this.scalarSlots(outputs);
    if (from === undefined || to === undefined) return undefined;
    return isForward ? pushJacobian(tape, from, to) : pullJacobian(tape, from, to);
  }

  /**
   * How many directions may be swept at once as plain numbers; 0 when something on the tape is no scalar or has a
   * partial that is not finite, and the directions must go by `pushforward` and `pullback`.
   */
  blockWidth(values: readonly Value[]): number {
    return this.scalarSlots(values) === undefined ? 0 : widthOfBlocks(this.tape);
  }

  /** The derivatives of scalar outputs in the given directions of scalar inputs, as rows, by one forward sweep. */
  pushBlock(inputs: readonly Value[], outputs: readonly Value[], directions: SeedBlock): Float64Array {
    return pushBlock(this.tape, this.slotsOf(inputs), this.slotsOf(outputs), directions);
  }

  /** The derivatives by scalar inputs of sums of the outputs with the given weights, as columns, by one backward sweep. */
  pullBlock(outputs: readonly Value[], inputs: readonly Value[], weights: SeedBlock): Float64Array {
    return pullBlock(this.tape, this.slotsOf(outputs), this.slotsOf(inputs), weights);
  }

  /** Ends the recording: from now on operations refuse the values of this trace. The pullback stays usable. */
  end(): void {
    endLevel(this);
  }

  /** Ends the recording and gives the tape back; no sweep after this. */
  release(): void {
    this.end();
    if (!this.returnsTape || this.pinned) return;
    releaseTape(this.tape);
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
    if (slots.every((slot, i) => slot < 0 || primitive.partials[i] === undefined)) return output;
    return this.record(
      output,
      this.reusable
        ? reusableLocalMapOf(primitive, slots, primals, output)
        : localMapOf(primitive, slots, primals, output, undefined),
      primitive,
    );
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
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

  private slotsOf(values: readonly Value[]): readonly number[] {
    return values.map((x) => this.slotOf(x));
  }

  /** As `slotsOf`, for scalars on tapes; `undefined` when something else is among the values. */
  private scalarSlots(values: readonly Value[]): readonly number[] | undefined {
    const slots = new Array<number>(values.length);
    for (let i = 0; i < values.length; i++) {
      const x = values[i];
      if (x instanceof RecordedScalar) slots[i] = x[traceKey] === this ? x.slot : -1;
      else if (typeof x === 'number') slots[i] = -1;
      else return undefined;
    }
    return slots;
  }

  /** The slot of a value of this trace, -1 for any other. */
  private slotOf(x: Value): number {
    return belongsTo(x, this) ? (x as Recorded).slot : -1;
  }

  private primalOfRecorded(x: Recorded): Value {
    return x instanceof RecordedScalar ? (this.tape.primals[x.slot] as number) : x.primal;
  }

  private record(output: Value, map: LocalMap, madeBy: Maker): Value {
    return this.handle(this.tape.recordMap(typeof output === 'number' ? output : NaN, map), output, madeBy);
  }

  private handle(slot: number, primal: Value, madeBy: Maker | undefined): Value {
    if (typeof primal === 'number') return new RecordedScalar(this, slot, madeBy);
    return isTensor(primal)
      ? new RecordedTensor(this, slot, primal, madeBy)
      : new RecordedNestedScalar(this, slot, primal, madeBy);
  }
}

/** What a finished trace refers to. */
const emptyTape = /* @__PURE__ */ new Tape();
