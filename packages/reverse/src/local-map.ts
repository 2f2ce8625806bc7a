import {
  isMasked,
  inDerivativeOf,
  unmask,
  type Cotangent,
  type Primitive,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { RuleMemory } from './rule-memory.js';

/** Takes a share of the cotangent of the value in `slot`. */
export type Send = (slot: number, contribution: Cotangent) => void;

/** A backward sweep, as local maps see it. */
export interface Sweep {
  readonly send: Send;
  /**
   * Records more, sends cotangents to what `record` returns (slots with their cotangents), sweeps the new part of the
   * tape and takes it off again.
   */
  replay(record: () => readonly (readonly [slot: number, cotangent: Cotangent])[]): void;
}

/** The tangent of the value in a slot, `undefined` where it is zero by structure or there is no slot. */
export type TangentOf = (slot: number) => Tangent;

/** A forward sweep, as local maps see it. */
export interface ForwardSweep {
  /** Records more, sweeps the new part of the tape, takes it off again, and returns the tangents of the slots. */
  replay(record: () => readonly number[]): readonly Tangent[];
}

/**
 * What a recorded value holds: the linear map from its parents to it, at the point where it was recorded. Reverse mode
 * pulls cotangents back through it; a linearised function pushes tangents forward.
 */
export interface LocalMap {
  /** Given the cotangent of the value, sends each parent its share. */
  readonly pull: (cotangent: Cotangent, sweep: Sweep) => void;
  /** The tangent of the value, given those of its parents. */
  readonly push: (tangentOf: TangentOf, sweep: ForwardSweep) => Tangent;
}

/** The local map of one application of a primitive; a slot of -1 marks an argument that is not active. */
export function localMapOf<P>(
  primitive: Primitive<P>,
  slots: readonly number[],
  args: readonly Value[],
  output: Value,
  params: P,
): LocalMap {
  const application = { row: primitive, args, output };
  return {
    pull(cotangent, { send }) {
      const takesMask = isMasked(cotangent) && primitive.pullMasked !== undefined;
      const plain = takesMask ? 0 : unmask(cotangent);
      slots.forEach((slot, i) => {
        if (slot < 0) return;
        const contribution = inDerivativeOf(application, () =>
          takesMask
            ? primitive.pullMasked?.(i, cotangent, args, output, params)
            : primitive.pull(i, plain, args, output, params),
        );
        if (contribution !== undefined) send(slot, contribution);
      });
    },
    push: (tangentOf) => inDerivativeOf(application, () => primitive.push(slots.map(tangentOf), args, output, params)),
  };
}

/**
 * As `localMapOf`, on a tape that will be swept more than once: what the rule computes from the arguments and the output
 * alone is computed at the first use and kept.
 */
export function rememberingLocalMapOf<P>(
  primitive: Primitive<P>,
  slots: readonly number[],
  args: readonly Value[],
  output: Value,
  params: P,
): LocalMap {
  // The rules of all other kinds are linear in everything that they compute.
  if (primitive.kind !== 'structured') return localMapOf(primitive, slots, args, output, params);
  const application = { row: primitive, args, output };
  const memory = new RuleMemory();
  const known = [...args, output];
  const split = (fixed: readonly Value[]): readonly [args: readonly Value[], output: Value] => [
    fixed.slice(0, -1),
    fixed[args.length] ?? output,
  ];
  return {
    pull(cotangent, { send }) {
      const takesMask = isMasked(cotangent) && primitive.pullMasked !== undefined;
      slots.forEach((slot, i) => {
        if (slot < 0) return;
        const contribution = inDerivativeOf(application, () =>
          memory.run(known, [takesMask ? cotangent : unmask(cotangent)], (fixed, [direction = 0]) =>
            isMasked(direction)
              ? primitive.pullMasked?.(i, direction, ...split(fixed), params)
              : primitive.pull(i, direction, ...split(fixed), params),
          ),
        );
        if (contribution !== undefined) send(slot, contribution);
      });
    },
    push(tangentOf) {
      const pushed = inDerivativeOf(application, () =>
        memory.run(known, slots.map(tangentOf), (fixed, moving) =>
          primitive.push(
            moving.map((tangent) => (tangent === undefined ? undefined : unmask(tangent))),
            ...split(fixed),
            params,
          ),
        ),
      );
      return pushed === undefined ? undefined : unmask(pushed);
    },
  };
}
