import { at, type CompressedRows } from '../compressed-rows.js';

/**
 * For each vertex of a graph the distinct colors of its neighbours, and with each the two-colored component that its
 * edges to them belong to. All neighbours of one color are in one component: that vertex joins them.
 *
 * This is what makes coloring symmetric matrices quick: a vertex with a thousand neighbours is looked at by its few
 * colors.
 */
export class NeighborColors {
  /** The places of vertex `v` begin at `starts[v]`; there are `counts[v]` of them. */
  readonly starts: Int32Array;
  readonly counts: Int32Array;
  readonly colors: Int32Array;
  readonly components: Int32Array;

  constructor({ rowPointers, columnIndices }: CompressedRows) {
    this.starts = rowPointers;
    this.counts = new Int32Array(rowPointers.length - 1);
    this.colors = new Int32Array(columnIndices.length);
    this.components = new Int32Array(columnIndices.length);
  }

  /** The place of a color among those of the neighbours of a vertex; -1 when it has none of that color. */
  placeOf(vertex: number, color: number): number {
    const start = at(this.starts, vertex);
    const end = start + at(this.counts, vertex);
    for (let place = start; place < end; place++) if (at(this.colors, place) === color) return place;
    return -1;
  }

  /** The component of the edges from a vertex to its neighbours of a color; -1 when it has none of that color. */
  componentOf(vertex: number, color: number): number {
    const place = this.placeOf(vertex, color);
    return place < 0 ? -1 : at(this.components, place);
  }

  /** Says that a vertex has neighbours of a color, and in which component; nothing changes when that is known. */
  note(vertex: number, color: number, component: number): void {
    if (this.placeOf(vertex, color) >= 0) return;
    const place = at(this.starts, vertex) + at(this.counts, vertex);
    this.colors[place] = color;
    this.components[place] = component;
    this.counts[vertex] = at(this.counts, vertex) + 1;
  }

  /** Visits each color among the neighbours of a vertex. */
  forEach(vertex: number, visit: (color: number, component: number) => void): void {
    const start = at(this.starts, vertex);
    const end = start + at(this.counts, vertex);
    for (let place = start; place < end; place++) visit(at(this.colors, place), at(this.components, place));
  }
}
