import { flatten, isPlain, leafPaths, shapeOfValue, type MixedStructure, type Value } from '@wengert/primitives';
import { ReverseTrace } from '@wengert/reverse';
import { formatShape, ones, type Shape } from '@wengert/tensor';
import { OperationCounts } from './debugging/operation-counts.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { splitArguments } from './leaf-function.js';
import { ObservingTrace } from './observing-trace.js';
import type { AnyFunction, ConcreteArguments } from './types.js';

/** One number or tensor that a function takes. */
export interface DescribedInput {
  /** Where it stands: `args[0].weights`. */
  readonly path: string;
  /** `[]` for a number. */
  readonly shape: Shape;
  /** Whether the output depends on it, as far as derivatives are concerned. */
  readonly active: boolean;
}

/** One number or tensor that a function returns. */
export interface DescribedOutput {
  /** Where it stands: `.loss`, and nothing for an output that is one value. */
  readonly path: string;
  readonly shape: Shape;
  /** Whether it depends on an argument, as far as derivatives are concerned. */
  readonly active: boolean;
}

/** What {@link describe} returns. */
export interface Description {
  readonly inputs: readonly DescribedInput[];
  readonly outputs: readonly DescribedOutput[];
  /** How many operations the value takes on what depends on the arguments. */
  readonly operations: number;
  /** How often each operation is applied, the most frequent first. */
  readonly operationCounts: Readonly<Record<string, number>>;
  /** How many operations one backward sweep takes. */
  readonly backwardOperations: number;
  /** About how much memory reverse mode holds until the backward sweep: its tape, and the arrays that it keeps. */
  readonly residualBytes: number;
  /** The description as text for people. */
  toString(): string;
}

/**
 * What `f` looks like to a transformation, at some arguments: which numbers it is differentiated by and which of them
 * matter, what it returns, which operations it is made of and what reverse mode costs.
 *
 * `f` runs once, and is differentiated once.
 *
 * @param f - A function made of this library's operations; it may return any tree.
 * @param args - Its arguments; what is no number and no tensor in them passes through.
 * @returns Data, with a `toString` for people.
 * @throws {@link TreeError} when the output of `f` is no tree of numbers and tensors.
 *
 * @example
 * describe((x: Scalar, y: Scalar) => mul(x, sin(x)), 1, 2).toString();
 * // inputs    args[0]  number
 * //           args[1]  number, constant
 * // output    number
 * // value     2 operations: mul 1, sin 1
 * // backward  5 operations
 * // …
 */
export function describe<A extends unknown[]>(f: (...args: A) => unknown, ...args: ConcreteArguments<A>): Description;
export function describe(f: AnyFunction, ...args: readonly unknown[]): Description {
  checkFunction('describe', f);
  const split = splitArguments(args, (i) => `describe: args[${i}]`);
  const counts = new OperationCounts();
  const counter = new ObservingTrace<undefined>('describe', (application) => counts.count(application));
  const tape = new ReverseTrace('describe', true);
  try {
    const inputs = split.leaves.map((leaf) => tape.input(counter.observed(leaf, undefined)));
    const { leaves, structure } = flatten(call(f, split.withLeaves(inputs)), 'describe: the output of f');
    const value = counts.take();
    // Only the work of the sweep matters here, not its numbers.
    const cotangents = tape.pullback(leaves, leaves.map(onesLike), inputs);
    const backward = counts.take();
    return new PlainDescription(
      inputPaths(split.structures).map((path, i) => ({
        path,
        shape: shapeOfValue(split.leaves[i] ?? 0),
        active: cotangents[i] !== undefined,
      })),
      leafPaths(structure).map((path, i) => {
        const leaf = leaves[i] ?? 0;
        return { path, shape: shapeOfValue(leaf), active: !isPlain(leaf) };
      }),
      value,
      backward.total,
    );
  } finally {
    tape.end();
    counter.end();
  }
}

function inputPaths(structures: readonly (MixedStructure | undefined)[]): readonly string[] {
  return structures.flatMap((structure, i) =>
    structure === undefined ? [] : leafPaths(structure).map((path) => `args[${i}]${path}`),
  );
}

class PlainDescription implements Description {
  readonly inputs: readonly DescribedInput[];
  readonly outputs: readonly DescribedOutput[];
  readonly operations: number;
  readonly operationCounts: Readonly<Record<string, number>>;
  readonly backwardOperations: number;
  readonly residualBytes: number;

  constructor(
    inputs: readonly DescribedInput[],
    outputs: readonly DescribedOutput[],
    value: ReturnType<OperationCounts['take']>,
    backwardOperations: number,
  ) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.operations = value.total;
    this.operationCounts = value.byName;
    this.backwardOperations = backwardOperations;
    this.residualBytes = value.residualBytes;
  }

  toString(): string {
    const counts = Object.entries(this.operationCounts).map(([name, count]) => `${name} ${count}`);
    const rows: readonly (readonly [string, readonly string[]])[] = [
      ['inputs', this.inputs.map(({ path, shape, active }) => `${path}  ${describeLeaf(shape, active)}`)],
      ['output', this.outputs.map(({ path, shape, active }) => `${path}  ${describeLeaf(shape, active)}`.trim())],
      ['value', [`${this.operations} operations${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`]],
      ['backward', [`${this.backwardOperations} operations`]],
      ['memory', [`about ${describeBytes(this.residualBytes)} until the backward sweep`]],
    ];
    return rows
      .flatMap(([title, lines]) => abridged(lines).map((line, i) => `${(i === 0 ? title : '').padEnd(10)}${line}`))
      .join('\n');
  }
}

function describeLeaf(shape: Shape, active: boolean): string {
  const kind = shape.length === 0 ? 'number' : `tensor ${formatShape(shape)}`;
  return active ? kind : `${kind}, constant`;
}

/** A text about a million scalars is for nobody. */
function abridged(lines: readonly string[]): readonly string[] {
  const most = 20;
  return lines.length <= most ? lines : [...lines.slice(0, most), `… and ${lines.length - most} more`];
}

function describeBytes(bytes: number): string {
  if (bytes < 1e3) return `${bytes} bytes`;
  return bytes < 1e6 ? `${(bytes / 1e3).toPrecision(3)} kB` : `${(bytes / 1e6).toPrecision(3)} MB`;
}

function onesLike(x: Value): Value {
  const shape = shapeOfValue(x);
  return shape.length === 0 ? 1 : ones(shape);
}
