import type { Value } from '@wengert/primitives';
import { dataOf, fromData, shapeOf, type Plain } from '@wengert/tensor';
import { plainResidual } from './implicit-solution.js';
import { newton } from './newton.js';
import type { SolverOptions } from './solver-options.js';

/** Iteration must get closer by this factor in each step, or Newton's method takes over. */
const slow = 0.8;

/** So many steps may be slower than that before it counts. */
const patience = 8;

/**
 * A fixed point: a zero of `residual(x) = x - g(x)`. `x = g(x)` is repeated as long as it converges at a good rate; else
 * Newton's method goes on from the best point so far.
 *
 * @throws {@link DomainError} when neither gets there.
 */
export function iteration(
  name: string,
  residual: (x: Value) => Value,
  start: Plain,
  options: Required<SolverOptions>,
): Plain {
  let x = start;
  let best = { x: start, change: Infinity };
  let previous = Infinity;
  for (let step = 1; step <= options.maxIterations; step++) {
    const difference = plainResidual(name, residual(x));
    const next = minus(x, difference);
    const change = relativeSize(difference, next);
    if (!Number.isFinite(change)) break;
    if (change < best.change) best = { x, change };
    const rate = change / previous;
    // The changes still to come are a geometric series.
    if (change === 0 || (step > 1 && rate < slow && (change * rate) / (1 - rate) <= options.tolerance)) return next;
    if (step > patience && rate >= slow) break;
    x = next;
    previous = change;
  }
  return newton(name, residual, best.x, options);
}

function minus(x: Plain, y: Plain): Plain {
  const right = dataOf(y);
  return fromData(
    dataOf(x).map((entry, i) => entry - (right[i] ?? 0)),
    shapeOf(x),
  );
}

function relativeSize(difference: Plain, x: Plain): number {
  const scale = dataOf(x);
  // Not Math.max, which would let no NaN through to the caller's test in every order of arguments.
  return dataOf(difference).reduce((size, entry, i) => {
    const own = Math.abs(entry) / (1 + Math.abs(scale[i] ?? 0));
    return own > size || Number.isNaN(own) ? own : size;
  }, 0);
}
