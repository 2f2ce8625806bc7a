import {
  applyBinary,
  applyCall,
  applyCheckpoint,
  applyUnary,
  belongsTo,
  bind,
  broadcast,
  checkpointMaker,
  endLevel,
  enterTrace,
  freshLevel,
  makerOf,
  reshape,
  shapeOfValue,
  stack,
  take,
  whileLive,
  zerosOf,
  type Call,
  type Elementwise,
  type Maker,
  type Primitive,
  type Trace,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor, TraceError, type Shape } from '@wengert/tensor';
import { BatchedScalar, BatchedTensor, type Batched } from './batched.js';
import { mappedCall } from './mapped-call.js';

/**
 * Batching: every value stands for one value in each entry of a batch, and carries them as one array with the batch
 * axis in front. An operation on such values becomes one operation on the arrays, so that a function written for one
 * example works on all of them at once.
 */
export class BatchTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  /** The length of the batch axis. */
  readonly size: number;
  live = true;

  /**
   * @param transformation - What the user called, for error messages.
   * @param size - The length of the batch axis.
   */
  constructor(transformation: string, size: number) {
    this.transformation = transformation;
    this.size = size;
    enterTrace(this);
  }

  /** A value of this trace, from an array with the batch axis in front. */
  batched(batch: Value, madeBy?: Maker): Value {
    if (!isTensor(batch)) throw new TraceError('internal: a batch must have the batch axis.');
    return batch.rank === 1 ? new BatchedScalar(this, batch, madeBy) : new BatchedTensor(this, batch, madeBy);
  }

  /** Whether a value differs between the entries of the batch. */
  isBatched(x: Value): x is Value & Batched {
    return belongsTo(x, this);
  }

  /** The array with the batch axis in front, for any value; what does not differ between entries is repeated. */
  batchOf(x: Value): Value {
    return this.isBatched(x) ? x.batch : repeated(x, this.size);
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  /**
   * @throws {@link TraceError} always: there is not one value to see.
   */
  lower(): never {
    throw new TraceError(
      `value: under ${this.transformation} a value stands for one in each entry of the batch, so there is no single ` +
        'number to compare or to read. Use where, less, greater and so on, or do it outside.',
    );
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    try {
      return this.batched(this.outputBatch(primitive, args, params), primitive);
    } catch (error) {
      throw this.errorOfEntry(primitive, args, params) ?? error;
    }
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.batched(applyUnary(primitive, this.isBatched(x) ? x.batch : x), primitive);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    const [batchX, batchY] = [this.isBatched(x) ? x.batch : undefined, this.isBatched(y) ? y.batch : undefined];
    const [rankX, rankY] = [shapeOfValue(x).length, shapeOfValue(y).length];
    // Broadcasting aligns last axes; so a batch axis has to be moved only where the other entry has more axes than this.
    if ((batchX !== undefined && rankX < rankY) || (batchY !== undefined && rankY < rankX)) {
      return this.apply(primitive, [x, y], undefined);
    }
    try {
      return this.batched(applyBinary(primitive, batchX ?? x, batchY ?? y), primitive);
    } catch (error) {
      throw this.errorOfEntry(primitive, [x, y], undefined) ?? error;
    }
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const flags = args.map((x) => this.isBatched(x));
    return applyCall(mappedCall(this, call, flags), this.inner(args)).map((output) => this.batched(output, call));
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    const flags = args.map((x) => this.isBatched(x));
    let mapped: readonly boolean[] = [];
    const onBatches: ValueFunction = (values) =>
      whileLive(this, () => {
        const outputs = f(values.map((x, i) => (flags[i] === true ? this.batched(x, makerOf(args[i])) : x)));
        mapped = outputs.map((output) => this.isBatched(output));
        return outputs.map((output) => (this.isBatched(output) ? output.batch : output));
      });
    return applyCheckpoint(onBatches, this.inner(args), this.level).map((output, i) =>
      mapped[i] === true ? this.batched(output, checkpointMaker) : output,
    );
  }

  private outputBatch<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    if (primitive.kind === 'elementwise' || primitive.kind === 'selection') {
      return bind(primitive, this.aligned(args), params);
    }
    const flags = args.map((x) => this.isBatched(x));
    const inner = this.inner(args);
    if (primitive.batch !== undefined) return primitive.batch(inner, flags, params, this.size);
    return applyToEach(primitive, inner, flags, params, this.size);
  }

  /** What the operation says of the first entry that it refuses: shapes with a batch axis are not what the user wrote. */
  private errorOfEntry<P>(primitive: Primitive<P>, args: readonly Value[], params: P): unknown {
    const flags = args.map((x) => this.isBatched(x));
    try {
      applyToEach(primitive, this.inner(args), flags, params, this.size);
      return undefined;
    } catch (error) {
      return error;
    }
  }

  private inner(args: readonly Value[]): readonly Value[] {
    return args.map((x) => (this.isBatched(x) ? x.batch : x));
  }

  /** Arrays that broadcast against each other entry by entry: axes of length 1 follow the batch axis as needed. */
  private aligned(args: readonly Value[]): readonly Value[] {
    const rank = Math.max(...args.map((x) => shapeOfValue(x).length));
    return args.map((x) => {
      if (!this.isBatched(x)) return x;
      const [size = 0, ...shape] = x.batch.shape;
      if (shape.length === rank) return x.batch;
      return reshape(x.batch, [size, ...new Array<number>(rank - shape.length).fill(1), ...shape]);
    });
  }
}

/** A primitive without a batching rule, applied to each entry by itself; if there is none, to zeros, which tells the shape. */
function applyToEach<P>(
  primitive: Primitive<P>,
  args: readonly Value[],
  flags: readonly boolean[],
  params: P,
  size: number,
): Value {
  const applied = (entryOf: (x: Value) => Value): Value =>
    bind(
      primitive,
      args.map((x, i) => (flags[i] === true ? entryOf(x) : x)),
      params,
    );
  if (size === 0) return zerosOf([0, ...shapeOfValue(applied((x) => zerosOf(shapeOfValue(x).slice(1))))]);
  return stack(Array.from({ length: size }, (_, entry) => applied((x) => take(x, entry, 0))));
}

function repeated(x: Value, size: number): Value {
  const shape: Shape = [size, ...shapeOfValue(x)];
  return broadcast(x, shape);
}
