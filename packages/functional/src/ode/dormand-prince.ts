import { add, mul, sub, type Value } from '@wengert/primitives';

/** The leaves of a state or of its derivative. */
export type Leaves = readonly Value[];

/** The right-hand side of y' = f(y, t). */
export type RightHandSide = (y: Leaves, t: Value) => Leaves;

/** A step from `y`, with the derivatives at all stages; the last one is that at `next`. */
export interface TakenStep {
  readonly y: Leaves;
  readonly h: Value;
  readonly next: Leaves;
  readonly stages: readonly Leaves[];
}

// Dormand and Prince, A family of embedded Runge-Kutta formulae, Journal of Computational and Applied Mathematics 6
// (1980), table 2. The last stage stands at the end of the step, so it is the first of the next step.
const nodes = [0, 1 / 5, 3 / 10, 4 / 5, 8 / 9, 1, 1] as const;
const weights: readonly (readonly number[])[] = [
  [],
  [1 / 5],
  [3 / 40, 9 / 40],
  [44 / 45, -56 / 15, 32 / 9],
  [19372 / 6561, -25360 / 2187, 64448 / 6561, -212 / 729],
  [9017 / 3168, -355 / 33, 46732 / 5247, 49 / 176, -5103 / 18656],
  [35 / 384, 0, 500 / 1113, 125 / 192, -2187 / 6784, 11 / 84],
];

/** The solution of order 5 less that of order 4. */
const errorWeights = [71 / 57600, 0, -71 / 16695, 71 / 1920, -17253 / 339200, 22 / 525, -1 / 40] as const;

// Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, 2nd ed., Springer 1993, section II.6, as in
// their program DOPRI5: continuous output of order 4.
const denseWeights = [
  -12715105075 / 11282082432,
  0,
  87487479700 / 32700410799,
  -10690763975 / 1880347072,
  701980252875 / 199316789632,
  -1453857185 / 822651844,
  69997945 / 29380423,
] as const;

/** One step of length `h`. `first` is the derivative at its start. */
export function takeStep(f: RightHandSide, t: Value, h: Value, y: Leaves, first: Leaves): TakenStep {
  const stages: Leaves[] = [first];
  let next = y;
  for (let stage = 1; stage < nodes.length; stage++) {
    next = moved(y, h, weights[stage] ?? [], stages);
    stages.push(f(next, add(t, mul(h, nodes[stage] ?? 0))));
  }
  return { y, h, next, stages };
}

/** An estimate of the error of a step. */
export function errorOf({ h, stages }: TakenStep): Leaves {
  return combined(errorWeights, stages).map((slope) => mul(h, slope));
}

/** The solution inside a step, at the part `theta` of it. */
export function interpolate({ y, h, next, stages }: TakenStep, theta: number): Leaves {
  const [first = [], last = []] = [stages[0], stages[stages.length - 1]];
  const bends = combined(denseWeights, stages);
  const left = 1 - theta;
  return y.map((start, i) => {
    const rise = sub(next[i] ?? 0, start);
    const atStart = sub(mul(h, first[i] ?? 0), rise);
    const atEnd = sub(sub(rise, mul(h, last[i] ?? 0)), atStart);
    const bend = mul(left, mul(h, bends[i] ?? 0));
    const inner = mul(theta, add(atEnd, bend));
    return add(start, mul(theta, add(rise, mul(left, add(atStart, inner)))));
  });
}

/** y + h times the combination of derivatives. */
export function moved(y: Leaves, h: Value, by: readonly number[], slopes: readonly Leaves[]): Leaves {
  const slope = combined(by, slopes);
  return y.map((leaf, i) => add(leaf, mul(h, slope[i] ?? 0)));
}

function combined(by: readonly number[], slopes: readonly Leaves[]): Leaves {
  const [first = []] = slopes;
  return first.map((_, i) => {
    let total: Value | undefined;
    by.forEach((weight, stage) => {
      if (weight === 0) return;
      const term = mul(weight, slopes[stage]?.[i] ?? 0);
      total = total === undefined ? term : add(total, term);
    });
    return total ?? 0;
  });
}
