import type { Listing } from './listing.js';
import type { Loop, Region } from './repeats.js';

/** A place in the code: an item that stands in loops is carried out once for each of their iterations. */
export interface Site {
  readonly index: number;
  /** The item of the first iteration, which says what all of them do. */
  readonly item: number;
  /** The loops around it, from the outermost in. */
  readonly loops: readonly Loop[];
  /** How often it is carried out. */
  readonly instances: number;
}

/** Code: sites, and loops of more code. */
export type Code = Site | { readonly kind: 'loop'; readonly loop: Loop; readonly body: readonly Code[] };

/** A list of items as code, and for each item its site and which instance of that it is. */
export interface Sites {
  readonly code: readonly Code[];
  readonly sites: readonly Site[];
  readonly siteOf: Int32Array;
  readonly instanceOf: Int32Array;
}

/** Gives every item its place in the code. */
export function sitesOf(listing: Listing, regions: readonly Region[]): Sites {
  const siteOf = new Int32Array(listing.count);
  const instanceOf = new Int32Array(listing.count);
  const sites: Site[] = [];
  const visit = (parts: readonly Region[], loops: readonly Loop[]): Code[] =>
    parts.flatMap((part): Code[] => {
      if (part.kind === 'loop') {
        return [{ kind: 'loop', loop: part, body: visit(part.body, [...loops, part]) }];
      }
      return Array.from({ length: part.length }, (_, i) => place(part.start + i, loops));
    });
  const place = (item: number, loops: readonly Loop[]): Site => {
    const instances = loops.reduce((product, { trips }) => product * trips, 1);
    const site: Site = { index: sites.length, item, loops, instances };
    sites.push(site);
    for (let instance = 0; instance < instances; instance++) {
      const at = itemAt(site, instance);
      siteOf[at] = site.index;
      instanceOf[at] = instance;
    }
    return site;
  };
  return { code: visit(regions, []), sites, siteOf, instanceOf };
}

/** The item that an instance of a site carries out. Instances are counted as in the text, the innermost loop fastest. */
export function itemAt({ item, loops }: Site, instance: number): number {
  let at = item;
  let rest = instance;
  for (let i = loops.length - 1; i >= 0; i--) {
    const { trips, period } = loops[i]!;
    at += (rest % trips) * period;
    rest = Math.floor(rest / trips);
  }
  return at;
}

/** Whether this is a site, and not a loop. */
export function isSite(code: Code): code is Site {
  return !('kind' in code);
}
