import { otherArguments, otherWay, runsNothing, type Executable } from './executable.js';
import { Path } from './path.js';
import { argumentLayout, type ArgumentLayout } from './program/arguments.js';
import type { StagedArgument } from './program/staged-argument.js';
import { stage, type AnyFunction, type Staged } from './stage.js';
import { LaterValueError } from './staging-trace.js';

/** A function for arguments of one kind: the paths through it that have been taken so far. */
export class Specialization {
  private readonly f: AnyFunction;
  private readonly layouts: readonly ArgumentLayout[];
  private readonly maxPaths: number;
  private readonly paths: Path[] = [];
  private readonly turns = new Map<Path, Map<number, Path>>();
  private latest: Path | undefined;
  private gaveUp = false;

  constructor(f: AnyFunction, args: readonly StagedArgument[], maxPaths: number) {
    this.f = f;
    this.layouts = args.map(argumentLayout);
    this.maxPaths = maxPaths;
  }

  /** The code of the path that was taken last. */
  get source(): string | undefined {
    return this.latest?.source;
  }

  /** The code of the path that was taken last, unless calls are not compiled any more. */
  get code(): Executable['run'] {
    return this.gaveUp || this.latest === undefined ? runsNothing : this.latest.executable.run;
  }

  /**
   * The result for arguments of this kind, whichever path they take.
   *
   * @param missed - Whether `code` has just been run on them, and has gone another way.
   */
  run(values: readonly unknown[], args: readonly StagedArgument[], missed: boolean): unknown {
    if (this.gaveUp) return this.eagerly(values);
    let path = this.latest;
    // Every turn agrees with the arguments in one guard more, so there are at most as many as paths.
    for (let turns = 0; path !== undefined && turns <= this.paths.length; turns++) {
      const result = missed && turns === 0 ? otherWay : path.executable.run(...values);
      if (result === otherArguments) return this.eagerly(values);
      if (result !== otherWay) {
        this.latest = path;
        return result;
      }
      path = this.turnOff(path, path.executable.missed());
    }
    if (this.paths.length >= this.maxPaths) {
      return this.giveUp(
        values,
        `compile: ${nameOf(this.f)} has gone ${this.maxPaths} ways for arguments of one kind, and now goes another. From now ` +
          'on such calls are not compiled. Raise maxPaths, or select with where(mask, a, b) instead of branching.',
      );
    }
    let staged: Staged;
    try {
      staged = stage('compile', this.f, args);
    } catch (error) {
      if (!(error instanceof LaterValueError)) throw error;
      return this.giveUp(values, `${error.message} Calls of ${nameOf(this.f)} with such arguments are not compiled.`);
    }
    const result = staged.example();
    this.latest = new Path(staged, args, this.layouts);
    this.paths.push(this.latest);
    return result;
  }

  private turnOff(path: Path, guard: number): Path | undefined {
    const known = this.turns.get(path) ?? new Map<number, Path>();
    this.turns.set(path, known);
    const other = known.get(guard) ?? this.paths.find((candidate) => candidate.turnsOff(path, guard));
    if (other !== undefined) known.set(guard, other);
    return other;
  }

  /** Calls the function itself, now and from now on. */
  private giveUp(values: readonly unknown[], why: string): unknown {
    this.gaveUp = true;
    warn(why);
    return this.eagerly(values);
  }

  private eagerly(values: readonly unknown[]): unknown {
    return (this.f as (...args: readonly unknown[]) => unknown)(...values);
  }
}

function warn(text: string): void {
  (globalThis as { readonly console?: { warn(text: string): void } }).console?.warn(text);
}

function nameOf(f: AnyFunction): string {
  return f.name === '' ? 'a function' : f.name;
}
