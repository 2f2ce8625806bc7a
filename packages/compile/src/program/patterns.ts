import type { Loop } from './repeats.js';

/** How a number depends on the iteration: by a constant step for each loop around it, or by a table. */
export type Pattern = AffinePattern | TablePattern;

/** `base + steps[0] * k0 + steps[1] * k1 ...`, with a step for each loop from the outermost in. */
export interface AffinePattern {
  readonly kind: 'affine';
  readonly base: number;
  readonly steps: readonly number[];
}

/** `offset + table[instance]` */
interface TablePattern {
  readonly kind: 'table';
  readonly offset: number;
  readonly table: Int32Array;
}

/** The pattern of numbers that belong to the instances of a place in these loops. */
export function patternOf(loops: readonly Loop[], instances: number, numberAt: (instance: number) => number): Pattern {
  const base = numberAt(0);
  const steps: number[] = [];
  let stride = 1;
  for (let i = loops.length - 1; i >= 0; i--) {
    steps.unshift(numberAt(stride) - base);
    stride *= loops[i]!.trips;
  }
  for (let instance = 0; instance < instances; instance++) {
    if (numberAt(instance) !== affineAt(loops, base, steps, instance)) {
      return {
        kind: 'table',
        offset: base,
        table: Int32Array.from({ length: instances }, (_, i) => numberAt(i) - base),
      };
    }
  }
  return { kind: 'affine', base, steps };
}

function affineAt(loops: readonly Loop[], base: number, steps: readonly number[], instance: number): number {
  let result = base;
  let rest = instance;
  for (let i = loops.length - 1; i >= 0; i--) {
    const { trips } = loops[i]!;
    result += (rest % trips) * steps[i]!;
    rest = Math.floor(rest / trips);
  }
  return result;
}

/** Whether the number is the same in every iteration of the innermost loop. */
export function isFixedInside(pattern: Pattern): pattern is AffinePattern {
  return pattern.kind === 'affine' && (pattern.steps[pattern.steps.length - 1] ?? 0) === 0;
}
