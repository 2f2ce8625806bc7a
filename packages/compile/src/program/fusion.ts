import { isElementwise } from '@wengert/primitives';
import { isDense, sizeOf, type Shape } from '@wengert/tensor';
import type { Listing } from './listing.js';
import type { Program } from './program.js';
import type { Site } from './sites.js';

/** How an element of a result finds the element of an operand, when `e` counts the elements of the result. */
export type Reach =
  | { readonly kind: 'number' }
  /** The operand has the shape of the result. */
  | { readonly kind: 'same' }
  /** The operand is repeated along leading axes: `e % size`. */
  | { readonly kind: 'rows'; readonly size: number }
  /** The operand is repeated along the last axes: `e / size`, rounded down. */
  | { readonly kind: 'columns'; readonly size: number };

/** How elements of an operand are reached from those of a result; `undefined` where it takes more than one number. */
export function reachOf(operand: Shape, result: Shape): Reach | undefined {
  if (operand.length === 0) return { kind: 'number' };
  const padded = [...Array.from({ length: result.length - operand.length }, () => 1), ...operand];
  const differs = padded.map((length, axis) => length !== result[axis]);
  if (!differs.includes(true)) return { kind: 'same' };
  // An axis of length 1 in the result may count for either side.
  const first = differs.indexOf(true);
  const last = differs.lastIndexOf(true);
  const isRepeated = (axis: number): boolean => padded[axis] === 1;
  if (padded.slice(0, last + 1).every((_, axis) => isRepeated(axis))) return { kind: 'rows', size: sizeOf(operand) };
  if (padded.slice(first).every((_, axis) => isRepeated(first + axis))) {
    return { kind: 'columns', size: sizeOf(result.slice(first)) };
  }
  return undefined;
}

/** Whether a site computes each element of a tensor from elements of its operands, in a way that a loop can be written for. */
export function isFusible(listing: Listing, site: Site): boolean {
  const { program } = listing;
  const value = listing.values[site.item]!;
  const operation = listing.operations[site.item]!;
  if (operation < 0 || value >= program.size || program.isScalar(value)) return false;
  const { primitive } = program.operation(operation);
  if (primitive.code === undefined && !isElementwise(primitive)) return false;
  const shape = program.shapeOf(value);
  const count = listing.operandCount(site.item);
  for (let i = 0; i < count; i++) {
    const operand = listing.operand(site.item, i);
    if (operand >= 0 && operand < program.size && reachOf(program.shapeOf(operand), shape) === undefined) return false;
  }
  return true;
}

/**
 * For each node: whether its elements may be part of a result, or of what an operation of a user keeps, so that they need an
 * array of their own at every call. What is computed from it by a loop over elements, or reduced from it, is written
 * elsewhere; other operations may return their operand, or a part.
 */
export function escapingNodes(program: Program, outputs: readonly number[]): Uint8Array {
  const escapes = new Uint8Array(program.size);
  for (const node of outputs) escapes[node] = 1;
  for (let node = program.size - 1; node >= 0; node--) {
    const primitive = program.operationOf(node)?.primitive;
    if (primitive === undefined || isElementwise(primitive)) continue;
    if (primitive.isUserDefined === true) escapes[node] = 1;
    else if (escapes[node] === 0 || program.isScalar(node) || isReduction(program, node)) continue;
    for (const operand of program.operandsOf(node)) if (isDense(program.exampleOf(operand))) escapes[operand] = 1;
  }
  return escapes;
}

/** Whether a node reduces its operand to fewer elements. */
function isReduction(program: Program, node: number): boolean {
  if (program.operationOf(node)?.primitive.folds === undefined) return false;
  return sizeOf(program.shapeOf(node)) < sizeOf(program.shapeOf(program.operand(node, 0)));
}
