import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  acyclicColoring,
  bidirectionalColoring,
  columnColoring,
  orderings,
  rowColoring,
  SparsityPattern,
  starColoring,
  type Coloring,
} from '../src/index.js';
import { longestRow } from '../src/compressed-rows.js';
import { arrow, band, patterns, symmetricPattern, symmetricPatterns } from './matrices.js';

/** There are four orders for each law. */
const numRuns = 30;

const everyOrdering = orderings.map((ordering) => [ordering] as const);

describe.each(everyOrdering)('in the order %s', (ordering) => {
  test('no row has two columns of one color', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const { colors, count } = columnColoring(pattern, ordering);
        checkCount({ colors, count });
        expect(count).toBeGreaterThanOrEqual(longestRow(pattern));
        for (let i = 0; i < pattern.shape[0]; i++) {
          const own = Array.from(pattern.row(i), (j) => colors[j]);
          expect(new Set(own).size).toBe(own.length);
          expect(own).not.toContain(-1);
        }
      }),
      { numRuns },
    );
  });

  test('colors of rows are those of the columns of the transpose', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        expect(rowColoring(pattern, ordering)).toEqual(columnColoring(pattern.transpose(), ordering));
      }),
      { numRuns },
    );
  });

  test('each entry is alone in the sweep of its column or in that of its row', () => {
    fc.assert(
      fc.property(patterns, (pattern) => {
        const { rows, columns, count, isByRows } = bidirectionalColoring(pattern, ordering);
        expect(count).toBe(rows.count + columns.count);
        expect(count).toBeLessThanOrEqual(
          Math.max(columnColoring(pattern, ordering).count, rowColoring(pattern, ordering).count),
        );
        const transpose = pattern.transpose();
        for (const [i, j] of pattern.toTriplets()) {
          const isByRow = isByRows ? rows.colors[i]! >= 0 : columns.colors[j]! < 0;
          const others = isByRow
            ? Array.from(transpose.row(j)).filter((row) => row !== i && rows.colors[row] === rows.colors[i])
            : Array.from(pattern.row(i)).filter(
                (column) => column !== j && columns.colors[column] === columns.colors[j],
              );
          expect(isByRow ? rows.colors[i] : columns.colors[j]).toBeGreaterThanOrEqual(0);
          expect(others).toEqual([]);
        }
      }),
      { numRuns },
    );
  });

  test('star colorings have three colors on every path of four, and a hub for each edge', () => {
    fc.assert(
      fc.property(symmetricPatterns, (pattern) => {
        const coloring = starColoring(pattern, ordering);
        checkCount(coloring);
        const { colors } = coloring;
        forEachPathOfFour(pattern, (path) => expect(new Set(path.map((v) => colors[v])).size).toBeGreaterThan(2));
        for (const [i, j] of pattern.toTriplets()) {
          if (i === j) continue;
          const hub = coloring.hubOf(i, j);
          expect(coloring.hubOf(j, i)).toBe(hub);
          const other = hub === i ? j : i;
          expect([i, j]).toContain(hub);
          expect(neighbors(pattern, other).filter((v) => colors[v] === colors[hub])).toEqual([hub]);
        }
      }),
      { numRuns },
    );
  });

  test('acyclic colorings leave no cycle of two colors', () => {
    fc.assert(
      fc.property(symmetricPatterns, (pattern) => {
        const coloring = acyclicColoring(pattern, ordering);
        checkCount(coloring);
        for (let a = 0; a < coloring.count; a++) {
          for (let b = 0; b < a; b++) expect(hasCycle(pattern, coloring.colors, [a, b])).toBe(false);
        }
        forEachEdge(pattern, (i, j) => expect(coloring.colors[i]).not.toBe(coloring.colors[j]));
      }),
      { numRuns },
    );
  });

  test('repeated colorings are the same', () => {
    fc.assert(
      fc.property(symmetricPatterns, (pattern) => {
        expect(starColoring(pattern, ordering).colors).toEqual(starColoring(pattern, ordering).colors);
        expect(columnColoring(pattern, ordering)).toEqual(columnColoring(pattern, ordering));
      }),
      { numRuns },
    );
  });
});

describe('the fewest colors there can be are reached', () => {
  test.each([1, 2, 3, 5, 8])('for a band of %i diagonals: as many as there are diagonals', (width) => {
    const below = Math.floor((width - 1) / 2);
    expect(columnColoring(band(40, below, width - 1 - below)).count).toBe(width);
    expect(rowColoring(band(40, below, width - 1 - below)).count).toBe(width);
  });

  test('for an arrow: as many as it is long in one direction, three in both', () => {
    expect(columnColoring(arrow(20)).count).toBe(20);
    expect(rowColoring(arrow(20)).count).toBe(20);
    expect(bidirectionalColoring(arrow(20)).count).toBe(3);
  });

  test('for a symmetric arrow: two', () => {
    expect(starColoring(arrow(20)).count).toBe(2);
    expect(acyclicColoring(arrow(20)).count).toBe(2);
  });

  test('for a symmetric tridiagonal matrix: three without substitution, two with it', () => {
    expect(starColoring(band(30, 1, 1)).count).toBe(3);
    expect(acyclicColoring(band(30, 1, 1)).count).toBe(2);
  });

  test('for a diagonal matrix and for an empty one: one and none', () => {
    expect(columnColoring(band(9, 0, 0)).count).toBe(1);
    expect(starColoring(band(9, 0, 0)).count).toBe(1);
    expect(columnColoring(SparsityPattern.fromRows([[], []], 3)).count).toBe(0);
    expect(bidirectionalColoring(SparsityPattern.fromRows([[], []], 3)).count).toBe(0);
  });

  test('for the crown, whose natural order is the worst, by another order', () => {
    // Vertices 2 k and 2 k + 1 are the two sides; each side's vertex is joined to all of the other side but its partner.
    const size = 10;
    const pairs = Array.from({ length: size }, (_, i) => i).flatMap((i) =>
      Array.from({ length: size }, (_, j) => [2 * i, 2 * j + 1] as const).filter(([a, b]) => b !== a + 1),
    );
    const crown = symmetricPattern(2 * size, pairs);
    const stars = orderings.map((ordering) => starColoring(crown, ordering).count);
    expect(Math.min(...stars)).toBe(size);
  });
});

describe('colorings of symmetric matrices', () => {
  test('refuse other matrices', () => {
    const message = 'starColoring: the pattern must be symmetric, but this one, of shape [2, 2], is not.';
    expect(() => starColoring(SparsityPattern.fromRows([[0, 1], [1]], 2))).toThrow(message);
    expect(() => acyclicColoring(SparsityPattern.fromRows([[0]], 2))).toThrow('acyclicColoring');
  });

  test('take long bands and long arrows in their stride', () => {
    const size = 20_000;
    expect(starColoring(arrow(size)).count).toBe(2);
    expect(acyclicColoring(band(size, 2, 2)).count).toBeLessThanOrEqual(4);
    expect(bidirectionalColoring(arrow(size)).count).toBe(3);
  });
});

function checkCount({ colors, count }: Coloring): void {
  const used = new Set(Array.from(colors).filter((color) => color >= 0));
  expect([...used].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, color) => color));
}

function neighbors(pattern: SparsityPattern, vertex: number): readonly number[] {
  return Array.from(pattern.row(vertex)).filter((other) => other !== vertex);
}

function forEachEdge(pattern: SparsityPattern, visit: (i: number, j: number) => void): void {
  for (const [i, j] of pattern.toTriplets()) if (i < j) visit(i, j);
}

function forEachPathOfFour(pattern: SparsityPattern, visit: (path: readonly number[]) => void): void {
  forEachEdge(pattern, (b, c) => {
    for (const a of neighbors(pattern, b)) {
      for (const d of neighbors(pattern, c)) if (new Set([a, b, c, d]).size === 4) visit([a, b, c, d]);
    }
  });
}

/** Whether the vertices of two colors have a cycle: whether taking away leaves again and again leaves something. */
function hasCycle(pattern: SparsityPattern, colors: Int32Array, [a, b]: readonly [number, number]): boolean {
  const left = new Set(Array.from(colors.keys()).filter((v) => colors[v] === a || colors[v] === b));
  const degree = (v: number): number => neighbors(pattern, v).filter((other) => left.has(other)).length;
  for (let leaf = [...left].find((v) => degree(v) < 2); leaf !== undefined;) {
    left.delete(leaf);
    leaf = [...left].find((v) => degree(v) < 2);
  }
  return left.size > 0;
}
