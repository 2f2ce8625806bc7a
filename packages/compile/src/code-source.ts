import type { ContainerToken, Elementwise } from '@wengert/primitives';
import type { Bindings } from './bindings.js';
import type { Storage } from './program/access.js';
import type { ArgumentLayout } from './program/arguments.js';
import type { Listing } from './program/listing.js';
import type { ResultLayout } from './program/results.js';
import type { Site, Sites } from './program/sites.js';

/** What the writer works from. */
export interface Source {
  readonly listing: Listing;
  readonly sites: Sites;
  readonly storage: Storage;
  readonly result: ResultLayout;
  readonly args: readonly ArgumentLayout[];
  /** What the arguments are called. */
  readonly names: readonly ArgumentName[];
  /** The name of a function on numbers. */
  readonly scalar: (primitive: Elementwise, bindings: Bindings) => string;
  /** An expression for something that is always the same. */
  readonly fixed: (fixed: unknown, bindings: Bindings) => string;
  /** An expression for an object with these parts. */
  readonly object: (token: ContainerToken, parts: readonly string[], bindings: Bindings) => string;
  /** For each guard, which one it is in the order in which the function met them. */
  readonly ordinals: ReadonlyMap<number, number>;
  /** For each node, whether its elements may be part of a result. */
  readonly escapes: Uint8Array;
  /** For each site, the sites of the same iteration that use its value. */
  readonly localUsers: readonly (readonly Site[])[];
  /** The sites whose value is used by the result. */
  readonly returned: ReadonlySet<number>;
}

/** What an argument is called in code; of a tree, its numbers and its tensors are. */
export interface ArgumentName {
  readonly whole: string;
  readonly numbers: string;
  readonly tensors: string;
}

/** For each site, the sites that use its value as a local variable. */
export function localUsersOf({ sites }: Sites, { plans }: Storage): readonly (readonly Site[])[] {
  const users = sites.map((): Site[] => []);
  for (const site of sites) {
    for (const access of plans[site.index]?.accesses ?? []) if (access.kind === 'local') users[access.site]?.push(site);
  }
  return users;
}
