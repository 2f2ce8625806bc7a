// Functions whose Jacobians are tall, wide and banded.
import { add, exp, mul, square, sub, sum, tensor, type Scalar, type Tensor } from 'wengert';

/** A function and its Jacobian. */
export interface JacobianWorkload {
  /** Where it is differentiated. */
  readonly point: number[];
  readonly plain: (x: readonly number[]) => number[];
  /** By hand. */
  readonly jacobian: (x: readonly number[]) => number[][];
  /** The function for the library. */
  readonly traced: (x: readonly Scalar[]) => Scalar[];
}

/** As {@link JacobianWorkload}, for functions that work on arrays. */
export interface ArrayWorkload<Point, Argument, Output> {
  readonly point: Point;
  readonly jacobian: (x: Point) => Float64Array[];
  readonly traced: (x: Argument) => Output;
}

const length = 500;

/** The times at which the tall function is evaluated. */
export const times: readonly number[] = Array.from({ length }, (_, i) => i / length);

/** a exp(b t) at many times: 2 inputs, 500 outputs. */
export const tall: JacobianWorkload = {
  point: [1.5, -0.7],
  plain: ([a = NaN, b = NaN]: readonly number[]): number[] => times.map((t) => a * Math.exp(b * t)),
  jacobian: ([a = NaN, b = NaN]: readonly number[]): number[][] =>
    times.map((t) => {
      const e = Math.exp(b * t);
      return [e, a * t * e];
    }),
  traced: ([a = NaN, b = NaN]: readonly Scalar[]): Scalar[] => times.map((t) => mul(a, exp(mul(b, t)))),
};

/** Two sums over many inputs: 500 inputs, 2 outputs. */
export const wide: JacobianWorkload = {
  point: Array.from({ length }, (_, i) => Math.sin(i)),
  plain: (x: readonly number[]): number[] => {
    let [first, second] = [0, 0];
    for (const v of x) {
      first += Math.exp(0.1 * v);
      second += v * v;
    }
    return [first, second];
  },
  jacobian: (x: readonly number[]): number[][] => [x.map((v) => 0.1 * Math.exp(0.1 * v)), x.map((v) => 2 * v)],
  traced: (x: readonly Scalar[]): Scalar[] => {
    let [first, second]: [Scalar, Scalar] = [0, 0];
    for (const v of x) {
      first = add(first, exp(mul(v, 0.1)));
      second = add(second, square(v));
    }
    return [first, second];
  },
};

const timesArray = tensor(times);

/** As `tall`, with all times in one array. By hand it returns columns, as the library does. */
export const tallOfArrays: ArrayWorkload<number[], Scalar[], Tensor> = {
  point: tall.point,
  jacobian: ([a = NaN, b = NaN]: number[]): Float64Array[] => {
    const [byA, byB] = [new Float64Array(length), new Float64Array(length)];
    for (const [i, t] of times.entries()) {
      const e = Math.exp(b * t);
      byA[i] = e;
      byB[i] = a * t * e;
    }
    return [byA, byB];
  },
  traced: ([a = NaN, b = NaN]: Scalar[]): Tensor => mul(a, exp(mul(b, timesArray))),
};

/** As `wide`, with all numbers in one array. */
export const wideOfArrays: ArrayWorkload<Tensor, Tensor, Scalar[]> = {
  point: tensor(wide.point),
  jacobian: ({ data }: Tensor): Float64Array[] => [data.map((v) => 0.1 * Math.exp(0.1 * v)), data.map((v) => 2 * v)],
  traced: (x: Tensor): Scalar[] => [sum(exp(mul(x, 0.1))), sum(square(x))],
};

const band = 200;

/** Each output depends on three neighbours (Broyden's tridiagonal function): 200 inputs, 200 outputs. */
export const banded: JacobianWorkload = {
  point: Array.from({ length: band }, (_, i) => Math.cos(i)),
  plain: (x: readonly number[]): number[] =>
    x.map((v, i) => (3 - 2 * v) * v - (i === 0 ? 0 : (x[i - 1] ?? NaN)) - 2 * (x[i + 1] ?? 0) + 1),
  jacobian: (x: readonly number[]): number[][] =>
    x.map((v, i) => {
      const row = new Array<number>(x.length).fill(0);
      row[i] = 3 - 4 * v;
      if (i > 0) row[i - 1] = -1;
      if (i + 1 < x.length) row[i + 1] = -2;
      return row;
    }),
  traced: (x: readonly Scalar[]): Scalar[] =>
    x.map((v, i) =>
      add(sub(sub(mul(sub(3, mul(2, v)), v), i === 0 ? 0 : (x[i - 1] ?? NaN)), mul(2, x[i + 1] ?? 0)), 1),
    ),
};
