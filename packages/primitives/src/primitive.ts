import type { FoldName, Plain, Shape } from '@wengert/tensor';
import type { Domain, Example } from './domain.js';
import type { MaskedCotangent } from './masked-cotangent.js';
import type { NotatedArgument, Notation } from './notation.js';
import type { ScalarTape } from './scalar-tape.js';
import type { traceKey, TracedScalar, Value } from './value.js';

/** A tangent, or `undefined` where it is zero by structure: nothing depends on the input. */
export type Tangent = Value | undefined;

/** What a backward sweep carries: a cotangent, perhaps with the mask that a `where` gave it. */
export type Cotangent = Value | MaskedCotangent;

/**
 * What all rows of the table have, so that whoever speaks of every operation (tests, docs) can do so without knowing
 * any by name.
 */
export interface Row<P = unknown> {
  readonly name: string;
  readonly kind: Kind;
  /** How many arguments it takes; `undefined` when any number. */
  readonly arity: number | undefined;
  /** The operation itself, on values of any nesting. */
  apply(args: readonly Value[], params: P): Value;
  /** Calls to test with. Elementwise rows have a domain per argument instead, and every structure is tested. */
  readonly examples: readonly Example<P>[];
  /** Elementwise rows: the numbers that each argument may take. */
  readonly domain: readonly Domain[] | undefined;
  /** Where the derivative is taken from. */
  readonly source: string;
  /**
   * Rows that work on each element by itself: the value on numbers as one expression of plain JavaScript, equal to it bit
   * for bit. Its arguments are `x`, `y` and `z`, any number of times; names or texts in parentheses may stand for them.
   */
  readonly code?: string | undefined;
  /** As `code`, but the body of a function of `x`, `y` and `z`: for values that take more than one step. */
  readonly body?: string | undefined;
  /** Why an elementwise row has neither `code` nor `body`. */
  readonly uncoded?: string | undefined;
  /** Rows that reduce a tensor: what they make of which axes of an argument of this shape, bit for bit. */
  folds?(shape: Shape, params: P): Folded;
  /**
   * The value, made of operations that work on each element, are linear, or are linear in each of two arguments: for code
   * that has no kernels to call. Equal to the value up to rounding; zeros, infinities, NaN and ties are where they are in
   * it. The arguments have elements, and are within the domain.
   */
  decompose?(args: readonly Value[], params: P): Value;
  /** Why a row that is not among these operations itself has no `decompose`. */
  readonly undecomposed?: string | undefined;
  /** How it is written in mathematics. */
  readonly notation?: Notation | undefined;
  /** The same, where it depends on parameters or on arguments that are plain; `undefined` for a call. */
  notate?(args: readonly NotatedArgument[], params: P): Notation | undefined;
  /** What to write instead where the value or the derivative is NaN or infinite, as sentences; for `debugNaNs`. */
  readonly advice?: string | undefined;
  /** Whether its code is a user's, which may call anything, and keep the arrays that it is given and that it returns. */
  readonly isUserDefined?: boolean | undefined;
}

/** A reduction: how, and over which axes, counted from the start and sorted. */
export interface Folded {
  readonly fold: FoldName;
  readonly axes: readonly number[];
}

/**
 * What kind of map a row is; both modes follow from the kind and one formula.
 *
 * - `elementwise`: a local partial for each argument.
 * - `selection`: takes each element from one of its arguments.
 * - `linear`: linear in all arguments together; `multilinear`: in each of them.
 * - `structured`: has a push and a pull of its own.
 * - `constant`: locally constant, so that its result is not traced.
 * - `composite`: defined by other operations, from which its derivative follows.
 */
export type Kind = 'elementwise' | 'selection' | 'linear' | 'multilinear' | 'structured' | 'constant' | 'composite';

/**
 * One operation that the library can differentiate. Near a point, the output depends on each argument through a linear
 * map; a primitive applies that map (`push`) and its transpose (`pull`), and neither mode needs to know more. Both are
 * written in the library's own operations, so they can be differentiated in turn.
 */
export interface Primitive<P = unknown> extends Row<P> {
  /** The value, on numbers and plain tensors. */
  evaluate(args: readonly Plain[], params: P): Plain;
  /** The tangent of the output, shaped like it; `undefined` when it is zero by structure. */
  push(tangents: readonly Tangent[], args: readonly Value[], output: Value, params: P): Tangent;
  /** The cotangent of argument `index`, shaped like it; `undefined` when it is zero by structure. */
  pull(index: number, cotangent: Value, args: readonly Value[], output: Value, params: P): Cotangent | undefined;
  /** As `pull`, for a cotangent whose mask is still unapplied; a row without it is given the unmasked cotangent. */
  pullMasked?(
    index: number,
    cotangent: MaskedCotangent,
    args: readonly Value[],
    output: Value,
    params: P,
  ): Cotangent | undefined;
  /**
   * The operation on arguments of which those marked have a batch axis of length `size` in front; so has the result.
   * Elementwise operations need none: their arguments only have to be aligned. It is called as a method, so that rows
   * which work on a batch in the same way can share it.
   */
  batch?(this: Primitive<P>, args: readonly Value[], batched: readonly boolean[], params: P, size: number): Value;
}

/** The derivative of an elementwise operation along one argument, given the arguments and then the output. */
export type PartialRule = (...argumentsThenOutput: Value[]) => Value;

/**
 * Applies an elementwise primitive where not all arguments are numbers. Scalars that stand on one tape, perhaps with numbers
 * beside them, are recorded here and now; the rest is for the innermost trace.
 */
export interface ScalarRecorder {
  unary(x: Value): Value;
  binary(x: Value, y: Value): Value;
  /** Makes code for this row alone, now that it has been used so often. */
  makeOwn(): void;
}

/** What a transformation keeps with a row: its own code for that row on scalars of a trace. */
export interface RowCode {
  /** The class of those scalars. Their traces have a field `isDirect`, which is true unless they want to be asked. */
  readonly kind: new (...args: never[]) => TracedScalar;
  unary(trace: Trace, x: Value): Value;
  binary(trace: Trace, x: Value, y: Value): Value;
}

/** The code that transformations have made for one row, each at the first use. */
export interface RowCodes {
  forward: RowCode | undefined;
  forwardOverReverse: RowCode | undefined;
}

/** A primitive that works on each element by itself. Interpreters read its scalar columns directly. */
export interface Elementwise extends Primitive<undefined> {
  readonly kind: 'elementwise';
  readonly arity: number;
  /** The value on numbers. */
  readonly scalar: (...args: number[]) => number;
  /** One rule per argument; `undefined` where the derivative is zero by structure. */
  readonly partials: readonly (PartialRule | undefined)[];
  /** The first two of `partials`, as fields, since scalars come here once for each recorded operation. */
  readonly partial0: PartialRule | undefined;
  readonly partial1: PartialRule | undefined;
  /** Applies the primitive, if it has one or two arguments, to what is not only numbers. */
  readonly recorder: ScalarRecorder;
  readonly rowCodes: RowCodes;
  /** For each argument, the number that leaves the other argument as it is, bit for bit: 1 for `mul`. */
  readonly neutral: readonly (number | undefined)[];
  /** Whether exchanging the two arguments changes nothing, not even the last bit. */
  readonly commutes: boolean;
  /** `pull` with the partial already at hand, so that a pullback that is used again computes nothing twice. */
  pullThrough(partial: Value, cotangent: Cotangent, shape: Shape): Cotangent;
}

/** Whether a primitive is of the elementwise kind. */
export function isElementwise<P>(primitive: Primitive<P>): primitive is Primitive<P> & Elementwise {
  return primitive.kind === 'elementwise';
}

/** A function of values, several in and several out. */
export type ValueFunction = (args: readonly Value[]) => readonly Value[];

/**
 * A function with derivatives of its own, several values in and several out: what a user's custom rule becomes. Unlike
 * a row of the table it may close over anything, and is made for one call.
 */
export interface Call {
  /** What the user called, for error messages. */
  readonly name: string;
  /** The outputs, where nothing is differentiated. */
  readonly evaluate: ValueFunction;
  /**
   * The outputs, and the linear map from tangents of the arguments to tangents of the outputs, with its transpose. Where
   * that will be used more than once, `reused` says so.
   */
  readonly linearize: (args: readonly Value[], reused?: boolean) => LinearizedCall;
}

/** The outputs of a {@link Call} and its linear map at that point. */
export interface LinearizedCall {
  readonly outputs: readonly Value[];
  readonly push: (tangents: readonly Tangent[]) => readonly Tangent[];
  readonly pull: (cotangents: readonly Tangent[]) => readonly Tangent[];
}

/**
 * One running transformation, as operations see it. An operation called on traced values hands itself to the trace
 * with the highest level among them (the innermost transformation); that trace reads its own column of the row and
 * works in the library's operations on what lies one level down, so the next transformation out sees ordinary calls.
 */
export interface Trace {
  /** Larger for transformations that started later, and unique in the process. */
  readonly level: number;
  /** What the user called: `grad`, `jvp` … for error messages. */
  readonly transformation: string;
  /** Whether the call still runs. Operations on values of a finished call are refused. */
  readonly live: boolean;
  /**
   * Whether operations are written down to be carried out later, so that doing a thing once for each direction costs no
   * more than doing it for all of them at a time, and keeps its zeros structural. Default false.
   */
  readonly unrolls?: boolean;
  /** Applies a primitive to arguments of which at least one belongs to this trace, and none to a higher one. */
  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value;
  /** As `apply`, for an elementwise primitive of one argument: scalars take this path, so it must be quick. */
  applyUnary(primitive: Elementwise, x: Value): Value;
  /** As `apply`, for an elementwise primitive of two arguments. */
  applyBinary(primitive: Elementwise, x: Value, y: Value): Value;
  /** Applies a function with derivatives of its own to arguments of which at least one belongs to this trace. */
  applyCall(call: Call, args: readonly Value[]): readonly Value[];
  /**
   * Applies a function so that nothing inside it is kept for the backward sweep; it will run again there. The arguments
   * need not belong to this trace, but the function may close over values that do.
   */
  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[];
  /** What stands one level down for a value of this trace. */
  lower(x: Traced): Value;
  /** What `value` calls before, on behalf of a user; for a trace that cannot lower, to say what to do instead. */
  refuseValue?(x: Traced): never;
  /** Settles which way a program goes at a 0/1 value of this trace; left out, the value one level down settles it. */
  branch?(condition: Traced): boolean;
  /** Has every operation go through the methods above, so that somebody can put themselves before them. */
  askAlways?(): void;
}

/** What a traced value was made by: a row of the table, or a call. */
export interface Maker {
  readonly name: string;
  /** Where in the user's program, as `file:line:column`: known only where leaks are being looked for. */
  readonly line?: () => string | undefined;
}

/** A value that belongs to a trace. */
export interface Traced {
  readonly [traceKey]: Trace;
  /** What made it, for error messages; `undefined` for what the function was called with. */
  readonly madeBy?: Maker | undefined;
}

/** A trace whose scalars stand on a tape. Operations record themselves there, without asking the trace. */
export interface RecordingTrace extends Trace {
  readonly tape: ScalarTape;
  /** Whether operations may do so: the call still runs, no part of it that is only evaluated, and nobody watches. */
  readonly recording: boolean;
}
