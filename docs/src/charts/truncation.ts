import { grad, numerical, type Scalar } from 'wengert';

/** How wrong a difference quotient is with a step. */
export interface QuotientError {
  readonly scheme: 'forward difference' | 'central difference';
  readonly step: number;
  readonly error: number;
}

/** The errors of difference quotients of a function at a point, relative to its derivative, over steps from 1 down to 1e-16. */
export function quotientErrors(f: (x: Scalar) => Scalar, x: number): readonly QuotientError[] {
  const exact = grad(f)(x);
  const scale = exact === 0 ? 1 : Math.abs(exact);
  // A step that vanishes beside x makes no quotient.
  const steps = Array.from({ length: 81 }, (_, i) => 10 ** (-i / 5)).filter((step) => x + step !== x && x - step !== x);
  return (['forward', 'central'] as const).flatMap((scheme) =>
    steps.map((step) => {
      const error = Math.abs(numerical.grad(f, { scheme, step })(x) - exact) / scale;
      // A quotient that happens to be exact has a place in a chart of logarithms, too.
      return { scheme: `${scheme} difference` as const, step, error: Math.max(error, 1e-17) };
    }),
  );
}

/** By how much two ways to compute the derivative by differentiation itself differ: rounding, and nothing else. */
export const roundingError = 1.1e-16;
