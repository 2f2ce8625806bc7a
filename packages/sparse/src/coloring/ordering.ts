import { at } from '../compressed-rows.js';
import type { Ordering } from './coloring.js';

/** The vertices of a graph, and for each the neighbours, which may come more than once. */
export interface Graph {
  readonly size: number;
  forEachNeighbor(vertex: number, visit: (neighbor: number) => void): void;
}

/** The vertices in one of the usual orders. Of equals, the first comes first, so that the result is always the same. */
export function orderOf(graph: Graph, ordering: Ordering): Int32Array {
  if (ordering === 'natural') return Int32Array.from({ length: graph.size }, (_, i) => i);
  const neighbors = new DistinctNeighbors(graph);
  const degrees = new Int32Array(graph.size);
  for (let vertex = 0; vertex < graph.size; vertex++) {
    neighbors.forEach(vertex, () => (degrees[vertex] = at(degrees, vertex) + 1));
  }
  if (ordering === 'largestFirst') {
    return Int32Array.from({ length: graph.size }, (_, i) => i).sort(
      (a, b) => at(degrees, b) - at(degrees, a) || a - b,
    );
  }
  if (ordering === 'smallestLast') return smallestLast(graph.size, neighbors, degrees);
  return incidenceDegree(graph.size, neighbors, Math.max(0, ...maximum(degrees)));
}

/** Takes away a vertex of least degree again and again; the order is the reverse. */
function smallestLast(size: number, neighbors: DistinctNeighbors, degrees: Int32Array): Int32Array {
  const buckets = new Buckets(size);
  for (let vertex = size - 1; vertex >= 0; vertex--) buckets.put(vertex, at(degrees, vertex));
  const order = new Int32Array(size);
  for (let place = size - 1; place >= 0; place--) {
    const vertex = buckets.takeLowest();
    order[place] = vertex;
    neighbors.forEach(vertex, (neighbor) => buckets.move(neighbor, -1));
  }
  return order;
}

function incidenceDegree(size: number, neighbors: DistinctNeighbors, largest: number): Int32Array {
  // The lowest bucket holds those with most neighbours in the order already.
  const buckets = new Buckets(size);
  for (let vertex = size - 1; vertex >= 0; vertex--) buckets.put(vertex, largest);
  return Int32Array.from({ length: size }, () => {
    const vertex = buckets.takeLowest();
    neighbors.forEach(vertex, (neighbor) => buckets.move(neighbor, -1));
    return vertex;
  });
}

function maximum(numbers: Int32Array): readonly number[] {
  return numbers.length === 0 ? [] : [numbers.reduce((a, b) => Math.max(a, b))];
}

/** The neighbours of a vertex, each once and without itself. */
class DistinctNeighbors {
  private readonly graph: Graph;
  private readonly seen: Int32Array;
  private visit = 0;

  constructor(graph: Graph) {
    this.graph = graph;
    this.seen = new Int32Array(graph.size);
  }

  forEach(vertex: number, act: (neighbor: number) => void): void {
    const visit = ++this.visit;
    this.seen[vertex] = visit;
    this.graph.forEachNeighbor(vertex, (neighbor) => {
      if (this.seen[neighbor] === visit) return;
      this.seen[neighbor] = visit;
      act(neighbor);
    });
  }
}

/** Vertices in buckets by a small number, as doubly linked lists: every step takes constant time. */
class Buckets {
  private readonly heads: number[] = [];
  private readonly next: Int32Array;
  private readonly previous: Int32Array;
  private readonly keys: Int32Array;
  private lowest = 0;

  constructor(size: number) {
    this.next = new Int32Array(size);
    this.previous = new Int32Array(size);
    // -1 marks what is in no bucket.
    this.keys = new Int32Array(size).fill(-1);
  }

  put(vertex: number, key: number): void {
    while (this.heads.length <= key) this.heads.push(-1);
    const head = this.heads[key] ?? -1;
    this.next[vertex] = head;
    this.previous[vertex] = -1;
    if (head >= 0) this.previous[head] = vertex;
    this.heads[key] = vertex;
    this.keys[vertex] = key;
    this.lowest = Math.min(this.lowest, key);
  }

  /** Changes the number of a vertex, if it is in a bucket. */
  move(vertex: number, by: number): void {
    const key = at(this.keys, vertex);
    if (key < 0) return;
    this.remove(vertex, key);
    this.put(vertex, key + by);
  }

  takeLowest(): number {
    while ((this.heads[this.lowest] ?? -1) < 0) this.lowest++;
    const vertex = this.heads[this.lowest] ?? -1;
    this.remove(vertex, this.lowest);
    this.keys[vertex] = -1;
    return vertex;
  }

  private remove(vertex: number, key: number): void {
    const before = at(this.previous, vertex);
    const after = at(this.next, vertex);
    if (before >= 0) this.next[before] = after;
    else this.heads[key] = after;
    if (after >= 0) this.previous[after] = before;
  }
}
