import {
  applyCall,
  flatten,
  isWrittenDown,
  leafPaths,
  unflatten,
  whileLive,
  type Call,
  type FlatTree,
  type Scalar,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { pushforward, ReverseTrace } from '@wengert/reverse';
import { DomainError, TraceError } from '@wengert/tensor';
import { plainOrNothing } from './debugging/bad-numbers.js';
import { badNumberIn, provenanceOf, provenanceOfInput, type Provenance } from './debugging/origin.js';
import { presentDepth } from './debugging/user-lines.js';
import { call, checkFunction } from './differentiated-arguments.js';
import { splitArguments, type SplitArguments } from './leaf-function.js';
import { ObservingTrace } from './observing-trace.js';
import type { AnyFunction, OfScalars, Transformed } from './types.js';

/**
 * `f` with the same value and the same derivatives, which throws when a NaN or an Infinity comes out, and says which
 * operation made the first one.
 *
 * Everything that is computed is watched: in `debugNaNs(f)` the value; in `debugNaNs(grad(f))` the value of `f` and the
 * backward sweep; and in `grad(debugNaNs(f))` just the same. A NaN that `where` does not choose is none that comes out,
 * and does not count.
 *
 * Cost: many times that of `f`, since the place of every operation in the program is recorded. Use it to look for a
 * mistake, and take it out again.
 *
 * @param f - A function of trees made of this library's operations. It must not use traced values that it closes over.
 * @returns A function with the parameters and results of `f`.
 * @throws {@link DomainError} naming the operation, its arguments, the line in your program, the convention that applies
 * and what to write instead.
 * @throws {@link TreeError} when the output of `f` is no tree of numbers and tensors.
 * @throws {@link TraceError} inside of `compile`, where there are no numbers to look at.
 *
 * @example
 * grad(debugNaNs((x: Scalar) => sqrt(mul(x, x))))(0);
 * // DomainError: debugNaNs: the cotangent of args[0] is NaN: the derivative of sqrt(0) … takes rsqrt(0), which is Infinity. …
 */
export function debugNaNs<F extends (...args: Scalar[]) => unknown>(
  f: F & OfScalars<F>,
): Transformed<Parameters<F>, ReturnType<F>>;
export function debugNaNs<A extends unknown[], Output>(f: (...args: A) => Output): Transformed<A, Output>;
export function debugNaNs(f: AnyFunction): (...args: unknown[]) => unknown {
  checkFunction('debugNaNs', f);
  return (...args) => {
    const split = splitArguments(args, (i) => `debugNaNs: args[${i}]`);
    if (split.leaves.some((leaf) => isWrittenDown(leaf) && plainOrNothing(leaf) === undefined)) {
      throw new TraceError(
        'debugNaNs: while a function is compiled, its numbers are not known, so that none could be looked at. Put it around: ' +
          'debugNaNs(compile(f)).',
      );
    }
    const watched = new WatchedCall(f, split);
    const outputs = applyCall(watched, split.leaves);
    return unflatten(watched.structure, outputs);
  };
}

/** One call of a function with every operation watched, in its value and in its derivative. */
class WatchedCall implements Call {
  readonly name = 'debugNaNs';
  structure: FlatTree['structure'] = [];
  private readonly f: AnyFunction;
  private readonly split: SplitArguments;

  constructor(f: AnyFunction, split: SplitArguments) {
    this.f = f;
    this.split = split;
  }

  readonly evaluate: Call['evaluate'] = (values) => {
    const watch = new Watch();
    try {
      const inputs = this.inputs(watch, values);
      return watch.leave(this.run(inputs), this.outputNames());
    } finally {
      watch.end();
    }
  };

  readonly linearize: Call['linearize'] = (values) => {
    const watch = new Watch();
    const tape = new ReverseTrace('debugNaNs', true);
    try {
      const inputs = this.inputs(watch, values).map((x) => tape.input(x));
      const outputs = this.run(inputs);
      const across = (directions: readonly Tangent[], what: string, names: readonly string[], map: Sweep) =>
        watch.resume(() => {
          const entered = directions.map((x) => (x === undefined ? undefined : watch.enter(x, `the given ${what}`)));
          return watch.leaveTangents(map(entered), names);
        });
      const results = watch.leave(
        outputs.map((x) => tape.primalOf(x)),
        this.outputNames(),
      );
      return {
        outputs: results,
        push: (tangents) =>
          across(
            tangents,
            'tangent',
            this.outputNames().map((name) => `the tangent of ${name}`),
            (entered) => pushforward(tape, inputs, entered, outputs),
          ),
        pull: (cotangents) =>
          across(
            cotangents,
            'cotangent',
            this.inputNames().map((name) => `the cotangent of ${name}`),
            (entered) => {
              const reached = outputs.flatMap((x, i) => (entered[i] === undefined ? [] : [x]));
              const given = entered.flatMap((x) => (x === undefined ? [] : [x]));
              return tape.pullback(reached, given, inputs);
            },
          ),
      };
    } finally {
      tape.end();
      watch.end();
    }
  };

  private inputs(watch: Watch, values: readonly Value[]): readonly Value[] {
    const names = this.inputNames();
    return values.map((x, i) => watch.enter(x, names[i] ?? ''));
  }

  private run(inputs: readonly Value[]): readonly Value[] {
    const { leaves, structure } = flatten(call(this.f, this.split.withLeaves(inputs)), 'debugNaNs: the output of f');
    this.structure = structure;
    return leaves;
  }

  private inputNames(): readonly string[] {
    return this.split.structures.flatMap((structure, i) =>
      structure === undefined ? [] : leafPaths(structure).map((path) => `args[${i}]${path}`),
    );
  }

  private outputNames(): readonly string[] {
    return leafPaths(this.structure).map((path) => `the output${path}`);
  }
}

type Sweep = (entered: readonly Tangent[]) => readonly Tangent[];

/** A trace that notes the provenance of every value, and complains about what comes out. */
class Watch {
  private outside = presentDepth();
  private readonly trace: ObservingTrace<Provenance>;

  constructor() {
    this.trace = new ObservingTrace<Provenance>('debugNaNs', (application) =>
      provenanceOf(application, this.outside, (x) => this.trace.noteOf(x)),
    );
  }

  /** A watched value. */
  enter(x: Value, name: string): Value {
    return this.trace.observed(x, provenanceOfInput(x, name));
  }

  /** What stands one level down, when there is nothing to complain about. */
  leave(values: readonly Value[], names: readonly string[]): readonly Value[] {
    return values.map((x, i) => this.checked(x, names[i] ?? ''));
  }

  /** As `leave`, where zeros may be structural. */
  leaveTangents(values: readonly Tangent[], names: readonly string[]): readonly Tangent[] {
    return values.map((x, i) => (x === undefined ? undefined : this.checked(x, names[i] ?? '')));
  }

  /** Watches again, after the call has ended. */
  resume<T>(run: () => T): T {
    this.outside = presentDepth();
    return whileLive(this.trace, run);
  }

  end(): void {
    this.trace.end();
  }

  private checked(x: Value, name: string): Value {
    const bad = badNumberIn(x);
    if (bad === undefined) return this.trace.primalOf(x);
    const origin = this.trace.noteOf(x)?.origin;
    throw new DomainError(
      `debugNaNs: ${name} is ${bad}: ` +
        (origin?.describe() ?? 'no operation on the arguments made it, so it was computed from constants alone.'),
    );
  }
}
