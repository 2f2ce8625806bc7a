import {
  belongsTo,
  checkLive,
  checkNotFinished,
  describeValue,
  endLevel,
  enterTrace,
  freshLevel,
  isElementwise,
  isPlain,
  shapeOfValue,
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
import { isTensor, sizeOf, TraceError, WengertError, type Plain, type Shape } from '@wengert/tensor';
import type { Program } from './program/program.js';

/** A number that a program computes. */
class StagedScalar extends TracedValue {
  declare readonly node: number;

  constructor(trace: Trace, node: number) {
    super(trace);
    this.node = node;
  }
}

/** An array that a program computes. */
class StagedTensor extends TracedTensor {
  declare readonly node: number;
  declare readonly shape: Shape;

  constructor(trace: Trace, node: number, shape: Shape) {
    super(trace);
    this.node = node;
    this.shape = shape;
  }
}

/** A function uses values of a transformation around it, which no program can stand for. */
export class OuterValueError extends TraceError {}

/** An operation needs the plain number under a value that is only computed later. */
export class LaterValueError extends TraceError {}

/** So much may become of one operation that is decomposed. */
const mostOperations = 100_000;

/**
 * Staging: operations are applied to example values and written down in a program. A function, transformed or not, is
 * thereby unrolled to what it does for arguments like these.
 *
 * Where the function asks which way to go, it goes as the example values say, and the program remembers that by a guard.
 */
export class StagingTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  /** Work on each direction by itself costs nothing here: what is zero by structure is not written down. */
  readonly unrolls = true;
  live = true;
  readonly program: Program;
  private readonly decomposes: boolean;
  /** The operation that is being decomposed, of those inside each other the outermost. */
  private decomposing: { readonly name: string; readonly limit: number } | undefined;
  private readonly settled = new Map<number, boolean>();

  /**
   * @param transformation - What the user called, for error messages.
   * @param decomposes - Whether to write down what rows are made of in place of rows, where they say so.
   */
  constructor(transformation: string, program: Program, decomposes: boolean) {
    this.transformation = transformation;
    this.program = program;
    this.decomposes = decomposes;
    enterTrace(this);
  }

  /** A value that the program is given. */
  input(example: Plain): Value {
    return this.valueOf(this.program.input(example));
  }

  /**
   * The node of a value: that of a staged one, and a constant for a plain one.
   *
   * @throws {@link OuterValueError} for a value of another transformation.
   */
  nodeOf(x: Value): number {
    if (belongsTo(x, this)) return (x as StagedScalar | StagedTensor).node;
    if (isPlain(x)) return this.program.constant(x);
    checkNotFinished(this.transformation, x);
    throw new OuterValueError(
      `${this.transformation}: the function uses ${describeValue(x)} of a transformation around it. Pass it as an argument.`,
    );
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const { program } = this;
    const madeOfOthers = this.decomposed(primitive, args, params);
    if (madeOfOthers !== undefined) return madeOfOthers;
    if (this.decomposing !== undefined && program.size > this.decomposing.limit) {
      throw new WengertError(
        `${this.transformation}: ${this.decomposing.name} on so many numbers makes more than ${mostOperations} operations, ` +
          'which is too much for code that stands alone. Use compile, which calls the kernel of the library.',
      );
    }
    const nodes = args.map((x) => this.nodeOf(x));
    if (isElementwise(primitive) && nodes.length === 2) {
      const unchanged = program.unchangedOperand(primitive, nodes[0] ?? -1, nodes[1] ?? -1);
      if (unchanged >= 0) return this.valueOf(unchanged);
    }
    return this.valueOf(
      program.apply(primitive, params, nodes, () =>
        primitive.evaluate(
          nodes.map((node) => program.exampleOf(node)),
          params,
        ),
      ),
    );
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    const { program } = this;
    const node = this.nodeOf(x);
    if (!program.isScalar(node)) return this.apply(primitive, [x], undefined);
    return new StagedScalar(this, program.applyScalar(primitive, node, -1));
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    const { program } = this;
    const [a, b] = [this.nodeOf(x), this.nodeOf(y)];
    if (!program.isScalar(a) || !program.isScalar(b)) return this.apply(primitive, [x, y], undefined);
    const unchanged = program.unchangedOperand(primitive, a, b);
    return new StagedScalar(this, unchanged >= 0 ? unchanged : program.applyScalar(primitive, a, b));
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    return call.evaluate(args);
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  /**
   * @throws {@link LaterValueError} always: what a program computes is not known when it is written.
   */
  lower(x: Traced): never {
    checkLive('value', this, x);
    throw new LaterValueError(
      `${this.transformation}: the function goes by plain numbers inside, as the steps of odeint, the end of whileLoop ` +
        'under vmap, and take with indices that were computed do. They are not known when its code is written, which is ' +
        'used again for other arguments.',
    );
  }

  /**
   * @throws {@link TraceError} always, with what to use instead.
   */
  refuseValue(x: Traced): never {
    checkLive('value', this, x);
    const what = isTensor(x) ? 'tensor' : 'number';
    throw new TraceError(
      `value: under ${this.transformation} there is no plain ${what}, as the program is used again for other arguments. ` +
        'Use lt, le, gt, ge, eq, ne to choose by it, where(mask, a, b) to select, and hasAux to return it.',
    );
  }

  branch(condition: Traced): boolean {
    const node = this.nodeOf(condition);
    const known = this.settled.get(node);
    if (known !== undefined) return known;
    const held = this.program.scalarExample(node) !== 0;
    this.program.guard(node, held);
    this.settled.set(node, held);
    return held;
  }

  /** The result where what an operation is made of is written down in its place. */
  private decomposed<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value | undefined {
    if (!this.decomposes || primitive.decompose === undefined) return undefined;
    if (args.every((x) => sizeOf(shapeOfValue(x)) === 0)) return undefined;
    const outer = this.decomposing;
    this.decomposing ??= { name: primitive.name, limit: this.program.size + mostOperations };
    try {
      return primitive.decompose(args, params);
    } finally {
      this.decomposing = outer;
    }
  }

  private valueOf(node: number): Value {
    const { program } = this;
    if (program.isScalar(node)) return new StagedScalar(this, node);
    return new StagedTensor(this, node, program.shapeOf(node));
  }
}
