import { at } from '../compressed-rows.js';
import { adjacencyOf } from './adjacency.js';
import type { Coloring, Ordering } from './coloring.js';
import type { ShapedRows } from './column-coloring.js';
import { colorGreedily } from './greedy.js';
import { NeighborColors } from './neighbor-colors.js';
import { orderOf } from './ordering.js';

/**
 * An acyclic coloring of a symmetric matrix: neighbours have different colors, and every cycle has at least three. The
 * vertices of any two colors then form trees. The products of the matrix with the sums of the columns of each color show
 * the entries at the leaves, and those further in by substitution. It takes fewer colors than a star coloring, but rounding
 * errors add up along the branches.
 *
 * Greedy, with the trees as sets that are joined.
 *
 * @param pattern - Where the symmetric matrix has entries.
 * @param ordering - In which order the vertices get their colors. Default `natural`.
 * @throws {@link ShapeError} when the pattern is not symmetric.
 *
 * @example
 * const tridiagonal = SparsityPattern.fromRows([[0, 1], [0, 1, 2], [1, 2, 3], [2, 3]], 4);
 * acyclicColoring(tridiagonal).colors; // Int32Array [0, 1, 0, 1]
 *
 * @see Gebremedhin, Tarafdar, Manne and Pothen, New acyclic and star coloring algorithms with application to computing
 * Hessians, SIAM J. Sci. Comput. 29(3), 2007, section 3; Coleman and Cai, SIAM J. Alg. Disc. Meth. 7(2), 1986.
 */
export function acyclicColoring(pattern: ShapedRows, ordering: Ordering = 'natural'): Coloring {
  const graph = adjacencyOf('acyclicColoring', pattern);
  const neighborColors = new NeighborColors(graph);
  const trees = new DisjointSets();
  // Through which neighbour a tree was last reached from the vertex at hand.
  const reachedFrom = new Map<number, number>();
  let current = -1;
  return colorGreedily(
    orderOf(graph, ordering),
    graph.size,
    (vertex, known, forbidden) => {
      if (vertex !== current) reachedFrom.clear();
      current = vertex;
      graph.forEachNeighbor(vertex, (neighbor) => {
        if (at(known, neighbor) < 0) return;
        forbidden(at(known, neighbor));
        neighborColors.forEach(neighbor, (color, tree) => {
          // With that color, this vertex would join the tree to itself.
          const root = trees.rootOf(tree);
          if (reachedFrom.has(root)) {
            if (reachedFrom.get(root) !== neighbor) forbidden(color);
          } else reachedFrom.set(root, neighbor);
        });
      });
    },
    (vertex, color, known) => {
      graph.forEachNeighbor(vertex, (neighbor) => {
        const other = at(known, neighbor);
        if (other < 0) return;
        const atNeighbor = neighborColors.componentOf(neighbor, color);
        const here = neighborColors.componentOf(vertex, other);
        const tree = atNeighbor >= 0 ? atNeighbor : here >= 0 ? here : trees.add();
        if (atNeighbor >= 0 && here >= 0) trees.join(atNeighbor, here);
        neighborColors.note(neighbor, color, tree);
        neighborColors.note(vertex, other, tree);
      });
    },
  );
}

/** Sets that can be joined (Tarjan 1975, with path halving). */
class DisjointSets {
  private readonly parents: number[] = [];

  add(): number {
    return this.parents.push(this.parents.length) - 1;
  }

  rootOf(element: number): number {
    const { parents } = this;
    let current = element;
    for (let parent = parents[current]; parent !== undefined && parent !== current; parent = parents[current]) {
      parents[current] = parents[parent] ?? parent;
      current = parent;
    }
    return current;
  }

  join(a: number, b: number): void {
    this.parents[this.rootOf(a)] = this.rootOf(b);
  }
}
