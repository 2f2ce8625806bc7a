import { ScalarTape } from '@wengert/primitives';
import type { LocalMap } from './local-map.js';

/** Tapes up to this many slots (about 5 MB) wait for the next call; larger ones only until memory is wanted. */
const keptCapacity = 1 << 17;

/**
 * The evaluation trace of one reverse-mode call: a slot for each recorded value. What is no scalar with plain partials
 * (tensors, nested values, custom rules) has its closures in `maps`: -2 - k as the first parent says, see maps[k].
 */
export class Tape extends ScalarTape {
  maps: (LocalMap | undefined)[] = [];
  /** Room for a sweep: adjoints that are plain numbers, and what each slot has received. */
  adjoints: Float64Array = new Float64Array(0);
  states: Uint8Array = new Uint8Array(0);
  sweeping = false;
  /** How many inputs there are in front, from where no backward sweep goes on. */
  inputs = 0;

  /** Records an input; `primal` matters only where it is a plain number. */
  recordInput(primal: number): number {
    if (this.inputs === this.count) this.inputs++;
    return this.record(primal, -1, 0, -1, 0);
  }

  /** Makes room for a sweep over so many numbers, and for the states of so many slots. */
  makeRoom(numbers: number, states: number): void {
    const capacity = this.primals.length;
    if (this.adjoints.length < numbers) this.adjoints = new Float64Array(Math.max(numbers, capacity));
    if (this.states.length < states) this.states = new Uint8Array(Math.max(states, capacity));
  }

  /** Runs what records upon this tape, told where that begins, and takes off again what it has recorded. */
  recordForNow<T>(run: (mark: number) => T): T {
    const mark = this.count;
    const maps = this.maps.length;
    try {
      return run(mark);
    } finally {
      this.count = mark;
      this.maps.length = maps;
    }
  }

  /** A tape with the same on it and no more room than that needs. The local maps are shared. */
  compacted(): Tape {
    const { count } = this;
    const copy = new Tape(0);
    copy.count = count;
    copy.inputs = this.inputs;
    copy.maps = this.maps;
    copy.primals = this.primals.slice(0, count);
    copy.parents0 = this.parents0.slice(0, count);
    copy.partials0 = this.partials0.slice(0, count);
    copy.parents1 = this.parents1.slice(0, count);
    copy.partials1 = this.partials1.slice(0, count);
    return copy;
  }

  /** Records a value with a local map; `primal` matters only where the value is a plain number. */
  recordMap(primal: number, map: LocalMap): number {
    return this.record(primal, -2 - (this.maps.push(map) - 1), 0, -1, 0);
  }
}

/** Tapes that no call has in use. Calls that run at the same time each have their own. */
export class TapePool<T extends Tape> {
  private readonly make: () => T;
  private kept: T | undefined = undefined;
  private large: WeakRef<T> | undefined = undefined;

  constructor(make: () => T) {
    this.make = make;
  }

  /** An empty tape. */
  acquire(): T {
    const large = this.large?.deref();
    const tape = large ?? this.kept;
    if (large !== undefined) this.large = undefined;
    else this.kept = undefined;
    return tape ?? this.make();
  }

  /** Takes back a tape to which no value refers any more. */
  release(tape: T): void {
    tape.count = 0;
    tape.inputs = 0;
    if (tape.maps.length > 0) tape.maps = [];
    if (tape.primals.length <= keptCapacity) this.kept = tape;
    else this.large = new WeakRef(tape);
  }
}

/** For all tapes that are no special ones. */
export const tapes: TapePool<Tape> = /* @__PURE__ */ new TapePool(() => new Tape());
