import {
  applyCheckpoint,
  belongsTo,
  bind,
  checkLive,
  checkOutputLevels,
  freshLevel,
  isElementwise,
  RecordedScalar,
  suspendedBy,
  traceKey,
  unmask,
  whileLive,
  type Call,
  type Elementwise,
  type Primitive,
  type RecordingTrace,
  type Tangent,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor } from '@wengert/tensor';
import { JointOutputs } from './joint-outputs.js';
import { localMapOf, reusableLocalMapOf, type LocalMap } from './local-map.js';
import { RecordedNestedScalar, RecordedTensor, type Recorded } from './recorded.js';
import { pullJacobian, pushJacobian } from './tape-jacobian.js';
import { ScalarSweep } from './tape-scalar-sweep.js';
import { acquireTape, releaseTape, Tape } from './tape.js';
import { Tangents } from './tape-push.js';
import { Adjoints } from './tape-sweep.js';

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
  }

  get live(): boolean {
    return this.isLive;
  }

  set live(live: boolean) {
    this.isLive = live;
    this.recording = live && !this.suspended;
  }

  /** A value of this trace to differentiate by. */
  input(primal: Value): Value {
    if (typeof primal === 'number') return new RecordedScalar(this, this.tape.recordInput(primal));
    return this.handle(this.tape.recordInput(NaN), primal);
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
    const { tape } = this;
    if (tape.maps.length === 0 && cotangents.every(isNumberOrNothing)) {
      return this.pullScalars(outputs, cotangents, inputs);
    }
    const adjoints = new Adjoints(tape);
    const outermost = !tape.sweeping;
    tape.sweeping = true;
    try {
      outputs.forEach((output, i) => {
        const cotangent = cotangents[i];
        if (belongsTo(output, this) && cotangent !== undefined) adjoints.send((output as Recorded).slot, cotangent);
      });
      adjoints.sweep(!this.reusable);
      return inputs.map((input) => {
        const adjoint = adjoints.get((input as Recorded).slot);
        return adjoint === undefined ? undefined : unmask(adjoint);
      });
    } finally {
      if (outermost) tape.sweeping = false;
    }
  }

  private pullScalars(
    outputs: readonly Value[],
    cotangents: readonly (number | undefined)[],
    inputs: readonly Value[],
  ): Tangent[] {
    const sweep = new ScalarSweep(this.tape);
    outputs.forEach((output, i) => {
      const cotangent = cotangents[i];
      if (belongsTo(output, this) && cotangent !== undefined) sweep.seed((output as Recorded).slot, cotangent);
    });
    sweep.sweep();
    // As long as there are only numbers, V8 keeps them out of boxes.
    const numbers = new Array<number>(inputs.length);
    for (let i = 0; i < inputs.length; i++) {
      const adjoint = sweep.get((inputs[i] as Recorded).slot);
      if (adjoint === undefined) return inputs.map((input) => sweep.get((input as Recorded).slot));
      numbers[i] = adjoint;
    }
    return numbers;
  }

  /** The tangents of `outputs`, given those of `inputs`; `undefined` for an output that depends on no input. */
  pushforward(inputs: readonly Value[], tangents: readonly Tangent[], outputs: readonly Value[]): Tangent[] {
    const sweep = new Tangents(this.tape);
    inputs.forEach((input, i) => {
      sweep.seed(this.slotOf(input), tangents[i]);
    });
    sweep.sweepFrom(0);
    return outputs.map((output) => sweep.tangentOf(this.slotOf(output)));
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
    const from = this.scalarSlots(inputs);
    const to = this.scalarSlots(outputs);
    if (tape.maps.length > 0 || from === undefined || to === undefined) return undefined;
    return isForward ? pushJacobian(tape, from, to) : pullJacobian(tape, from, to);
  }

  /** Ends the recording: from now on operations refuse the values of this trace. The pullback stays usable. */
  end(): void {
    this.live = false;
  }

  /** Ends the recording and gives the tape back; no sweep after this. */
  release(): void {
    this.end();
    if (!this.returnsTape || this.pinned) return;
    releaseTape(this.tape);
    this.tape = emptyTape;
  }

  lower(x: Traced): Value {
    checkLive('value', this);
    return this.primalOfRecorded(x as Recorded);
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const output = bind(primitive, primals, params);
    if (primitive.kind === 'constant' || this.suspended) return output;
    const slots = args.map((x) => this.slotOf(x));
    if (!isElementwise(primitive)) {
      return this.record(output, localMapOf(primitive, slots, primals, output, params));
    }
    if (slots.every((slot, i) => slot < 0 || primitive.partials[i] === undefined)) return output;
    return this.record(
      output,
      this.reusable
        ? reusableLocalMapOf(primitive, slots, primals, output)
        : localMapOf(primitive, slots, primals, output, undefined),
    );
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const linearized = call.linearize(args.map((x) => this.primalOf(x)));
    const { outputs } = linearized;
    checkOutputLevels(call.name, outputs, this);
    if (this.suspended) return outputs;
    const slots = args.map((x) => this.slotOf(x));
    const joint = new JointOutputs(outputs.length);
    return this.recordJoint(outputs, joint, {
      pull: (_cotangent, { send }) => {
        linearized.pull(joint.take()).forEach((contribution, i) => {
          const slot = slots[i] ?? -1;
          if (slot >= 0 && contribution !== undefined) send(slot, contribution);
        });
      },
      push(tangentOf) {
        joint.leave(linearized.push(slots.map(tangentOf)));
        return undefined;
      },
    });
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    this.pinned = true;
    const outputs = applyCheckpoint(
      (values) => this.withoutRecording(() => f(values).map((x) => this.primalOf(x))),
      args.map((x) => this.primalOf(x)),
    );
    if (this.suspended) return outputs;
    const joint = new JointOutputs(outputs.length);
    return this.recordJoint(outputs, joint, {
      pull: (_cotangent, sweep) => {
        const cotangents = joint.take();
        sweep.replay(() => {
          const again = whileLive(this, () => f(args));
          return again.flatMap((output, i) => {
            const cotangent = cotangents[i];
            const slot = this.slotOf(output);
            return slot < 0 || cotangent === undefined ? [] : [[slot, cotangent] as const];
          });
        });
      },
      push: (_tangentOf, sweep) => {
        joint.leave(sweep.replay(() => whileLive(this, () => f(args)).map((output) => this.slotOf(output))));
        return undefined;
      },
    });
  }

  private recordJoint(outputs: readonly Value[], joint: JointOutputs, map: LocalMap): readonly Value[] {
    const callSlot = this.tape.recordMap(NaN, map);
    return outputs.map((output, i) => this.record(output, joint.output(i, callSlot)));
  }

  private withoutRecording<T>(run: () => T): T {
    const { suspended } = this;
    this.suspended = true;
    try {
      return whileLive(this, () => suspendedBy((again) => this.withoutRecording(again), run));
    } finally {
      this.suspended = suspended;
      this.recording = this.isLive && !suspended;
    }
  }

  /** The slots of scalars, -1 for those that do not depend on the inputs; `undefined` when some are no scalars. */
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

  private record(output: Value, map: LocalMap): Value {
    if (typeof output === 'number') return new RecordedScalar(this, this.tape.recordMap(output, map));
    return this.handle(this.tape.recordMap(NaN, map), output);
  }

  private handle(slot: number, primal: Exclude<Value, number>): Value {
    return isTensor(primal) ? new RecordedTensor(this, slot, primal) : new RecordedNestedScalar(this, slot, primal);
  }
}

function isNumberOrNothing(x: Tangent): x is number | undefined {
  return typeof x === 'number' || x === undefined;
}

/** What a finished trace refers to. */
const emptyTape = /* @__PURE__ */ new Tape();
