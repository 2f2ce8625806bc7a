import type { Accumulator } from '@wengert/tensor';
import type { Storage } from './access.js';
import { isFusible } from './fusion.js';
import type { Listing } from './listing.js';
import { forEachSite } from './parts.js';
import { isSite, itemAt, type Code, type Site, type Sites } from './sites.js';

/** Sites that one loop over the elements of tensors carries out. */
export interface FusedLoop {
  readonly kind: 'fused';
  /** What computes elements, in order. All results have one shape. */
  readonly elements: Site[];
  /** What reduces such elements. All of these take the same pieces. */
  readonly reductions: Reduction[];
}

/** A site that reduces the elements of another one in the same loop. */
interface Reduction {
  readonly site: Site;
  readonly of: number;
  readonly accumulator: Accumulator;
}

/** What is known of the code that is grouped. */
interface Grouped {
  readonly listing: Listing;
  readonly sites: Sites;
  readonly storage: Storage;
}

/**
 * Code in which sites that one loop over elements can carry out stand together. A site comes to the last loop over elements
 * of its shape, past what stands between, if it needs nothing of that.
 *
 * @param accumulatorOf - What reduces elements as a site does; `undefined` for sites that do no such thing.
 */
export function groupFusible(
  code: Grouped,
  codes: readonly Code[],
  accumulatorOf: (site: Site) => Accumulator | undefined,
): readonly (Code | FusedLoop)[] {
  const { listing, storage } = code;
  const groups: (Code | FusedLoop)[] = [];
  /** For each site, where the first group stands that may use its value. */
  const readyAt = new Map<number, number>();
  /** For each shape, where the last loop over its elements stands. */
  const lastLoop = new Map<number, number>();

  const addElements = (site: Site): void => {
    const type = listing.program.typeOf(listing.values[site.item]!);
    const at = lastLoop.get(type) ?? -1;
    const loop = groups[at];
    if (loop !== undefined && isFusedLoop(loop) && at >= earliest(code, site, readyAt)) {
      loop.elements.push(site);
      readyAt.set(site.index, at);
    } else {
      lastLoop.set(type, groups.length);
      readyAt.set(site.index, groups.length);
      groups.push({ kind: 'fused', elements: [site], reductions: [] });
    }
  };

  /** Puts a site that reduces elements to the loop that computes them; `false` where it does not. */
  const addReduction = (site: Site): boolean => {
    const [operand] = storage.plans[site.index]?.accesses ?? [];
    if (operand?.kind !== 'local') return false;
    const at = readyAt.get(operand.site) ?? -1;
    const loop = groups[at];
    if (loop === undefined || !isFusedLoop(loop)) return false;
    if (!loop.elements.some(({ index }) => index === operand.site)) return false;
    const accumulator = accumulatorOf(site);
    if (accumulator === undefined) return false;
    const [other = { accumulator }] = loop.reductions;
    if (!isSameList(other.accumulator.ends, accumulator.ends)) return false;
    loop.reductions.push({ site, of: operand.site, accumulator });
    readyAt.set(site.index, at + 1);
    return true;
  };

  for (const piece of codes) {
    if (isSite(piece) && isFusible(listing, piece)) addElements(piece);
    else if (!isSite(piece) || !addReduction(piece)) {
      groups.push(piece);
      forEachSite(piece, ({ index }) => readyAt.set(index, groups.length));
    }
  }
  return groups;
}

/** Where the first group stands, of those made so far or to be made next, in which a site finds all its operands. */
function earliest({ listing, sites, storage }: Grouped, site: Site, readyAt: ReadonlyMap<number, number>): number {
  let at = 0;
  storage.plans[site.index]?.accesses.forEach((access, operand) => {
    if (access.kind === 'local') at = Math.max(at, readyAt.get(access.site) ?? 0);
    if (access.kind !== 'memory') return;
    // What is kept in memory is there after the group that computes it.
    for (let instance = 0; instance < site.instances; instance++) {
      const item = listing.places[listing.operand(itemAt(site, instance), operand)]!;
      at = Math.max(at, (readyAt.get(sites.siteOf[item]!) ?? -1) + 1);
    }
  });
  return at;
}

function isFusedLoop(group: Code | FusedLoop): group is FusedLoop {
  return 'kind' in group && group.kind === 'fused';
}

function isSameList(a: Int32Array, b: Int32Array): boolean {
  return a.length === b.length && a.every((x, i) => x === b[i]);
}
