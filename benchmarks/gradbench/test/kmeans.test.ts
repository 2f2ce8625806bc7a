import { describe, test } from '@jest/globals';
import { kmeans } from '../evals/kmeans.js';
import { expectClose } from './independent.js';
import { evaluated } from './replay.js';

type Matrix = readonly (readonly number[])[];

interface Input {
  readonly points: Matrix;
  readonly centroids: Matrix;
}

const squaredDistance = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((total, entry, i) => total + (entry - (b[i] ?? NaN)) ** 2, 0);

/** The centroid nearest to each point. */
function nearest({ points, centroids }: Input): number[] {
  return points.map((point) => {
    const distances = centroids.map((centroid) => squaredDistance(centroid, point));
    return distances.indexOf(Math.min(...distances));
  });
}

/** The sum of squares. */
function cost(input: Input): number {
  const { points, centroids } = input;
  return nearest(input).reduce((total, c, i) => total + squaredDistance(centroids[c] ?? [], points[i] ?? []), 0);
}

/** A Newton step from a centroid leads to the mean of its points. */
function directions(input: Input): number[][] {
  const owners = nearest(input);
  return input.centroids.map((centroid, c) => {
    const own = input.points.filter((_, i) => owners[i] === c);
    return centroid.map((entry, j) => entry - own.reduce((total, point) => total + (point[j] ?? NaN), 0) / own.length);
  });
}

describe('kmeans', () => {
  test.each(evaluated<Input>('kmeans'))('$name agrees with the means', ({ function: name, input, output }) => {
    expectClose(output, name === 'cost' ? cost(input) : directions(input), 1e-13);
  });

  test.each([
    ['cost', cost],
    ['dir', directions],
  ] as const)('%s of so many points that they are taken in portions agrees with the means', (name, expected) => {
    const point = (i: number): number[] => Array.from({ length: 40 }, (_, j) => Math.sin(1 + i * i + 7 * j));
    const points = Array.from({ length: 150 }, (_, i) => point(i));
    const input = { points, centroids: points.slice(-20) };
    const prepared = kmeans[name]?.(input);
    expectClose(prepared?.answer(prepared.compute()), expected(input), 1e-12);
  });
});
