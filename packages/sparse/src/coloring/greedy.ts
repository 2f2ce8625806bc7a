import type { Coloring } from './coloring.js';

/**
 * Greedy coloring: each vertex in turn gets the first color that nothing forbids it.
 *
 * @param order - The vertices in the order in which they are colored; those that are missing keep -1.
 * @param size - How many vertices there are.
 * @param forbid - Calls `forbidden` with each color that `vertex` must not have. Vertices without a color have -1, which
 * may be passed too.
 * @param settle - Told each color as it is given.
 */
export function colorGreedily(
  order: Int32Array,
  size: number,
  forbid: (vertex: number, colors: Int32Array, forbidden: (color: number) => void) => void,
  settle?: (vertex: number, color: number, colors: Int32Array) => void,
): Coloring {
  const colors = new Int32Array(size).fill(-1);
  // Which vertex has last forbidden each color.
  const forbiddenBy = new Int32Array(size + 1).fill(-1);
  let vertex = -1;
  const forbidden = (color: number): void => {
    if (color >= 0) forbiddenBy[color] = vertex;
  };
  let count = 0;
  for (vertex of order) {
    forbid(vertex, colors, forbidden);
    let color = 0;
    while (forbiddenBy[color] === vertex) color++;
    settle?.(vertex, color, colors);
    colors[vertex] = color;
    count = Math.max(count, color + 1);
  }
  return { colors, count };
}
