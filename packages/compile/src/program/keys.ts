import type { InputPlace } from './arguments.js';
import { storeItem, type Listing } from './listing.js';
import { constantNode, inputNode } from './program.js';

/** What an operand is, as far as code depends on it. */
const computed = 0;
const constantNumber = 1;
const firstInput = 2;
/** So many kinds of operands fit into a packed key. */
const kinds = 64;

/**
 * Numbers that are equal for items which the same code can carry out, when it finds its operands by their places: the same
 * operation, on operands that are read from the same kind of place.
 */
export function keysOf(listing: Listing, inputs: ReadonlyMap<number, InputPlace>): Int32Array {
  const { program } = listing;
  const keys = new Int32Array(listing.count);
  const packedKeys = new Map<number, number>();
  const textKeys = new Map<string, number>();
  const kindOf = new Int32Array(program.size).fill(-1);
  const kind = (value: number): number => {
    if (value < 0 || value >= program.size) return computed;
    if (kindOf[value]! < 0) kindOf[value] = operandKind(listing, value, inputs);
    return kindOf[value]!;
  };
  for (let item = 0; item < listing.count; item++) {
    const operation = listing.operations[item]!;
    const count = listing.operandCount(item);
    const isSum = listing.isAddition(item);
    let packed = operation === storeItem ? storeKey(listing, item) : operation * 2 + (isSum ? 1 : 0);
    let fits = count <= 3 && (operation >= 0 ? yieldsNumber(listing, item) : operation === storeItem);
    for (let i = 0; i < 3 && fits; i++) {
      const of = i >= count ? -1 : i === 0 && isSum ? computed : kind(listing.operand(item, i));
      fits = of < kinds - 1;
      packed = packed * kinds + of + 1;
    }
    if (fits) keys[item] = numbered(packedKeys, packed, packedKeys.size + textKeys.size);
    else keys[item] = numbered(textKeys, keyText(listing, item, count, inputs), packedKeys.size + textKeys.size);
  }
  return keys;
}

function numbered<K>(known: Map<K, number>, key: K, next: number): number {
  const found = known.get(key);
  if (found !== undefined) return found;
  known.set(key, next);
  return next;
}

/** A negative number for the stores of a column. */
function storeKey({ stores, values }: Listing, item: number): number {
  const { column = 0, isRow = false } = stores[values[item]!] ?? {};
  return -1 - (2 * column + (isRow ? 1 : 0));
}

function yieldsNumber({ program, values }: Listing, item: number): boolean {
  const value = values[item]!;
  return value >= program.size || program.isScalar(value);
}

/** A small number for operands that are numbers, and a large one for others. */
function operandKind({ program }: Listing, value: number, inputs: ReadonlyMap<number, InputPlace>): number {
  if (!program.isScalar(value)) return kinds;
  const kind = program.kindOf(value);
  if (kind === constantNode) return constantNumber;
  return kind === inputNode ? firstInput + (inputs.get(value)?.argument ?? 0) : computed;
}

/** A key in words, for what is too varied to pack: stores, guards, and operations on tensors. */
function keyText(listing: Listing, item: number, count: number, inputs: ReadonlyMap<number, InputPlace>): string {
  const { program, stores } = listing;
  const operation = listing.operations[item]!;
  const value = listing.values[item]!;
  const parts: (string | number)[] = [operation];
  if (operation === storeItem) parts.push(`column${stores[value]?.column ?? 0}${String(stores[value]?.isRow)}`);
  else if (operation < 0) parts.push(program.heldAt(value) ? 'held' : 'missed');
  else parts.push(value < program.size ? program.typeOf(value) : 0);
  for (let i = 0; i < count; i++) {
    const operand = listing.operand(item, i);
    if (operand < 0 || operand >= program.size) {
      parts.push('of0');
      continue;
    }
    const kind = program.kindOf(operand);
    const type = `of${program.typeOf(operand)}`;
    if (kind === constantNode) parts.push(program.isScalar(operand) ? 'constant' : `constant${operand}`);
    else if (kind === inputNode) parts.push(`input${inputs.get(operand)?.argument ?? 0}${type}`);
    else parts.push(type);
  }
  return parts.join(' ');
}
