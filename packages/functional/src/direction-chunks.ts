import { BatchTrace } from '@wengert/batch';
import { concat, expandDims, slice, type Tangent, type Value } from '@wengert/primitives';
import { DenseTensor, DomainError, isDense, sizeOf, zeros, type Plain, type Shape } from '@wengert/tensor';
import type { JacobianOptions } from './jacobian-blocks.js';

/** So many directions are swept at once where the caller says nothing. */
const defaultChunk = 64;

/**
 * From this length on, the elements of an array take longer than all else in an operation. Then directions of different
 * arrays are better swept apart: where they meet nowhere, as those of several sums, a sweep of all at once computes zeros
 * for the most part.
 */
const longArray = 300;

/** So few directions of a long array are as quick one by one, without the arrays of all of them. */
const fewDirections = 8;

/**
 * How many directions to sweep at once.
 *
 * @throws {@link DomainError} unless it is a positive integer.
 */
export function chunkSizeOf(operation: string, { chunkSize = defaultChunk }: JacobianOptions): number {
  if (Number.isInteger(chunkSize) && chunkSize > 0) return chunkSize;
  throw new DomainError(`${operation}: chunkSize must be a positive integer, but is ${chunkSize}.`);
}

/**
 * Applies a linear map to every unit vector of a list of arrays, in batches.
 *
 * @param from - The shapes that the linear map takes.
 * @param to - The shapes that it gives.
 * @param apply - The linear map; a structural zero goes in and comes out as `undefined`.
 * @param isPlain - Whether what it gives is plain, so that one can look for NaN in it.
 * @returns For each array of `from`, and each array of `to`, the images of its unit vectors along a new first axis;
 * `undefined` when all are zero.
 */
export function sweepDirections(
  from: readonly Shape[],
  to: readonly Shape[],
  chunkSize: number,
  apply: (seeds: readonly Tangent[]) => readonly Tangent[],
  isPlain: boolean,
): readonly (readonly Tangent[])[] {
  const sizes = from.map(sizeOf);
  let total = 0;
  const starts = sizes.map((size) => (total += size) - size);
  const sweep = (start: number, size: number, chunk: number): readonly Tangent[] =>
    sweepRange(from, to, start, size, chunk, apply);
  const isLong = [...from, ...to].some((shape) => sizeOf(shape) >= longArray);
  // Between different arrays a zero may be structural, and a batch of both does not show whether it met an infinite partial.
  if (isLong || !isPlain) {
    return sizes.map((size, i) => sweep(starts[i] ?? 0, size, isLong && size <= fewDirections ? 1 : chunkSize));
  }
  const images = sweep(0, total, chunkSize);
  return sizes.map((size, i) =>
    images.map((image) => image && (size === total ? image : rowsOf(image, starts[i] ?? 0, size))),
  );
}

/** The images of `size` unit vectors from `start` on, `chunkSize` at a time. */
function sweepRange(
  from: readonly Shape[],
  to: readonly Shape[],
  start: number,
  size: number,
  chunkSize: number,
  apply: (seeds: readonly Tangent[]) => readonly Tangent[],
): readonly Tangent[] {
  const chunks: (readonly Tangent[])[] = [];
  const widths: number[] = [];
  for (let done = 0; done < size; done += chunkSize) {
    const width = Math.min(chunkSize, size - done);
    widths.push(width);
    chunks.push(width === 1 ? sweepOne(from, start + done, apply) : sweepBatch(from, to, start + done, width, apply));
  }
  return to.map((shape, i) => {
    if (chunks.every((chunk) => chunk[i] === undefined)) return undefined;
    const parts = chunks.map((chunk, k) => chunk[i] ?? zeros([widths[k] ?? 0, ...shape]));
    const [only] = parts;
    return parts.length === 1 ? only : concat(parts, 0);
  });
}

function rowsOf(x: Value, start: number, size: number): Value {
  // Where outputs and inputs are many scalars, this is called for each pair of them.
  if (isDense(x) && x.rank === 1) return new DenseTensor(x.data.slice(start, start + size), [size]);
  return slice(x, [[start, start + size]]);
}

function sweepBatch(
  from: readonly Shape[],
  to: readonly Shape[],
  start: number,
  width: number,
  apply: (seeds: readonly Tangent[]) => readonly Tangent[],
): readonly Tangent[] {
  const trace = new BatchTrace('jacobian', width);
  try {
    const seeds = unitSeeds(from, start, width, [width]).map((seed) => seed && trace.batched(seed));
    const results = apply(seeds).map((result) => (result === undefined ? undefined : trace.batchOf(result)));
    if (!results.some(holdsNaN)) return results;
  } finally {
    trace.end();
  }
  // In a batch, what is zero by structure in one direction stands as a 0 beside what is not in another, and 0 times an
  // infinite partial is NaN. By itself, a direction keeps its structural zeros.
  return sweepRange(from, to, start, width, 1, apply);
}

function holdsNaN(x: Tangent): boolean {
  if (!isDense(x)) return false;
  for (const element of x.data) if (Number.isNaN(element)) return true;
  return false;
}

function sweepOne(
  from: readonly Shape[],
  start: number,
  apply: (seeds: readonly Tangent[]) => readonly Tangent[],
): readonly Tangent[] {
  return apply(unitSeeds(from, start, 1, [])).map((result) =>
    result === undefined ? undefined : expandDims(result, 0),
  );
}

/** The unit vectors from `start` on, one for each entry of `leading`; `undefined` for arrays that have no one in them. */
function unitSeeds(
  from: readonly Shape[],
  start: number,
  width: number,
  leading: Shape,
): readonly (Plain | undefined)[] {
  let first = 0;
  return from.map((shape) => {
    const size = sizeOf(shape);
    const offset = first;
    first += size;
    const [low, high] = [Math.max(start, offset), Math.min(start + width, offset + size)];
    if (low >= high) return undefined;
    const data = new Float64Array(width * size);
    for (let direction = low; direction < high; direction++) data[(direction - start) * size + direction - offset] = 1;
    const full = [...leading, ...shape];
    return full.length === 0 ? 1 : new DenseTensor(data, full);
  });
}
