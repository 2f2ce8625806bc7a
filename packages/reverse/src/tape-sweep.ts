import { addCotangents, scale, unmask, type Cotangent } from '@wengert/primitives';
import type { Send, Sweep } from './local-map.js';
import type { Tape } from './tape.js';

/** A slot has received nothing, a plain number (in the typed array), or something else (in the array). */
const untouched = 0;
const numeric = 1;
const general = 2;

/**
 * The adjoints of one backward sweep. Each recorded value is visited once, from the last to the first, iteratively. A
 * slot that received nothing sends nothing: its zero is structural, so an infinite partial there makes no NaN.
 */
export class Adjoints implements Sweep {
  private readonly tape: Tape;
  private numbers: Float64Array;
  private states: Uint8Array;
  /** Long enough from the start, once there is one: a sweep begins at the end. */
  private others: (Cotangent | undefined)[] = [];
  private release = false;

  constructor(tape: Tape) {
    this.tape = tape;
    if (tape.sweeping) {
      // A pullback that runs inside another sweep of the same tape needs room of its own.
      this.numbers = new Float64Array(tape.count);
      this.states = new Uint8Array(tape.count);
      return;
    }
    tape.makeRoom(tape.count, tape.count);
    this.numbers = tape.adjoints;
    this.states = tape.states;
    this.states.fill(untouched, 0, tape.count);
  }

  /** Adds to the adjoint of `slot`. */
  readonly send: Send = (slot, contribution) => {
    const state = this.states[slot];
    if (typeof contribution === 'number' && state !== general) {
      this.numbers[slot] = state === untouched ? contribution : this.numbers[slot]! + contribution;
      this.states[slot] = numeric;
      return;
    }
    const before = this.get(slot);
    this.states[slot] = general;
    if (this.others.length === 0) this.others = new Array<Cotangent | undefined>(this.tape.count);
    this.others[slot] = before === undefined ? contribution : addCotangents(before, contribution);
  };

  /** The adjoint of `slot`, or `undefined` when nothing reached it. */
  get(slot: number): Cotangent | undefined {
    const state = this.states[slot];
    return state === untouched ? undefined : state === numeric ? this.numbers[slot] : this.others[slot];
  }

  /**
   * Sends every adjoint on to the parents.
   *
   * @param release - Whether to let go of each local map once it has been used, so that memory falls during the sweep.
   */
  sweep(release: boolean): void {
    this.release = release;
    this.sweepDownTo(0);
  }

  replay(record: Parameters<Sweep['replay']>[0]): void {
    this.tape.recordForNow((mark) => {
      const seeds = record();
      this.makeRoom(mark);
      for (const [slot, cotangent] of seeds) this.send(slot, cotangent);
      this.sweepDownTo(mark);
    });
  }

  /** Room for slots that were recorded since the sweep began, from `mark` on. */
  private makeRoom(mark: number): void {
    const { tape } = this;
    if (this.states.length < tape.count) {
      const numbers = new Float64Array(tape.primals.length);
      const states = new Uint8Array(tape.primals.length);
      numbers.set(this.numbers);
      states.set(this.states);
      if (this.numbers === tape.adjoints) {
        tape.adjoints = numbers;
        tape.states = states;
      }
      this.numbers = numbers;
      this.states = states;
    }
    this.states.fill(untouched, mark, tape.count);
  }

  private sweepDownTo(lowest: number): void {
    const { tape } = this;
    let { numbers, states } = this;
    let { parents0, partials0, parents1, partials1 } = tape;
    for (let slot = tape.count - 1; slot >= lowest; slot--) {
      const state = states[slot];
      if (state === untouched) continue;
      const parents = parents0[slot]!;
      if (state === general || parents < -1) {
        this.visit(slot, parents);
        // What was visited may have recorded more, and so moved everything to larger arrays.
        ({ numbers, states } = this);
        ({ parents0, partials0, parents1, partials1 } = tape);
        continue;
      }
      if (parents < 0) continue;
      const adjoint = numbers[slot]!;
      const parent0 = parents >> 1;
      const contribution0 = adjoint * partials0[slot]!;
      const state0 = states[parent0];
      if (state0 === numeric) numbers[parent0]! += contribution0;
      else if (state0 === untouched) {
        numbers[parent0] = contribution0;
        states[parent0] = numeric;
      } else this.send(parent0, contribution0);
      if ((parents & 1) === 0) continue;
      const parent1 = parents1[slot]!;
      const contribution1 = adjoint * partials1[slot]!;
      const state1 = states[parent1];
      if (state1 === numeric) numbers[parent1]! += contribution1;
      else if (state1 === untouched) {
        numbers[parent1] = contribution1;
        states[parent1] = numeric;
      } else this.send(parent1, contribution1);
    }
  }

  /** A slot with a map, or one whose adjoint is not a plain number. */
  private visit(slot: number, parents: number): void {
    const cotangent = this.get(slot);
    if (cotangent === undefined) return;
    if (parents < -1) {
      const { maps } = this.tape;
      const index = -2 - parents;
      const map = maps[index]!;
      if (this.release) maps[index] = undefined;
      map.pull(cotangent, this);
      return;
    }
    if (parents < 0) return;
    const { partials0, parents1, partials1 } = this.tape;
    const direction = unmask(cotangent);
    this.send(parents >> 1, scale(partials0[slot]!, direction));
    if ((parents & 1) !== 0) this.send(parents1[slot]!, scale(partials1[slot]!, direction));
  }
}
