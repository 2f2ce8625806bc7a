import type { Structure, StructureToken } from '@wengert/primitives';
import type { InputPlace } from './arguments.js';
import { inOrderOfResults, inProgramOrder, itemCount, storesOf, type Listing } from './listing.js';
import { keysOf } from './keys.js';
import type { Program } from './program.js';
import { findRepeats, type Region } from './repeats.js';
import { layoutResult, type ResultLayout } from './results.js';
import { sitesOf, type Code, type Sites } from './sites.js';
import { StoragePlanner } from './storage.js';
import { findSums } from './sums.js';
import { usesOf } from './uses.js';
import type { Storage } from './access.js';
import { partsOf } from './parts.js';

/** Shorter programs are left unrolled. */
const worthRolling = 150;

/** Code of so few items in the order in which results need them is not held against that in the other order. */
const shortEnough = 50;

/** A program that is ready to be written as code. */
export interface Plan {
  readonly listing: Listing;
  readonly result: ResultLayout;
  readonly sites: Sites;
  readonly storage: Storage;
  /** The code of each function that it is divided into. */
  readonly parts: readonly (readonly Code[])[];
}

/**
 * Orders a program, finds the loops in it and decides where its values are kept.
 *
 * @param typed - The arrays of the result that are to be typed arrays.
 */
export function planProgram(
  program: Program,
  outputs: readonly (number | { readonly fixed: unknown })[],
  structure: Structure,
  inputs: ReadonlyMap<number, InputPlace>,
  typed: ReadonlySet<StructureToken> = new Set(),
): Plan {
  const result = layoutResult(program, structure, outputs, typed);
  const stores = storesOf(program, result.columns);
  const uses = usesOf(
    program,
    outputs.filter((output) => typeof output === 'number'),
  );
  const sums = findSums(program, uses);
  const leaves = leavesOf(result);
  const { listing, regions } = shortest(
    inputs,
    itemCount(program, uses, sums, stores),
    () => inProgramOrder(program, uses, sums, stores),
    () => inOrderOfResults(program, uses, sums, stores, leaves),
  );
  const sites = sitesOf(listing, regions);
  const { partOf, parts } = partsOf(sites.code, sites.sites.length);
  const storage = new StoragePlanner(listing, sites, inputs, partOf).plan(leaves, parts - 1);
  const grouped = Array.from({ length: parts }, (): Code[] => []);
  for (const piece of sites.code) grouped[partOfCode(piece, partOf)]?.push(piece);
  return { listing, result, sites, storage, parts: grouped };
}

/** The nodes of the result that are not stored in columns. */
export function leavesOf({ root }: ResultLayout): readonly number[] {
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

/** The order of so many items that makes the least code. */
function shortest(
  inputs: ReadonlyMap<number, InputPlace>,
  count: number,
  inProgramOrder: () => Listing,
  inOrderOfResults: () => Listing,
): Rolled {
  if (count <= worthRolling) return rolled(inProgramOrder(), inputs);
  const needed = rolled(inOrderOfResults(), inputs);
  if (needed.size <= shortEnough) return needed;
  const carriedOut = rolled(inProgramOrder(), inputs);
  return carriedOut.size < needed.size ? carriedOut : needed;
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
