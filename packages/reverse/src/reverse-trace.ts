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
  unmask,
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
import { JointOutputs } from './joint-outputs.js';
import { localMapOf, rememberingLocalMapOf, reusableLocalMapOf, type LocalMap } from './local-map.js';
import { RecordedNestedScalar, RecordedScalar, RecordedTensor, type Recorded } from './recorded.js';
import { acquireTape, releaseTape, Tape } from './tape.js';
import { holdsFiniteScalars, pullBlock, pushBlock, type SeedBlock } from './tape-blocks.js';
import { Tangents } from './tape-push.js';
import { Adjoints } from './tape-sweep.js';

/**
 * Reverse mode: every operation evaluates its value and records its local map on the tape; a sweep from the last
 * record to the first then turns cotangents of outputs into cotangents of inputs. What does not depend on the inputs
 * stays plain and unrecorded.
 */
export class ReverseTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  /** Whether the tape will be swept more than once. */
  readonly reusable: boolean;
  live = true;
  private tape: Tape;
  /** Off while a checkpointed function runs: values are computed, nothing is kept. */
  private recording = true;
  /** How often values of this trace have been used while nothing was recorded. */
  private unrecordedUses = 0;
  /** Whether a function that may run again later, for a transformation further out, can see values on this tape. */
  private pinned = false;

  /**
   * @param transformation - What the user called, for error messages.
   * @param reusable - Whether `pullback` will be called more than once; if not, residuals are let go of on the way.
   */
  constructor(transformation: string, reusable: boolean) {
    this.transformation = transformation;
    this.reusable = reusable;
    this.tape = reusable ? new Tape() : acquireTape();
    enterTrace(this);
  }

  /** A value of this trace to differentiate by. */
  input(primal: Value): Value {
    const slot = this.tape.recordPartials(typeof primal === 'number' ? primal : NaN, -1, 0, -1, 0);
    return this.handle(slot, primal, undefined);
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
   * How many directions may be swept at once as plain numbers; 0 when something on the tape is no scalar or has a
   * partial that is not finite, and the directions must go by `pushforward` and `pullback`.
   */
  blockWidth(values: readonly Value[]): number {
    const { tape } = this;
    if (!values.every((x) => typeof x === 'number' || x instanceof RecordedScalar) || !holdsFiniteScalars(tape)) {
      return 0;
    }
    return Math.max(1, Math.min(widestBlock, Math.floor(blockSize / tape.count)));
  }

  /**
   * The derivatives of scalar outputs by scalar inputs, as rows of `inputs.length` numbers, by one forward sweep; or rows of
   * derivatives in the given directions.
   */
  pushBlock(inputs: readonly Value[], outputs: readonly Value[], directions?: SeedBlock): Float64Array {
    return pushBlock(this.tape, this.slotsOf(inputs), this.slotsOf(outputs), directions);
  }

  /**
   * The derivatives of scalar outputs by scalar inputs, as columns of `outputs.length` numbers, by one backward sweep; or
   * columns for sums of the outputs with the given weights.
   */
  pullBlock(outputs: readonly Value[], inputs: readonly Value[], weights?: SeedBlock): Float64Array {
    return pullBlock(this.tape, this.slotsOf(outputs), this.slotsOf(inputs), weights);
  }

  /** Ends the recording: from now on operations refuse the values of this trace. The pullback stays usable. */
  end(): void {
    endLevel(this);
  }

  /** Ends the recording and gives the tape back; no pullback after this. */
  release(): void {
    this.end();
    if (this.reusable || this.pinned) return;
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
    if (!this.recording) {
      this.unrecordedUses++;
      return output;
    }
    const slots = args.map((x) => this.slotOf(x));
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
    if (!(x instanceof RecordedScalar) || !this.recording || primitive.partial0 === undefined) {
      return this.apply(primitive, [x], undefined);
    }
    const { tape } = this;
    const slot = tape.nextSlot();
    if (!primitive.recorder.unary(tape.primals, tape.partials, slot, x.slot)) {
      return this.apply(primitive, [x], undefined);
    }
    return new RecordedScalar(this, tape.recordParents(x.slot, -1), primitive);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    const slotX = this.scalarSlot(x);
    const slotY = this.scalarSlot(y);
    if (slotX === notScalar || slotY === notScalar || !this.recording) return this.apply(primitive, [x, y], undefined);
    const { tape } = this;
    const parentX = primitive.partial0 === undefined ? -1 : slotX;
    const parentY = primitive.partial1 === undefined ? -1 : slotY;
    if (parentX < 0 && parentY < 0) {
      // A comparison, say: its result depends on neither.
      return primitive.scalar(numberAt(tape, slotX, x), numberAt(tape, slotY, y));
    }
    const slot = tape.nextSlot();
    // The numbers are read only where there is no slot.
    const numberX = slotX < 0 ? (x as number) : 0;
    const numberY = slotY < 0 ? (y as number) : 0;
    if (!primitive.recorder.binary(tape.primals, tape.partials, slot, slotX, numberX, slotY, numberY)) {
      return this.apply(primitive, [x, y], undefined);
    }
    return new RecordedScalar(this, tape.recordParents(parentX, parentY), primitive);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const primals = args.map((x) => this.primalOf(x));
    const linearized = call.linearize(primals, this.reusable);
    const { outputs } = linearized;
    checkOutputLevels(call.name, outputs, this);
    if (!this.recording) {
      this.unrecordedUses++;
      return outputs;
    }
    const slots = args.map((x) => this.slotOf(x));
    const joint = new JointOutputs(outputs.length);
    return this.recordJoint(call, outputs, joint, {
      pull: (_cotangent, { send }) => {
        this.ruleResults(() => linearized.pull(joint.take())).forEach((contribution, i) => {
          const slot = slots[i] ?? -1;
          if (slot >= 0 && contribution !== undefined) send(slot, contribution);
        });
      },
      push: (tangentOf) => {
        joint.leave(this.ruleResults(() => linearized.push(slots.map(tangentOf))));
        return undefined;
      },
    });
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
    if (!this.recording) return outputs;
    const joint = new JointOutputs(outputs.length);
    return this.recordJoint(checkpointMaker, outputs, joint, {
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
    const { recording } = this;
    this.recording = false;
    try {
      return whileLive(this, run);
    } finally {
      this.recording = recording;
    }
  }

  private slotsOf(values: readonly Value[]): readonly number[] {
    return values.map((x) => this.slotOf(x));
  }

  /** The slot of a value of this trace, -1 for any other. */
  private slotOf(x: Value): number {
    return belongsTo(x, this) ? (x as Recorded).slot : -1;
  }

  /** The slot of a scalar of this trace, -1 for a plain number, `notScalar` for anything else. */
  private scalarSlot(x: Value): number {
    if (typeof x === 'number') return -1;
    return x instanceof RecordedScalar && belongsTo(x, this) ? x.slot : notScalar;
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

/** More directions at once gain nothing. */
const widestBlock = 64;

/** Numbers in a block of tangents or cotangents: 16 MB. */
const blockSize = 1 << 21;

const notScalar = -2;

/** What a finished trace refers to. */
const emptyTape = /* @__PURE__ */ new Tape();

/** The number in a slot of the tape; where there is no slot, the argument is the number itself. */
function numberAt(tape: Tape, slot: number, x: Value): number {
  return slot < 0 ? (x as number) : (tape.primals[slot] as number);
}
