import { sizeOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, type Plain } from '../tensor.js';
import { lastRun, maxFold, minFold, sumFold, type Fold, type Run } from './folds.js';
import { foldRuns } from './reduce.js';

/**
 * Reduces a tensor that comes in pieces, so that nobody has to keep all of it. The result is that of the kernel for whole
 * tensors, to the last bit.
 */
export interface Accumulator {
  /** Where each piece ends, as a number of elements in row-major order. The first one begins at 0. */
  readonly ends: Int32Array;
  /** Takes the next piece: the elements of `x` from `start`. */
  take(piece: number, x: Float64Array, start: number): void;
  /** The result, after the last piece; `undefined` when all pieces are to be given once more. */
  finish(): Plain | undefined;
}

/** What an accumulator reduces, and to what. */
export interface Accumulation {
  readonly shape: Shape;
  /** Counted from the start, sorted, each once (see {@link normalizeAxes}). */
  readonly axes: readonly number[];
  /** The shape of the result: without the axes, or with some of them as 1. */
  readonly target: Shape;
  /** Where to put the result each time; a new array if left out. */
  readonly into?: Float64Array | undefined;
}

/**
 * What sums in pieces; `undefined` where that takes long pieces.
 *
 * @example
 * const sum = accumulateSum({ shape: [3], axes: [0], target: [] });
 * sum?.take(0, Float64Array.of(1, 2, 3), 0);
 * sum?.finish(); // 6
 */
export function accumulateSum(accumulation: Accumulation): Accumulator | undefined {
  return accumulateFold(sumFold, accumulation);
}

/**
 * What takes maxima in pieces; `undefined` where that takes long pieces.
 *
 * @example
 * const most = accumulateMax({ shape: [3], axes: [0], target: [] });
 * most?.take(0, Float64Array.of(1, 3, 2), 0);
 * most?.finish(); // 3
 */
export function accumulateMax(accumulation: Accumulation): Accumulator | undefined {
  return accumulateFold(maxFold, accumulation);
}

/**
 * What takes minima in pieces; `undefined` where that takes long pieces.
 *
 * @example
 * const least = accumulateMin({ shape: [3], axes: [0], target: [] });
 * least?.take(0, Float64Array.of(2, 1, 3), 0);
 * least?.finish(); // 1
 */
export function accumulateMin(accumulation: Accumulation): Accumulator | undefined {
  return accumulateFold(minFold, accumulation);
}

function accumulateFold(fold: Fold, accumulation: Accumulation): Accumulator | undefined {
  const folding = foldInPieces(fold, accumulation);
  return (
    folding && {
      ends: folding.ends,
      take(piece, x, start) {
        folding.take(piece, x, start);
      },
      finish: () => plainOf(folding.finish(), accumulation.target),
    }
  );
}

/** What folds in pieces; `undefined` where there is nothing to fold, and where that takes long pieces. */
export function foldInPieces(fold: Fold, accumulation: Accumulation): FoldInPieces | undefined {
  const { shape, axes } = accumulation;
  if (axes.length === 0 || sizeOf(shape) === 0) return undefined;
  const folding = new FoldInPieces(fold, accumulation);
  return folding.longest > longestPiece ? undefined : folding;
}

/** The result of a reduction as a value. */
export function plainOf(data: Float64Array, target: Shape): Plain {
  return target.length === 0 ? data[0]! : new DenseTensor(data, target);
}

/** Pieces have about so many elements: enough to be worth the calls, and few enough to stay in the fastest cache. */
const pieceLength = 1024;

/** Longer pieces are no better than the whole. */
const longestPiece = 65536;

/**
 * Folds the last run of the axes in pieces: several slabs `[length, inner]` at a time, or parts of one, whose folds are
 * combined as the kernel does it. What is left of the axes, it folds at the end.
 */
class FoldInPieces {
  readonly ends: Int32Array;
  /** The length of the longest piece. */
  readonly longest: number;
  private readonly fold: Fold;
  private readonly run: Run;
  private readonly into: Float64Array | undefined;
  /** For each part of a slab, how many times to combine the last two folds after it. */
  private readonly merges: readonly number[];
  /** The folds of parts that have not been combined yet. */
  private readonly open: Float64Array;
  private opened = 0;
  private out: Float64Array;

  constructor(fold: Fold, { shape, axes, target, into }: Accumulation) {
    this.fold = fold;
    this.run = lastRun(shape, axes);
    const { outer, length, inner, others } = this.run;
    const lengths: number[] = [];
    const merges: number[] = [];
    const divide = (rows: number): void => {
      const half = rows * inner > pieceLength ? fold.half(rows, inner) : 0;
      if (half > 0) {
        divide(half);
        divide(rows - half);
        merges.push((merges.pop() ?? 0) + 1);
      } else {
        lengths.push(rows * inner);
        merges.push(0);
      }
    };
    divide(length);
    this.merges = merges;
    const slab = length * inner;
    this.ends = merges.length === 1 ? endsOfSlabs(outer, slab) : endsOfParts(outer, lengths);
    this.longest = this.ends.reduce((longest, end, piece) => Math.max(longest, end - (this.ends[piece - 1] ?? 0)), 0);
    this.open = new Float64Array(merges.length === 1 ? 0 : inner * mostOpen(merges));
    // Numbers, and what is folded further, are seen by nobody else.
    this.into = target.length === 0 || others.length > 0 ? new Float64Array(outer * inner) : into;
    this.out = this.into ?? new Float64Array(0);
  }

  take(piece: number, x: Float64Array, start: number): void {
    const { run, merges } = this;
    const { outer, length, inner } = run;
    if (piece === 0) this.out = this.into ?? allocate(outer * inner);
    const before = piece === 0 ? 0 : this.ends[piece - 1]!;
    const count = this.ends[piece]! - before;
    const slab = length * inner;
    if (merges.length === 1) {
      for (let at = 0, to = (before / slab) * inner; at < count; at += slab, to += inner) {
        this.foldPart(x, start + at, length, this.out, to);
      }
      return;
    }
    const { open } = this;
    const part = piece % merges.length;
    if (part === 0) this.opened = 0;
    this.foldPart(x, start, count / inner, open, inner * this.opened++);
    for (let merge = merges[part]!; merge > 0; merge--) this.combine();
    if (part < merges.length - 1) return;
    const to = Math.floor(before / slab) * inner;
    for (let i = 0; i < inner; i++) this.out[to + i] = open[i]!;
  }

  finish(): Float64Array {
    const { folded, others } = this.run;
    return foldRuns(this.fold, this.out, folded, others);
  }

  private foldPart(x: Float64Array, start: number, rows: number, out: Float64Array, to: number): void {
    const { inner } = this.run;
    if (inner === 1) out[to] = this.fold.row(x, start, rows);
    else this.fold.rows(x, start, rows, inner, out, to);
  }

  private combine(): void {
    const { fold, open } = this;
    const { inner } = this.run;
    this.opened--;
    const to = inner * (this.opened - 1);
    for (let i = 0; i < inner; i++) open[to + i] = fold.combine(open[to + i]!, open[to + inner + i]!);
  }
}

/** How many folds are waiting to be combined at a time, at most. */
function mostOpen(merges: readonly number[]): number {
  let [open, most] = [0, 0];
  for (const count of merges) {
    most = Math.max(most, ++open);
    open -= count;
  }
  return most;
}

function endsOfSlabs(outer: number, slab: number): Int32Array {
  const slabs = Math.max(1, Math.floor(pieceLength / slab));
  return Int32Array.from({ length: Math.ceil(outer / slabs) }, (_, k) => Math.min(outer, (k + 1) * slabs) * slab);
}

function endsOfParts(outer: number, lengths: readonly number[]): Int32Array {
  const ends = new Int32Array(outer * lengths.length);
  let end = 0;
  for (let part = 0; part < ends.length; part++) ends[part] = end += lengths[part % lengths.length]!;
  return ends;
}
