import type { Structure } from '@wengert/primitives';
import type { InputPlace } from './arguments.js';
import { inOrderOfResults, inProgramOrder, storeItem, storesOf, type Listing } from './listing.js';
import { constantNode, inputNode, type Program } from './program.js';
import { findRepeats, type Region } from './repeats.js';
import { layoutResult, type ResultLayout } from './results.js';
import { sitesOf, type Code, type Sites } from './sites.js';
import { partsOf, StoragePlanner, type Storage } from './storage.js';
import { findSums } from './sums.js';
import { usesOf } from './uses.js';

/** Shorter programs are left unrolled. */
const worthRolling = 150;

/** A program that is ready to be written as code. */
export interface Plan {
  readonly listing: Listing;
  readonly result: ResultLayout;
  readonly sites: Sites;
  readonly storage: Storage;
  /** The code of each function that it is divided into. */
  readonly parts: readonly (readonly Code[])[];
}

/** Orders a program, finds the loops in it and decides where its values are kept. */
export function planProgram(
  program: Program,
  outputs: readonly number[],
  structure: Structure,
  inputs: ReadonlyMap<number, InputPlace>,
): Plan {
  const result = layoutResult(program, structure, outputs);
  const stores = storesOf(program, result.columns);
  const uses = usesOf(program, outputs);
  const sums = findSums(program, uses);
  const leaves = leavesOf(result);
  const first = inProgramOrder(program, uses, sums, stores);
  let best = rolled(first, inputs);
  if (first.count > worthRolling) {
    const second = rolled(inOrderOfResults(program, uses, sums, stores, leaves), inputs);
    if (second.size <= best.size) best = second;
  }
  const { listing, regions } = best;
  const sites = sitesOf(listing, regions);
  const { partOf, parts } = partsOf(sites.code, sites.sites.length);
  const storage = new StoragePlanner(listing, sites, inputs, partOf).plan(leaves, parts - 1);
  const grouped = Array.from({ length: parts }, (): Code[] => []);
  for (const piece of sites.code) grouped[partOfCode(piece, partOf)]?.push(piece);
  return { listing, result, sites, storage, parts: grouped };
}

/** The nodes of the result that are not stored in columns. */
function leavesOf({ root }: ResultLayout): readonly number[] {
  const nodes: number[] = [];
  const open = [root];
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    if (part.kind === 'leaf') nodes.push(part.node);
    else if (part.kind === 'row') nodes.push(...part.nodes);
    else if (part.kind === 'container') open.push(...part.parts);
  }
  return nodes;
}

interface Rolled {
  readonly listing: Listing;
  readonly regions: readonly Region[];
  /** How many items there are in the code. */
  readonly size: number;
}

function rolled(listing: Listing, inputs: ReadonlyMap<number, InputPlace>): Rolled {
  if (listing.count <= worthRolling) {
    const regions: Region[] = [{ kind: 'stretch', start: 0, length: listing.count }];
    return { listing, regions, size: listing.count };
  }
  const regions = findRepeats(keysOf(listing, inputs), (start, period) => quietestCut(listing, start, period));
  return { listing, regions, size: sizeOf(regions) };
}

function sizeOf(regions: readonly Region[]): number {
  return regions.reduce((sum, region) => sum + (region.kind === 'stretch' ? region.length : sizeOf(region.body)), 0);
}

/** Numbers that are equal for items which the same code can carry out, if its operands are read from memory. */
function keysOf(listing: Listing, inputs: ReadonlyMap<number, InputPlace>): Int32Array {
  const { program } = listing;
  const keys = new Int32Array(listing.count);
  const numbers = new Map<string, number>();
  const quick = new Map<number, number>();
  const kindOf = (value: number): number => {
    if (value < 0 || value >= program.size) return 0;
    const kind = program.kindOf(value);
    if (kind === constantNode) return program.isScalar(value) ? 1 : 3 + value;
    if (kind === inputNode) return 2;
    return 0;
  };
  for (let item = 0; item < listing.count; item++) {
    const count = listing.operandCount(item);
    const operation = listing.operations[item]!;
    const isPlain = count <= 3 && operation >= 0 && plainKinds(listing, item, count, kindOf);
    if (isPlain) {
      const packed =
        operation * 1024 +
        (listing.isAddition(item) ? 512 : 0) +
        count * 64 +
        kindOf(listing.operand(item, 0)) +
        4 * (count > 1 ? kindOf(listing.operand(item, 1)) : 0) +
        16 * (count > 2 ? kindOf(listing.operand(item, 2)) : 0);
      if (allInputsOfArgument(listing, item, count, inputs)) {
        let known = quick.get(packed);
        if (known === undefined) quick.set(packed, (known = quick.size + numbers.size));
        keys[item] = known;
        continue;
      }
    }
    const text = keyText(listing, item, count, inputs);
    let known = numbers.get(text);
    if (known === undefined) numbers.set(text, (known = quick.size + numbers.size));
    keys[item] = known;
  }
  return keys;
}

/** Whether an item works on numbers alone, and none of them is an input. */
function allInputsOfArgument(
  listing: Listing,
  item: number,
  count: number,
  inputs: ReadonlyMap<number, InputPlace>,
): boolean {
  for (let i = 0; i < count; i++) if (inputs.has(listing.operand(item, i))) return false;
  return true;
}

function plainKinds(listing: Listing, item: number, count: number, kindOf: (value: number) => number): boolean {
  const value = listing.values[item]!;
  const { program } = listing;
  if (value < program.size && !program.isScalar(value)) return false;
  for (let i = 0; i < count; i++) {
    const operand = listing.operand(item, i);
    if (operand >= 0 && operand < program.size && !program.isScalar(operand)) return false;
    if (kindOf(operand) > 2) return false;
  }
  return true;
}

function keyText(listing: Listing, item: number, count: number, inputs: ReadonlyMap<number, InputPlace>): string {
  const { program, stores } = listing;
  const operation = listing.operations[item]!;
  const value = listing.values[item]!;
  const parts: (string | number)[] = [operation];
  if (operation === storeItem) parts.push(`c${stores[value]?.column ?? 0}${String(stores[value]?.isRow)}`);
  else if (operation < 0) parts.push(program.heldAt(value) ? 'held' : 'missed');
  else if (value < program.size) parts.push(program.typeOf(value));
  for (let i = 0; i < count; i++) {
    const operand = listing.operand(item, i);
    if (i === 0 && listing.isAddition(item)) parts.push('sum');
    else if (operand >= program.size) parts.push('t0');
    else {
      const kind = program.kindOf(operand);
      const type = `t${program.typeOf(operand)}`;
      if (kind === constantNode) parts.push(program.isScalar(operand) ? 'constant' : `constant${operand}`);
      else if (kind === inputNode) parts.push(`input${inputs.get(operand)?.argument ?? -1}${type}`);
      else parts.push(type);
    }
  }
  return parts.join(' ');
}

/** Where few values pass from one iteration of a loop to the next, if its body begins there. */
function quietestCut(listing: Listing, start: number, period: number): number {
  const change = new Int32Array(2 * period + 1);
  for (let offset = 0; offset < period; offset++) {
    const item = start + period + offset;
    const count = listing.operandCount(item);
    for (let i = 0; i < count; i++) {
      const value = listing.operand(item, i);
      const from = value < 0 ? -1 : listing.places[value]!;
      const distance = item - from;
      if (from < 0 || distance <= 0 || distance >= period) continue;
      // A cut before any offset from just after the definition up to the use goes through this value.
      const first = (offset - distance + 1 + period) % period;
      change[first]!++;
      change[first + distance]!--;
    }
  }
  let best = 0;
  let fewest = Infinity;
  let first = 0;
  const crossing = new Int32Array(period);
  for (let at = 0; at < 2 * period; at++) {
    first += change[at]!;
    crossing[at % period]! += first;
  }
  for (let offset = 0; offset < period; offset++) {
    if (crossing[offset]! < fewest) {
      fewest = crossing[offset]!;
      best = offset;
    }
  }
  return best;
}

function partOfCode(code: Code, partOf: Int32Array): number {
  let piece = code;
  while ('kind' in piece) {
    const [inside] = piece.body;
    if (inside === undefined) return 0;
    piece = inside;
  }
  return partOf[piece.index]!;
}
