import type { ArgumentExample } from '@wengert/primitives';
import { fromData, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import { scaleOf } from './domain-numbers.js';
import { structuredDirection } from './matrices.js';

/**
 * Element `k` of the direction that belongs to a seed: one of ±1/8, ±2/8 … ±1, and always 1 for seed 0. Short binary
 * fractions keep failures readable and add no rounding of their own.
 */
function element(seed: number, k: number): number {
  if (seed === 0) return 1;
  // Multiplication by odd constants and shifts mix the bits (Steele, Lea and Flood, OOPSLA 2014, use such a mix).
  let mixed = Math.imul(seed + Math.imul(k + 1, 0x9e3779b9), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  mixed ^= mixed >>> 16;
  const size = ((mixed >>> 1) & 7) + 1;
  return (mixed & 1) === 0 ? size / 8 : -size / 8;
}

/** A direction of this shape. Equal seeds give equal directions. */
export function directionOf(shape: Shape, seed: number): Plain {
  return fromData(
    Float64Array.from({ length: sizeOf(shape) }, (_, k) => element(seed, k)),
    shape,
  );
}

/** A direction in which an argument may move: of the size that suits its domain, and keeping the structure of a matrix. */
export function tangentOf({ shape, domain }: ArgumentExample, seed: number): Plain {
  const scale = scaleOf(domain);
  const free = Array.from({ length: sizeOf(shape) }, (_, k) => scale * element(seed, k));
  return fromData(Float64Array.from(structuredDirection(domain, shape, free)), shape);
}
