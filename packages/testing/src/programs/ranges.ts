import type { Domain } from '@wengert/primitives';
import { dataOf, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import { directionOf } from '../directions.js';
import { marginOf } from '../domain-numbers.js';
import { structuredDirection, structuredMatrix } from '../matrices.js';
import { valueOfShape } from '../plain-values.js';
import type { Range } from './program.js';

/** Whether a value is well inside of a domain, and needs nothing done to it. */
export function isWellInside(x: Plain, domain: Domain): boolean {
  const { min, max, avoid = [], distinct, integer, matrix } = domain;
  if (distinct === true || integer === true || matrix !== undefined) return false;
  const margin = marginOf(domain);
  return dataOf(x).every(
    (element) =>
      element >= min + margin && element <= max - margin && avoid.every((point) => Math.abs(element - point) > margin),
  );
}

/** Integers of the domain, which no derivative is taken by. */
export function integersIn({ min, max, avoid = [] }: Domain, shape: Shape, choice: number): Plain {
  const all = Array.from({ length: Math.floor(max) - Math.ceil(min) + 1 }, (_, k) => Math.ceil(min) + k);
  const allowed = all.filter((integer) => !avoid.includes(integer));
  return valueOfShape(shape, (k) => allowed[(choice + k) % allowed.length] ?? 0);
}

/**
 * A range of values of this shape inside of the domain.
 *
 * @param part - Which of several arguments that must all differ from each other, and of how many.
 */
export function rangeIn(domain: Domain, shape: Shape, part: readonly [index: number, count: number]): Range {
  if (domain.matrix !== undefined) return rangeOfMatrices(domain, shape);
  const [low, high] = widestPiece(domain);
  const [index, count] = part;
  if (domain.distinct === true) {
    const spacing = (high - low) / (count * Math.max(1, sizeOf(shape)));
    return {
      center: valueOfShape(shape, (k) => rounded(low + (k * count + index + 0.5) * spacing)),
      radius: rounded(spacing / 4),
    };
  }
  return {
    center: valueOfShape(shape, () => rounded((low + high) / 2)),
    // Elements that all come from one number still differ.
    radius: valueOfShape(shape, (k) => rounded(((high - low) / 2) * (0.4 + 0.5 * Math.abs(elementOf(shape, k))))),
  };
}

function rangeOfMatrices(domain: Domain, shape: Shape): Range {
  const middle = (domain.min + domain.max) / 2;
  const spread = (domain.max - domain.min) / 2;
  const numbers = Array.from({ length: sizeOf(shape) }, (_, k) => middle + 0.6 * spread * elementOf(shape, k));
  const center = structuredMatrix(domain, shape, numbers);
  const radius = structuredDirection(
    domain,
    shape,
    center.map((_, k) => 0.125 * elementOf(shape, k + 1)),
  );
  return {
    center: valueOfShape(shape, (k) => rounded(center[k] ?? 0)),
    radius: valueOfShape(shape, (k) => rounded(radius[k] ?? 0)),
  };
}

/** To three digits, for programs that one can read. */
function rounded(x: number): number {
  return Number(x.toPrecision(3));
}

/** One of ±1/8 … ±1. */
function elementOf(shape: Shape, k: number): number {
  return dataOf(directionOf([sizeOf(shape) + 2], 5))[k + 1] ?? 1;
}

/** The longest part of the domain with nothing to avoid in it. */
function widestPiece(domain: Domain): readonly [number, number] {
  const { min, max, avoid = [] } = domain;
  const margin = marginOf(domain);
  const ends = [min, ...avoid.flatMap((point) => [point - margin, point + margin]).sort((a, b) => a - b), max];
  let best: readonly [number, number] = [min, min];
  for (let k = 0; k + 1 < ends.length; k += 2) {
    const [low = min, high = min] = ends.slice(k, k + 2);
    if (high - low > best[1] - best[0]) best = [low, high];
  }
  return best;
}
