import { noSolution, type SolverOptions } from './solver-options.js';

/** A function of one number: its value and its slope. */
export type ScalarEquation = (x: number) => readonly [value: number, slope: number];

interface Point {
  readonly x: number;
  readonly value: number;
  readonly slope: number;
}

/**
 * A zero of a function of one number, by Newton's method. As soon as two points with values of different sign are known,
 * the zero between them is not let go: a step that leaves the interval or gains too little is replaced by bisection.
 * Before that, a step is halved until the function becomes smaller.
 *
 * @throws {@link DomainError} when it does not get there.
 *
 * @see Press and others, Numerical Recipes, 3rd ed., Cambridge 2007, section 9.4.
 */
export function scalarNewton(
  operation: string,
  equation: ScalarEquation,
  start: number,
  { tolerance, maxIterations }: Required<SolverOptions>,
): number {
  const at = (x: number): Point => {
    const [value, slope] = equation(x);
    return { x, value, slope };
  };
  const small = (step: number, x: number, bound: number): boolean => Math.abs(step) <= bound * (1 + Math.abs(x));
  let current = at(start);
  const fail = (iterations: number, reason: string): Error =>
    noSolution(operation, { x: current.x, residual: Math.abs(current.value), iterations, reason });
  if (!Number.isFinite(current.value)) throw fail(0, `the function is ${current.value} at the start`);
  let other: Point | undefined;
  let slow = false;
  for (let iteration = 1; iteration <= maxIterations; iteration++) {
    if (current.value === 0) return current.x;
    const newton = -current.value / current.slope;
    const inside = other === undefined || isBetween(current.x + newton, current.x, other.x);
    let step = newton;
    if (other !== undefined && (!inside || slow)) step = (other.x - current.x) / 2;
    else if (!Number.isFinite(newton)) throw fail(iteration, `its slope of ${current.slope} leads nowhere`);
    if (small(step, current.x, tolerance)) return current.x + step;
    let next = at(current.x + step);
    for (let halvings = 0; other === undefined && !improves(next, current); halvings++) {
      if (halvings === 60) {
        // What is left is rounding, if the full step is small.
        if (small(newton, current.x, Math.sqrt(tolerance))) return current.x;
        throw fail(iteration, 'no step makes it smaller');
      }
      step /= 2;
      next = at(current.x + step);
    }
    if (!Number.isFinite(next.value)) throw fail(iteration, `it is ${next.value} at ${next.x}`);
    slow = Math.abs(next.value) > Math.abs(current.value) / 2;
    if (next.value > 0 !== current.value > 0) other = current;
    current = next;
  }
  throw fail(maxIterations, 'the steps are still too large');
}

function improves(next: Point, current: Point): boolean {
  if (!Number.isFinite(next.value)) return false;
  return Math.abs(next.value) < Math.abs(current.value) || next.value > 0 !== current.value > 0;
}

function isBetween(x: number, a: number, b: number): boolean {
  return x > Math.min(a, b) && x < Math.max(a, b);
}
