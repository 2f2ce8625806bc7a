import {
  belongsTo,
  checkLive,
  checkOutputLevels,
  describeValue,
  endLevel,
  enterTrace,
  freshLevel,
  isElementwise,
  isPlain,
  isValue,
  notAValue,
  TracedTensor,
  TracedValue,
  type Call,
  type Elementwise,
  type Primitive,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor, TraceError, type Plain, type Shape } from '@wengert/tensor';
import { primalOf, type CallLine, type Condition, type Line, type Operand } from './line.js';

class RecordedScalar extends TracedValue {
  declare readonly line: Line;

  constructor(trace: Trace, line: Line) {
    super(trace);
    this.line = line;
  }
}

class RecordedTensor extends TracedTensor {
  declare readonly line: Line;
  declare readonly shape: Shape;

  constructor(trace: Trace, line: Line, shape: Shape) {
    super(trace);
    this.line = line;
    this.shape = shape;
  }
}

/**
 * Recording: every operation is evaluated and becomes a line. Unlike a program, which is there to be run again, a
 * recording is of one evaluation: it keeps repeated work, as its derivatives are those of the function to the last bit;
 * it lets the function look at its values; and a function with a rule of its own remains one line.
 */
export class RecordingTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  /** Scalars stay scalars in Jacobians, which read better than batches of them. */
  readonly unrolls = true;
  live = true;
  readonly lines: Line[] = [];
  readonly conditions: Condition[] = [];

  /** @param transformation - What the user called, for error messages. */
  constructor(transformation: string) {
    this.transformation = transformation;
    enterTrace(this);
  }

  /** A value that the function is given. */
  input(primal: Plain): Value {
    return this.add({ kind: 'input', primal });
  }

  /**
   * What a value is in the recording: a line, or the value itself where it depends on no input.
   *
   * @throws {@link TraceError} for a value of another transformation.
   */
  operandOf(x: Value): Operand {
    if (belongsTo(x, this)) return (x as RecordedScalar | RecordedTensor).line;
    if (isPlain(x)) return x;
    throw new TraceError(
      `${this.transformation}: the function uses ${describeValue(x)} of a transformation around it. Pass it as an argument.`,
    );
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const operands = args.map((x, i) => {
      if (isValue(x)) return this.operandOf(x);
      throw notAValue(primitive.name, i, x);
    });
    const unchanged = isElementwise(primitive) ? unchangedOperand(primitive, operands) : undefined;
    const primal = primitive.evaluate(operands.map(primalOf), params);
    // What is locally constant may be an index, as it may in every transformation that differentiates.
    if (primitive.kind === 'constant' && primitive.notation === undefined) return primal;
    return this.add({ kind: 'operation', primitive, params, operands, unchanged, primal });
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const operands = args.map((x) => this.operandOf(x));
    const results = call.evaluate(operands.map(primalOf));
    checkOutputLevels(call.name, results, this);
    const outputs: CallLine[] = [];
    for (const result of results) {
      outputs.push({ kind: 'call', call, operands, outputs, primal: primalOf(this.operandOf(result)) });
    }
    return outputs.map((line) => this.add(line));
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  lower(x: Traced): Value {
    checkLive('value', this, x);
    return (x as RecordedScalar | RecordedTensor).line.primal;
  }

  branch(condition: Traced): boolean {
    const { line } = condition as RecordedScalar | RecordedTensor;
    const held = line.primal !== 0;
    this.conditions.push({ line, held, position: this.lines.length });
    return held;
  }

  private add(line: Line): Value {
    this.lines.push(line);
    return this.valueOf(line);
  }

  /** The value that a line of this recording has. */
  valueOf(line: Line): Value {
    const { primal } = line;
    return isTensor(primal) ? new RecordedTensor(this, line, primal.shape) : new RecordedScalar(this, line);
  }
}

/** The operand that the operation leaves as it is because of the other one. */
function unchangedOperand({ neutral }: Elementwise, operands: readonly Operand[]): Operand | undefined {
  const index = operands.findIndex((operand, i) => typeof operand === 'number' && Object.is(operand, neutral[i]));
  return index < 0 ? undefined : operands[1 - index];
}
