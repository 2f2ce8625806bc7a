import { at } from '../compressed-rows.js';
import { adjacencyOf } from './adjacency.js';
import type { Coloring, Ordering } from './coloring.js';
import type { ShapedRows } from './column-coloring.js';
import { colorGreedily } from './greedy.js';
import { NeighborColors } from './neighbor-colors.js';
import { orderOf } from './ordering.js';

/** A star coloring, and which end of each edge is the hub of its star. */
export interface StarColoring extends Coloring {
  /**
   * The vertex at the hub of the star of edge {`row`, `column`}. The other end has no second neighbour of the hub's color,
   * so that the product of its row with the sum of the columns of that color is the entry.
   */
  hubOf(row: number, column: number): number;
}

/**
 * A star coloring of a symmetric matrix: neighbours have different colors, and every path of four vertices has at least
 * three. The vertices of any two colors then form stars, and the products of the matrix with the sums of the columns of
 * each color show every entry as it is.
 *
 * Greedy. What is kept for each vertex are the colors among its neighbours and the stars that they belong to, so that the
 * time is linear in the entries where colors are few.
 *
 * @param pattern - Where the symmetric matrix has entries.
 * @param ordering - In which order the vertices get their colors. Default `natural`.
 * @throws {@link ShapeError} when the pattern is not symmetric.
 *
 * @example
 * const tridiagonal = SparsityPattern.fromRows([[0, 1], [0, 1, 2], [1, 2, 3], [2, 3]], 4);
 * starColoring(tridiagonal).colors; // Int32Array [0, 1, 0, 2]
 *
 * @see Gebremedhin, Tarafdar, Manne and Pothen, New acyclic and star coloring algorithms with application to computing
 * Hessians, SIAM J. Sci. Comput. 29(3), 2007, section 4; Gebremedhin, Manne and Pothen, SIAM Review 47(4), 2005.
 */
export function starColoring(pattern: ShapedRows, ordering: Ordering = 'natural'): StarColoring {
  const graph = adjacencyOf('starColoring', pattern);
  const stars = new NeighborColors(graph);
  // The hub of each star, -1 while it has a single edge and either end may become it.
  const hubs: number[] = [];
  const firstOfColor = new Int32Array(graph.size + 1).fill(-1);
  const seenBy = new Int32Array(graph.size + 1).fill(-1);

  const { colors, count } = colorGreedily(
    orderOf(graph, ordering),
    graph.size,
    (vertex, known, forbidden) => {
      const forbidAllAround = (neighbor: number): void => {
        stars.forEach(neighbor, forbidden);
      };
      graph.forEachNeighbor(vertex, (neighbor) => {
        const color = at(known, neighbor);
        if (color < 0) return;
        forbidden(color);
        if (seenBy[color] === vertex) {
          // Between two neighbours of one color, this vertex is in the middle of a path; neither end may go on.
          forbidAllAround(at(firstOfColor, color));
          forbidAllAround(neighbor);
          return;
        }
        seenBy[color] = vertex;
        firstOfColor[color] = neighbor;
        // Where the neighbour hangs on a hub, this vertex at its other side must not have the color of the hub.
        stars.forEach(neighbor, (other, star) => {
          const hub = hubs[star] ?? -1;
          if (hub >= 0 && hub !== neighbor) forbidden(other);
        });
      });
    },
    (vertex, color, known) => {
      graph.forEachNeighbor(vertex, (neighbor) => {
        const other = at(known, neighbor);
        if (other < 0) return;
        const atNeighbor = stars.componentOf(neighbor, color);
        const here = stars.componentOf(vertex, other);
        const star = atNeighbor >= 0 ? atNeighbor : here >= 0 ? here : hubs.push(-1) - 1;
        if (atNeighbor >= 0) hubs[star] = neighbor;
        else if (here >= 0) hubs[star] = vertex;
        stars.note(neighbor, color, star);
        stars.note(vertex, other, star);
      });
    },
  );
  return {
    colors,
    count,
    hubOf(row, column) {
      const hub = hubs[stars.componentOf(row, at(colors, column))] ?? -1;
      // Of a single edge either end will do; colors used before come first.
      return hub >= 0 ? hub : at(colors, row) < at(colors, column) ? row : column;
    },
  };
}
