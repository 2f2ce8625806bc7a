import {
  applyCall,
  applyCheckpoint,
  belongsTo,
  bind,
  checkLive,
  checkpointMaker,
  endLevel,
  enterTrace,
  freshLevel,
  isElementwise,
  makerOf,
  noted,
  whileLive,
  type Call,
  type Elementwise,
  type Maker,
  type Noted,
  type Primitive,
  type Row,
  type Tangent,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';

/** One operation that has just been applied, as an observer sees it. */
export interface Application<Note> {
  readonly row: Row;
  /** Whether reverse mode around this keeps nothing of it, since it is part of a checkpoint. */
  readonly checkpointed: boolean;
  /** The arguments and the output one level down. */
  readonly args: readonly Value[];
  readonly output: Value;
  /** What is noted about each argument; `undefined` for those that are not observed. */
  readonly notes: readonly (Note | undefined)[];
}

/** Looks at an operation, and says what to note about its output. */
export type Observe<Note> = (application: Application<Note>) => Note;

type Observed<Note> = Noted<Note | undefined>;

/**
 * Observing: every operation on values of this trace is applied as it is, one level down, and shown to an observer,
 * whose note on it travels with the output. What does not depend on the input is not observed.
 *
 * Run around a transformation (`grad(f)` on observed values), it sees the operations of the transformation too.
 */
export class ObservingTrace<Note> implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  live = true;
  private checkpointed = false;
  private readonly observe: Observe<Note>;

  /** @param transformation - What the user called, for error messages. */
  constructor(transformation: string, observe: Observe<Note>) {
    this.transformation = transformation;
    this.observe = observe;
    enterTrace(this);
  }

  /** A value of this trace. */
  observed(primal: Value, note: Note | undefined, madeBy?: Maker): Value {
    return noted(this, primal, note, madeBy);
  }

  /** The value one level down, for any value. */
  primalOf(x: Value): Value {
    return belongsTo(x, this) ? (x as Observed<Note>).primal : x;
  }

  /** What is noted about a value. */
  noteOf(x: Value): Note | undefined {
    return belongsTo(x, this) ? (x as Observed<Note>).note : undefined;
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  lower(x: Traced): Value {
    checkLive('value', this, x);
    return (x as Observed<Note>).primal;
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const output = bind(primitive, primals, params);
    // As in every other trace, what is locally constant may steer an `if` or be an index.
    if (primitive.kind === 'constant') return output;
    if (isElementwise(primitive) && this.isFlat(primitive, args)) return output;
    const notes = args.map((x) => this.noteOf(x));
    const { checkpointed } = this;
    const application = { row: primitive, checkpointed, args: primals, output, notes };
    return this.observed(output, this.observe(application), primitive);
  }

  /** Whether the operation is locally constant along all arguments that are observed. */
  private isFlat({ partials }: Elementwise, args: readonly Value[]): boolean {
    return args.every((x, i) => !belongsTo(x, this) || partials[i] === undefined);
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const boundary = new Boundary(this, args);
    const across = (tangents: readonly Tangent[], map: (inside: readonly Tangent[]) => readonly Tangent[]) =>
      whileLive(this, () =>
        map(tangents.map((x) => (x === undefined ? undefined : this.observed(x, undefined)))).map((x) =>
          x === undefined ? undefined : this.primalOf(x),
        ),
      );
    const outside: Call = {
      name: call.name,
      evaluate: (values) => boundary.leave(call.evaluate(boundary.enter(values))),
      linearize: (values, reused) => {
        const { outputs, push, pull } = call.linearize(boundary.enter(values), reused);
        return {
          outputs: boundary.leave(outputs),
          push: (tangents) => across(tangents, push),
          pull: (cotangents) => across(cotangents, pull),
        };
      },
    };
    return boundary.observed(applyCall(outside, boundary.primals), call);
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    const boundary = new Boundary(this, args);
    const outside: ValueFunction = (values) => {
      const { checkpointed } = this;
      this.checkpointed = true;
      try {
        return whileLive(this, () => boundary.leave(f(boundary.enter(values))));
      } finally {
        this.checkpointed = checkpointed;
      }
    };
    return boundary.observed(applyCheckpoint(outside, boundary.primals, this.level), checkpointMaker);
  }
}

/** Takes the arguments of a function down a level and its results up again, with the notes on them. */
class Boundary<Note> {
  readonly primals: readonly Value[];
  private readonly trace: ObservingTrace<Note>;
  private readonly args: readonly Value[];
  /** The results as they were inside. */
  private inside: readonly Value[] = [];

  constructor(trace: ObservingTrace<Note>, args: readonly Value[]) {
    this.trace = trace;
    this.args = args;
    this.primals = args.map((x) => trace.primalOf(x));
  }

  enter(values: readonly Value[]): readonly Value[] {
    return values.map((x, i) => {
      const arg = this.args[i] ?? 0;
      return belongsTo(arg, this.trace) ? this.trace.observed(x, this.trace.noteOf(arg), makerOf(arg)) : x;
    });
  }

  leave(outputs: readonly Value[]): readonly Value[] {
    this.inside = outputs;
    return outputs.map((x) => this.trace.primalOf(x));
  }

  observed(outputs: readonly Value[], madeBy: Maker): readonly Value[] {
    return outputs.map((x, i) => {
      const inside = this.inside[i] ?? 0;
      return belongsTo(inside, this.trace) ? this.trace.observed(x, this.trace.noteOf(inside), madeBy) : x;
    });
  }
}
