import type { Measurement } from './measure.js';

/** How many ulps a value and its derivatives, up to the third, may be off at an ordinary point. */
export const targets: readonly number[] = [4, 4, 8, 16];

/** Where more is allowed than the targets say, and why. */
export interface Exception {
  readonly row: string;
  readonly point: readonly number[];
  /** From this order on. */
  readonly order: number;
  readonly ulps: number;
  readonly reason: string;
}

/** The misses that are known. Each is exact to what it says and no further. */
export const exceptions: readonly Exception[] = [
  {
    row: 'hypot',
    point: [3e-300, 4e-300],
    order: 3,
    ulps: Infinity,
    reason: 'The exact number is beyond the largest one, and so are two terms of opposite signs.',
  },
];

/** What a measurement may be off: at a hard point as much more as its condition number explains. */
function allowed({ row, point, orders, hard, condition }: Measurement): number {
  const order = orders.reduce((sum, along) => sum + along, 0);
  const exception = exceptions.find(
    (known) =>
      known.row === row &&
      known.order <= order &&
      known.point.length === point.length &&
      known.point.every((x, i) => x === point[i]),
  );
  if (exception !== undefined) return exception.ulps;
  const target = targets[order] ?? Infinity;
  return hard && condition > 0 ? target * (1 + condition) : target;
}

/** Whether a measurement misses its target. */
export function misses(measurement: Measurement): boolean {
  return measurement.ulps > allowed(measurement);
}
