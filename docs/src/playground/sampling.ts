import { grad, valueAndGrad, type Scalar } from 'wengert';
import type { ScalarSubject } from './study.js';

/** A curve, its tangent at a point, and the curve of its derivative. */
export interface CurveSamples {
  readonly kind: 'curve';
  readonly parameter: string;
  readonly points: readonly { readonly x: number; readonly y: number; readonly slope: number }[];
  readonly at: { readonly x: number; readonly y: number; readonly slope: number };
}

/** Values over a rectangle, gradients on a coarser grid, and a way downhill. */
export interface SurfaceSamples {
  readonly kind: 'surface';
  readonly parameters: readonly [string, string];
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  /** How many values a row has; the values are row by row, from low `y` to high. */
  readonly width: number;
  readonly values: readonly number[];
  readonly gradients: readonly { readonly x: number; readonly y: number; readonly dx: number; readonly dy: number }[];
  readonly at: { readonly x: number; readonly y: number };
  readonly descent: readonly { readonly x: number; readonly y: number }[];
}

/** What can be plotted of a function of one or two numbers. */
export type Samples = CurveSamples | SurfaceSamples;

const curvePoints = 241;
const surfaceWidth = 61;
const gradientWidth = 13;
const descentSteps = 40;

/** Samples a function around a point; `undefined` where it has no inputs, or more than two. */
export function sample(subject: ScalarSubject, point: readonly number[], radius: number): Samples | undefined {
  const [x, y] = point;
  if (x === undefined || point.length > 2) return undefined;
  const f = subject.evaluate;
  return y === undefined ? sampleCurve(f, subject, x, radius) : sampleSurface(f, subject, x, y, radius);
}

type ScalarFunction = (...args: Scalar[]) => Scalar;

function sampleCurve(f: ScalarFunction, { parameters }: ScalarSubject, x: number, radius: number): CurveSamples {
  const at = (t: number): CurveSamples['at'] => {
    const [value, slope] = valueAndGrad(f)(t);
    return { x: t, y: value, slope };
  };
  const places = steps(x - radius, x + radius, curvePoints);
  return { kind: 'curve', parameter: parameters[0] ?? 'x', points: places.map(at), at: at(x) };
}

function sampleSurface(
  f: ScalarFunction,
  { parameters }: ScalarSubject,
  x: number,
  y: number,
  radius: number,
): SurfaceSamples {
  const [xs, ys] = [steps(x - radius, x + radius, surfaceWidth), steps(y - radius, y + radius, surfaceWidth)];
  const slope = grad(f, { argnums: [0, 1] }) as (...args: number[]) => [number, number];
  const [gridX, gridY] = [steps(x - radius, x + radius, gradientWidth), steps(y - radius, y + radius, gradientWidth)];
  const value = f as (...args: number[]) => number;
  return {
    kind: 'surface',
    parameters: [parameters[0] ?? 'x', parameters[1] ?? 'y'],
    x: [x - radius, x + radius],
    y: [y - radius, y + radius],
    width: surfaceWidth,
    values: ys.flatMap((b) => xs.map((a) => value(a, b))),
    gradients: gridY.flatMap((b) =>
      gridX.map((a) => {
        const [dx, dy] = slope(a, b);
        return { x: a, y: b, dx, dy };
      }),
    ),
    at: { x, y },
    descent: descend(value, slope, [x, y], radius),
  };
}

/**
 * Steepest descent with backtracking: each step is halved until the function falls by at least a ten-thousandth of what
 * the slope promises (Nocedal and Wright, Numerical Optimization, algorithm 3.1). It ends where it leaves the plot.
 */
function descend(
  f: (...args: number[]) => number,
  slope: (...args: number[]) => [number, number],
  [x0, y0]: readonly [number, number],
  radius: number,
): { x: number; y: number }[] {
  const path = [{ x: x0, y: y0 }];
  let [x, y, step] = [x0, y0, radius];
  for (let i = 0; i < descentSteps; i++) {
    const [dx, dy] = slope(x, y);
    const steepness = dx * dx + dy * dy;
    if (!(steepness > 1e-20 && Number.isFinite(steepness))) break;
    const now = f(x, y);
    step = Math.min(2 * step, radius / (4 * Math.sqrt(steepness)));
    while (!(f(x - step * dx, y - step * dy) <= now - 1e-4 * step * steepness) && step * steepness > 1e-16) step /= 2;
    [x, y] = [x - step * dx, y - step * dy];
    path.push({ x, y });
    if (Math.abs(x - x0) > radius || Math.abs(y - y0) > radius) break;
  }
  return path;
}

function steps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));
}
