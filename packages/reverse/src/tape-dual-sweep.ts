import {
  addCotangents,
  DualScalar,
  mulRow,
  traceKey,
  unmask,
  type Cotangent,
  type Tangent,
  type Trace,
} from '@wengert/primitives';
import type { DualTape } from './dual-tape.js';
import type { Send, Sweep } from './local-map.js';

// What a slot has received: nothing, or a number, perhaps with a tangent, or something else (in the array).
const untouched = 0;
const number = 1;
const both = 3;
const general = 4;

/**
 * The adjoints of a backward sweep over duals, as pairs of numbers: the adjoint and its tangent. A slot that received
 * nothing sends nothing, and a tangent that is zero by structure is multiplied by nothing. Both numbers start as -0, to
 * which every number adds up to itself.
 */
export class DualAdjoints implements Sweep {
  private readonly tape: DualTape;
  private readonly forward: Trace;
  /** The adjoint of slot i stands at 2 i, its tangent after it. */
  private numbers: Float64Array;
  private states: Uint8Array;
  private readonly others = new Map<number, Cotangent>();

  constructor(tape: DualTape, forward: Trace) {
    this.tape = tape;
    this.forward = forward;
    const capacity = tape.primals.length;
    tape.makeRoom(2 * capacity, capacity);
    this.numbers = tape.adjoints;
    this.states = tape.states;
    this.clear(0);
  }

  /** The cotangents of inputs, given those of outputs, all by their slots. Local maps are let go of on the way. */
  pulledBack(outputs: readonly number[], cotangents: readonly Tangent[], inputs: readonly number[]): Tangent[] {
    outputs.forEach((slot, i) => {
      const cotangent = cotangents[i];
      if (slot >= 0 && cotangent !== undefined) this.send(slot, cotangent);
    });
    this.sweepDownTo(this.tape.inputs);
    return inputs.map((slot) => {
      const adjoint = this.get(slot);
      return adjoint === undefined ? undefined : unmask(adjoint);
    });
  }

  /** Adds to the adjoint of `slot`. */
  readonly send: Send = (slot, contribution) => {
    const { numbers, states } = this;
    const state = states[slot]!;
    const pair = 2 * slot;
    if (state !== general) {
      if (typeof contribution === 'number') {
        numbers[pair]! += contribution;
        states[slot] = state | number;
        return;
      }
      if (contribution instanceof DualScalar && contribution[traceKey] === this.forward) {
        const { primal, tangent: slope } = contribution;
        if (typeof primal === 'number' && typeof slope === 'number') {
          numbers[pair]! += primal;
          numbers[pair + 1]! += slope;
          states[slot] = both;
          return;
        }
      }
    }
    const before = this.get(slot);
    states[slot] = general;
    this.others.set(slot, before === undefined ? contribution : addCotangents(before, contribution));
  };

  /** The adjoint of `slot`, or `undefined` when nothing reached it. */
  get(slot: number): Cotangent | undefined {
    const { numbers, states } = this;
    const state = states[slot];
    if (state === untouched) return undefined;
    if (state === general) return this.others.get(slot);
    const adjoint = numbers[2 * slot]!;
    return state === number ? adjoint : new DualScalar(this.forward, adjoint, numbers[2 * slot + 1]!, undefined);
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
    const capacity = tape.primals.length;
    const { numbers, states } = this;
    if (numbers.length < 2 * capacity || states.length < capacity) {
      tape.makeRoom(2 * capacity, capacity);
      tape.adjoints.set(numbers);
      tape.states.set(states);
      this.numbers = tape.adjoints;
      this.states = tape.states;
    }
    this.clear(mark);
  }

  private clear(from: number): void {
    const { count } = this.tape;
    this.numbers.fill(-0, 2 * from, 2 * count);
    this.states.fill(untouched, from, count);
  }

  private sweepDownTo(lowest: number): void {
    const { tape } = this;
    let { numbers, states } = this;
    let { parents0, partials0, partialTangents0, parents1, partials1, partialTangents1, constants } = tape;
    for (let slot = tape.count - 1; slot >= lowest; slot--) {
      const state = states[slot]!;
      if (state === untouched) continue;
      const parents = parents0[slot]!;
      if (state === general || parents < -1) {
        this.visit(slot, parents);
        // What was visited may have recorded more, and so moved everything to larger arrays.
        ({ numbers, states } = this);
        ({ parents0, partials0, partialTangents0, parents1, partials1, partialTangents1, constants } = tape);
        continue;
      }
      if (parents < 0) continue;
      const pair = slot << 1;
      // The product rule, of which a term is left out where its tangent is zero by structure.
      const adjoint = numbers[pair]!;
      const slope = numbers[pair | 1]!;
      const constant = constants[slot]!;
      const hasSlope = state !== number;
      const parent0 = parents >> 1;
      const partial0 = partials0[slot]!;
      const onlyNumber0 = !hasSlope && (constant & 1) !== 0;
      const slope0 =
        (constant & 1) === 0
          ? hasSlope
            ? adjoint * partialTangents0[slot]! + partial0 * slope
            : adjoint * partialTangents0[slot]!
          : hasSlope
            ? partial0 * slope
            : -0;
      if (states[parent0] === general) this.sendDual(parent0, adjoint * partial0, slope0, onlyNumber0);
      else {
        numbers[parent0 << 1]! += adjoint * partial0;
        numbers[(parent0 << 1) | 1]! += slope0;
        states[parent0]! |= onlyNumber0 ? number : both;
      }
      if ((parents & 1) === 0) continue;
      const parent1 = parents1[slot]!;
      const partial1 = partials1[slot]!;
      const onlyNumber1 = !hasSlope && (constant & 2) !== 0;
      const slope1 =
        (constant & 2) === 0
          ? hasSlope
            ? adjoint * partialTangents1[slot]! + partial1 * slope
            : adjoint * partialTangents1[slot]!
          : hasSlope
            ? partial1 * slope
            : -0;
      if (states[parent1] === general) this.sendDual(parent1, adjoint * partial1, slope1, onlyNumber1);
      else {
        numbers[parent1 << 1]! += adjoint * partial1;
        numbers[(parent1 << 1) | 1]! += slope1;
        states[parent1]! |= onlyNumber1 ? number : both;
      }
    }
  }

  private sendDual(slot: number, contribution: number, slope: number, onlyNumber: boolean): void {
    this.send(slot, onlyNumber ? contribution : new DualScalar(this.forward, contribution, slope, undefined));
  }

  /** A slot with a map, or one whose adjoint is no pair of numbers. */
  private visit(slot: number, parents: number): void {
    const { tape, others } = this;
    const cotangent = this.get(slot);
    if (cotangent === undefined) return;
    others.delete(slot);
    if (parents < -1) {
      const index = -2 - parents;
      const map = tape.maps[index]!;
      tape.maps[index] = undefined;
      map.pull(cotangent, this);
      return;
    }
    if (parents < 0) return;
    const { partials0, partialTangents0, parents1, partials1, partialTangents1, constants } = tape;
    const constant = constants[slot]!;
    this.sendThrough(parents >> 1, partials0[slot]!, partialTangents0[slot]!, (constant & 1) !== 0, cotangent);
    if ((parents & 1) === 0) return;
    this.sendThrough(parents1[slot]!, partials1[slot]!, partialTangents1[slot]!, (constant & 2) !== 0, cotangent);
  }

  /** Sends a cotangent on along a partial, which may be a plain number. */
  private sendThrough(parent: number, partial: number, slope: number, isConstant: boolean, cotangent: Cotangent): void {
    const value = isConstant ? partial : new DualScalar(this.forward, partial, slope, undefined);
    // Every elementwise row multiplies by its partial in the same way.
    this.send(parent, mulRow.pullThrough(value, cotangent, []));
  }
}
