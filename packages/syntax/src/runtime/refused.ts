import { traceOf } from '@wengert/primitives';
import { TraceError } from '@wengert/tensor';
import { inMath } from './in-math.js';
import { traces } from './traces.js';

const bitwiseOperators: Readonly<Record<string, (x: number, y: number) => number>> = {
  '&': (x, y) => x & y,
  '|': (x, y) => x | y,
  '^': (x, y) => x ^ y,
  '<<': (x, y) => x << y,
  '>>': (x, y) => x >> y,
  '>>>': (x, y) => x >>> y,
  '~': (x) => ~x,
};

/**
 * An operator on 32-bit integers.
 *
 * @param place - File, line and column.
 * @throws {@link TraceError} when an operand is traced.
 */
export function bitwise(operator: string, place: string, x: unknown, y?: unknown): unknown {
  refuseTraced(`the operator ${operator}`, place, [x, y]);
  return bitwiseOperators[operator]?.(x as number, y as number);
}

/**
 * A function of `Math` for which there is no operation.
 *
 * @param place - File, line and column.
 * @throws {@link TraceError} when an argument is traced.
 */
export function untraced(name: string, place: string, ...args: unknown[]): unknown {
  refuseTraced(`Math.${name}`, place, args);
  return inMath(name, args);
}

function refuseTraced(what: string, place: string, args: readonly unknown[]): void {
  for (const x of args) {
    const trace = traceOf(x);
    if (trace === undefined) continue;
    throw new TraceError(
      `${place}: ${what} has no derivative, and was used on a traced value of ${trace.transformation}. Use floor, round or ` +
        'trunc for integers, which are locally constant, or value(x) for the plain number.',
    );
  }
}

/**
 * `Math.random()`
 *
 * @param place - File, line and column.
 * @throws {@link TraceError} while a function is being transformed, which may run any number of times, or never again.
 */
export function random(place: string): number {
  if (traces.running === 0) return Math.random();
  throw new TraceError(
    `${place}: Math.random was called in a function that is being transformed, where each run must do the same. Draw the ` +
      'random numbers outside, and pass them as arguments.',
  );
}
