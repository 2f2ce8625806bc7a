import { argument, type Domain, type Example, type Row } from '@wengert/primitives';
import type { Shape } from '@wengert/tensor';

/** The shapes that an operation of one argument meets: a scalar, tensors, axes of length 1 and 0. */
const single: readonly Shape[] = [[], [3], [2, 3], [1], [1, 1], [0], [2, 0]];

/** How the shapes of two arguments may meet. For more arguments, the pairs go round. */
const pairs: readonly (readonly [Shape, Shape])[] = [
  // Numbers; one shape.
  [[], []],
  [[3], [3]],
  [
    [2, 2],
    [2, 2],
  ],
  // A number with a tensor.
  [[], [3]],
  [[2, 2], []],
  // One has more axes.
  [[3], [2, 3]],
  [[2, 1, 2], [2]],
  // Axes of length 1, on one side and on both.
  [
    [2, 1],
    [2, 3],
  ],
  [
    [2, 1],
    [1, 3],
  ],
  [[1], [3]],
  [[1], []],
  // No elements at all, also by broadcasting.
  [[0], [0]],
  [[], [0]],
  [
    [2, 1],
    [2, 0],
  ],
];

/**
 * The calls that a row is tested with: its own examples, and for rows with a domain for each argument every way in
 * which the shapes of elementwise arguments can meet.
 */
export function examplesOf(row: Row): readonly Example<unknown>[] {
  const { domain } = row;
  if (domain === undefined) return row.examples;
  return [...elementwiseExamples(domain), ...row.examples];
}

function elementwiseExamples(domain: readonly Domain[]): readonly Example<unknown>[] {
  if (domain.length === 1) return single.map((shape) => example(domain, [shape]));
  return pairs.flatMap((pair) => {
    const shapes = domain.map((_, i) => pair[i % 2] ?? []);
    // Of three arguments and more, each meets the other two in both roles.
    const turned = domain.map((_, i) => pair[(i + 1) % 2] ?? []);
    return domain.length === 2 ? [example(domain, shapes)] : [example(domain, shapes), example(domain, turned)];
  });
}

function example(domain: readonly Domain[], shapes: readonly Shape[]): Example<unknown> {
  return { args: domain.map((numbers, i) => argument(shapes[i] ?? [], numbers)), params: undefined };
}
