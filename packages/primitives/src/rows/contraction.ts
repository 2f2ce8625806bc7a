import { sizeOf } from '@wengert/tensor';
import { shapeOfValue, type Value } from '../value.js';
import { mul } from './arithmetic.js';
import { transposeRow } from './axes.js';
import { product, reshaped } from './products.js';
import { sumOver } from './reducing.js';

/** A value with a label for each of its axes: a character, which stands for the same length wherever it stands. */
export interface Labelled {
  readonly value: Value;
  readonly labels: string;
}

/** The value with its axes in the order of `labels`, a permutation of its own. */
export function arrange({ value, labels: own }: Labelled, labels: string): Value {
  if (labels === own) return value;
  return transposeRow.apply([value], { axes: Array.from(labels, (label) => own.indexOf(label)) });
}

/**
 * The product of two labelled values, summed over the labels that both have and nobody `keeps`. Any label that only one
 * of them has must be kept.
 *
 * @param order - All labels of the result, in the order to give them where that costs nothing.
 */
export function contract(x: Labelled, y: Labelled, keeps: (label: string) => boolean, order?: string): Labelled {
  const isShared = (label: string): boolean => x.labels.includes(label) && y.labels.includes(label);
  // The larger factor decides in which order to take the shared labels, so that it is not the one to copy.
  const shared = filterLabels(sizeOfLabelled(x) < sizeOfLabelled(y) ? y.labels : x.labels, isShared);
  const summed = filterLabels(shared, (label) => !keeps(label));
  const batch = filterLabels(shared, keeps);
  const rows = filterLabels(x.labels, (label) => !isShared(label));
  const columns = filterLabels(y.labels, (label) => !isShared(label));
  if (shared === '' && rows !== '' && columns !== '') {
    return order === columns + rows ? multiplyPairs(y, x) : multiplyPairs(x, y);
  }
  if (summed === '') return multiplyElements(x, y, order);
  if (batch !== '' && rows === '' && columns === '') {
    const { value } = multiplyElements(x, y, batch + summed);
    const axes = Array.from(summed, (_, i) => batch.length + i);
    return { value: sumOver(value, { axes, keepDims: false }), labels: batch };
  }
  return order === batch + columns + rows
    ? multiplyMatrices(y, x, { batch, summed, rows: columns, columns: rows })
    : multiplyMatrices(x, y, { batch, summed, rows, columns });
}

/** The labels of two factors: in both and kept, in both and summed over, only in the left, only in the right one. */
interface Roles {
  readonly batch: string;
  readonly summed: string;
  readonly rows: string;
  readonly columns: string;
}

function multiplyMatrices(x: Labelled, y: Labelled, { batch, summed, rows, columns }: Roles): Labelled {
  const left = asMatrices(x, batch, rows, summed);
  const right = asMatrices(y, batch, summed, columns);
  const hasVector = batch === '' && (rows === '' || columns === '');
  // A vector stands on the other side of a transposed matrix.
  const matrices =
    hasVector && (left.transposed || right.transposed)
      ? product(right.value, left.value)
      : product(left.value, right.value, left.transposed, right.transposed);
  const labels = batch + rows + columns;
  return { value: reshaped(matrices, lengthsOf(labels, x, y)), labels };
}

/**
 * Matrices, one for each place of `batch`, whose two axes are those of `first` joined and those of `second` joined. They
 * are transposed if that is how they stand already; any other order is a copy. A matrix alone is a vector where one of
 * its axes is missing.
 */
function asMatrices(
  x: Labelled,
  batch: string,
  first: string,
  second: string,
): { readonly value: Value; readonly transposed: boolean } {
  const transposed = first !== '' && second !== '' && x.labels === batch + second + first;
  const groups = (transposed ? [second, first] : [first, second]).filter((group) => batch !== '' || group !== '');
  const shape = [...lengthsOf(batch, x), ...groups.map((group) => sizeOf(lengthsOf(group, x)))];
  return { value: reshaped(arrange(x, batch + groups.join('')), shape), transposed };
}

/** The products of each element of `x` with each of `y`. */
function multiplyPairs(x: Labelled, y: Labelled): Labelled {
  const labels = x.labels + y.labels;
  const pairs = product(reshaped(x.value, [sizeOfLabelled(x), 1]), reshaped(y.value, [1, sizeOfLabelled(y)]));
  return { value: reshaped(pairs, lengthsOf(labels, x, y)), labels };
}

/** The products of elements at the same place along the labels that both have. */
function multiplyElements(x: Labelled, y: Labelled, order: string | undefined): Labelled {
  const labels = order ?? x.labels + filterLabels(y.labels, (label) => !x.labels.includes(label));
  return { value: mul(alignedTo(labels, x), alignedTo(labels, y)), labels };
}

/** The value with its axes in the order of `labels`, and with axes of length 1 for those that it has not. */
function alignedTo(labels: string, x: Labelled): Value {
  const own = filterLabels(labels, (label) => x.labels.includes(label));
  if (own === '') return x.value;
  // Axes of length 1 in front are left to broadcasting.
  return reshaped(arrange(x, own), lengthsOf(labels.slice(labels.indexOf(own.charAt(0))), x));
}

/** The lengths that labels stand for; 1 for those that none of the values has. */
function lengthsOf(labels: string, ...xs: readonly Labelled[]): number[] {
  const lengths: number[] = [];
  for (const label of labels) {
    const x = xs.find((one) => one.labels.includes(label));
    lengths.push(x === undefined ? 1 : (shapeOfValue(x.value)[x.labels.indexOf(label)] ?? 1));
  }
  return lengths;
}

function sizeOfLabelled({ value }: Labelled): number {
  return sizeOf(shapeOfValue(value));
}

/** Those of the labels that pass, in the same order. */
export function filterLabels(labels: string, passes: (label: string, axis: number) => boolean): string {
  let passing = '';
  for (let axis = 0; axis < labels.length; axis++) {
    const label = labels.charAt(axis);
    if (passes(label, axis)) passing += label;
  }
  return passing;
}
