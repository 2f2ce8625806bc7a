import { broadcastShapes, broadcastTo } from '../broadcast.js';
import { sameShape, sizeOf, type Shape } from '../shape.js';
import { allocate } from '../storage.js';
import { DenseTensor, dataOf, shapeOf, type Plain } from '../tensor.js';
import { broadcastStrides } from './strided.js';
import type { Loops1, Loops2, LoopsN } from './loops.js';

/**
 * A function of one number applied to each element.
 *
 * @example
 * map1(loops1(Math.sin), tensor([0, 1])); // [0, 0.8414709848078965]
 */
export function map1(kernel: Loops1, x: Plain): Plain {
  if (typeof x === 'number') return kernel.apply(x);
  const out = allocate(x.data.length);
  kernel.loop(x.data, out);
  return new DenseTensor(out, x.shape);
}

/**
 * A function of two numbers applied to each pair of elements, with broadcasting.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when the shapes do not broadcast.
 *
 * @example
 * map2('mul', loops2((x, y) => x * y), tensor([1, 2]), 3); // [3, 6]
 */
export function map2(operation: string, kernel: Loops2, x: Plain, y: Plain): Plain {
  if (typeof x === 'number') {
    if (typeof y === 'number') return kernel.apply(x, y);
    const n = y.data.length;
    const out = allocate(n);
    kernel.left(x, y.data, 0, out, 0, n);
    return new DenseTensor(out, y.shape);
  }
  const n = x.data.length;
  if (typeof y === 'number') {
    const out = allocate(n);
    kernel.right(x.data, 0, y, out, 0, n);
    return new DenseTensor(out, x.shape);
  }
  if (sameShape(x.shape, y.shape)) {
    const out = allocate(n);
    kernel.equal(x.data, 0, y.data, 0, out, 0, n);
    return new DenseTensor(out, x.shape);
  }
  const shape = broadcastShapes(operation, x.shape, y.shape);
  const out = allocate(sizeOf(shape));
  if (out.length === 0) return new DenseTensor(out, shape);
  // The commonest case by a shorter way: each row of one side meets the whole of the other.
  if (endsWith(x.shape, y.shape)) map2Rows(kernel, x.data, y.data.length, y.data, 0, out, y.data.length);
  else if (endsWith(y.shape, x.shape)) map2Rows(kernel, x.data, 0, y.data, n, out, n);
  else map2Broadcast(kernel, x, y, shape, out);
  return new DenseTensor(out, shape);
}

/** Rows of `n`, each side's `xRow` and `yRow` apart; 0 repeats the one row there is. */
function map2Rows(
  kernel: Loops2,
  x: Float64Array,
  xRow: number,
  y: Float64Array,
  yRow: number,
  out: Float64Array,
  n: number,
): void {
  const rows = out.length / n;
  if (n < shortRow && rows > shortRow) {
    map2ShortRows(kernel, x, 0, xRow, 1, y, 0, yRow, 1, out, 0, rows, n);
    return;
  }
  for (let r = 0; r < rows; r++) kernel.equal(x, r * xRow, y, r * yRow, out, r * n, n);
}

function endsWith(shape: Shape, end: Shape): boolean {
  const more = shape.length - end.length;
  if (more < 0) return false;
  for (let axis = 0; axis < end.length; axis++) if (shape[more + axis] !== end[axis]) return false;
  return true;
}

/**
 * Rows of the result for which each side is either a row of its own or one repeated number. Neighbouring axes that both
 * sides walk through evenly count as one, so that `[m, n]` with `[n]` takes m rows, and `[a, b, c]` with `[c]` takes a b.
 */
function map2Broadcast(kernel: Loops2, x: DenseTensor, y: DenseTensor, shape: Shape, out: Float64Array): void {
  const xStrides = broadcastStrides(x.shape, shape);
  const yStrides = broadcastStrides(y.shape, shape);
  const lengths: number[] = [];
  const xSteps: number[] = [];
  const ySteps: number[] = [];
  for (let axis = 0; axis < shape.length; axis++) {
    const length = shape[axis]!;
    if (length === 1) continue;
    const xStep = xStrides[axis]!;
    const yStep = yStrides[axis]!;
    const last = lengths.length - 1;
    if (last >= 0 && xSteps[last] === xStep * length && ySteps[last] === yStep * length) {
      lengths[last] = lengths[last]! * length;
      xSteps[last] = xStep;
      ySteps[last] = yStep;
    } else {
      lengths.push(length);
      xSteps.push(xStep);
      ySteps.push(yStep);
    }
  }
  const inner = lengths.length - 1;
  const n = inner < 0 ? 1 : lengths[inner]!;
  const xRepeats = inner >= 0 && xSteps[inner] === 0;
  const yRepeats = inner >= 0 && ySteps[inner] === 0;

  function walk(axis: number, xo: number, yo: number, oo: number, size: number): void {
    if (axis >= inner) {
      if (xRepeats) kernel.left(x.data[xo]!, y.data, yo, out, oo, n);
      else if (yRepeats) kernel.right(x.data, xo, y.data[yo]!, out, oo, n);
      else kernel.equal(x.data, xo, y.data, yo, out, oo, n);
      return;
    }
    const length = lengths[axis]!;
    const xStep = xSteps[axis]!;
    const yStep = ySteps[axis]!;
    const step = size / length;
    if (axis === inner - 1 && n < shortRow && length > shortRow) {
      map2ShortRows(
        kernel,
        x.data,
        xo,
        xStep,
        xRepeats ? 0 : 1,
        y.data,
        yo,
        yStep,
        yRepeats ? 0 : 1,
        out,
        oo,
        length,
        n,
      );
      return;
    }
    for (let i = 0; i < length; i++) walk(axis + 1, xo + i * xStep, yo + i * yStep, oo + i * step, step);
  }

  walk(0, 0, 0, 0, out.length);
}

/** Rows shorter than this cost more to start than to go through. */
const shortRow = 16;

/** So many elements are laid out at a time. */
const layoutLength = 256;

/** Many short rows: those that are not already laid out like the result are, a few at a time, to be taken as one row. */
function map2ShortRows(
  kernel: Loops2,
  x: Float64Array,
  xo: number,
  xRow: number,
  xColumn: number,
  y: Float64Array,
  yo: number,
  yRow: number,
  yColumn: number,
  out: Float64Array,
  oo: number,
  rows: number,
  n: number,
): void {
  const chunk = Math.min(rows, Math.floor(layoutLength / n));
  const xLaid = xRow === n && xColumn === 1 ? undefined : allocate(chunk * n);
  const yLaid = yRow === n && yColumn === 1 ? undefined : allocate(chunk * n);
  for (let r = 0; r < rows; r += chunk) {
    const count = Math.min(chunk, rows - r);
    // A row that is repeated all along stays as it was laid out first.
    if (xLaid !== undefined && (r === 0 || xRow !== 0)) layOut(x, xo + r * xRow, xRow, xColumn, xLaid, count, n);
    if (yLaid !== undefined && (r === 0 || yRow !== 0)) layOut(y, yo + r * yRow, yRow, yColumn, yLaid, count, n);
    kernel.equal(
      xLaid ?? x,
      xLaid === undefined ? xo + r * n : 0,
      yLaid ?? y,
      yLaid === undefined ? yo + r * n : 0,
      out,
      oo + r * n,
      count * n,
    );
  }
}

function layOut(
  source: Float64Array,
  from: number,
  row: number,
  column: number,
  target: Float64Array,
  rows: number,
  n: number,
): void {
  let to = 0;
  for (let r = 0; r < rows; r++) {
    for (let j = 0, start = from + r * row; j < n; j++) target[to++] = source[start + j * column]!;
  }
}

/**
 * A function of several numbers applied to corresponding elements, with broadcasting.
 *
 * @param operation - The operation that was called, for the message.
 * @throws {@link ShapeError} when the shapes do not broadcast.
 *
 * @example
 * mapN('clip', loopsN((x, low, high) => Math.min(Math.max(x, low), high)), [tensor([1, 2, 3]), 1.5, 2.5]); // [1.5, 2, 2.5]
 */
export function mapN(operation: string, kernel: LoopsN, xs: readonly Plain[]): Plain {
  let shape: Shape = [];
  for (const x of xs) shape = broadcastShapes(operation, shape, shapeOf(x));
  if (shape.length === 0) return kernel.apply(...(xs as readonly number[]));
  const out = allocate(sizeOf(shape));
  const operands = new Array<Float64Array>(xs.length);
  const steps = new Array<number>(xs.length);
  for (let k = 0; k < xs.length; k++) {
    const x = xs[k]!;
    const alone = typeof x === 'number' || x.data.length === 1;
    operands[k] = dataOf(alone ? x : broadcastTo(x, shape));
    steps[k] = alone ? 0 : 1;
  }
  kernel.loop(operands, steps, out);
  return new DenseTensor(out, shape);
}
