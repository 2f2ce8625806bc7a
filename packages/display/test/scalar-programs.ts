import {
  abs,
  add,
  asin,
  atan,
  cos,
  div,
  exp,
  greater,
  lt,
  maximum,
  mul,
  neg,
  pow,
  reciprocal,
  sigmoid,
  sin,
  sqrt,
  square,
  sub,
  tanh,
  where,
  type Scalar,
} from '@wengert/primitives';
import fc from 'fast-check';

type Step = (x: Scalar, y: Scalar) => Scalar;

const steps: Readonly<Record<string, Step>> = {
  add,
  sub,
  mul,
  div: (x, y) => div(x, y),
  neg: (x) => neg(x),
  twice: (x) => mul(2, x),
  minusHalf: (x) => mul(x, -0.5),
  plusThree: (x) => add(x, 3),
  oneMinus: (x) => sub(1, x),
  reciprocal: (x) => reciprocal(x),
  square: (x) => square(x),
  cube: (x) => pow(x, 3),
  inverseSquare: (x) => pow(x, -2),
  power: (x, y) => pow(abs(x), y),
  sin: (x) => sin(x),
  cos: (x) => cos(x),
  exp: (x) => exp(sin(x)),
  atan: (x) => atan(x),
  asin: (x) => asin(mul(0.9, sin(x))),
  tanh: (x) => tanh(x),
  sigmoid: (x) => sigmoid(x),
  sqrt: (x) => sqrt(abs(x)),
  maximum,
  where: (x, y) => where(greater(x, y), x, mul(x, y)),
  branch: (x, y) => (lt(x, y) ? sub(x, y) : add(x, y)),
};

/** A program on two numbers: each step uses values from before, and the last value is the result. */
export interface ScalarProgram {
  readonly f: (x: Scalar, y: Scalar) => Scalar;
  readonly point: readonly [number, number];
}

const numbers = fc.constantFrom(0.37, -1.21, 2.63, -0.58, 1.74);

/** Programs of up to ten steps; a counterexample is printed as the names of its steps. */
export const scalarPrograms: fc.Arbitrary<ScalarProgram> = fc
  .tuple(
    fc.array(fc.tuple(fc.constantFrom(...Object.keys(steps)), fc.nat(4), fc.nat(4)), { minLength: 1, maxLength: 10 }),
    fc.tuple(numbers, numbers),
  )
  .map(([plan, point]) => ({
    point,
    f: (x: Scalar, y: Scalar): Scalar => {
      const values: Scalar[] = [x, y];
      for (const [name, i, j] of plan) {
        const at = (back: number): Scalar => values[Math.max(0, values.length - 1 - back)] ?? NaN;
        values.push(steps[name]?.(at(i), at(j)) ?? NaN);
      }
      return values.at(-1) ?? NaN;
    },
    [fc.toStringMethod]: () => `${JSON.stringify(plan)} at (${point.join(', ')})`,
  }));
