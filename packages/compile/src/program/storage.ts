import type { Access, Memory, SitePlan, Storage } from './access.js';
import type { InputPlace } from './arguments.js';
import { nothing, type Listing } from './listing.js';
import { patternOf, type Pattern } from './patterns.js';
import { constantNode, inputNode } from './program.js';
import { itemAt, type Site, type Sites } from './sites.js';

/**
 * Decides where each value is kept. A value that only its own iteration uses is a local variable. Others have a slot for
 * each instance, so that the addresses of a loop are mostly steps; a sum has one slot, in which it grows.
 *
 * @param partOf - The function that a site is in; local variables do not reach from one to another.
 */
export class StoragePlanner {
  private readonly listing: Listing;
  private readonly sites: Sites;
  private readonly inputs: ReadonlyMap<number, InputPlace>;
  private readonly partOf: Int32Array;
  /** Union-find over sites: those that add to the same sums. */
  private readonly family: Int32Array;
  private readonly growing: Uint8Array;
  private readonly mixed: Uint8Array;
  private readonly stored: Uint8Array;
  private readonly local: Uint8Array;
  private readonly bases: Int32Array;
  private readonly sumSlots: Int32Array;

  constructor(listing: Listing, sites: Sites, inputs: ReadonlyMap<number, InputPlace>, partOf: Int32Array) {
    this.listing = listing;
    this.sites = sites;
    this.inputs = inputs;
    this.partOf = partOf;
    const count = sites.sites.length;
    this.family = Int32Array.from({ length: count }, (_, i) => i);
    this.growing = new Uint8Array(count);
    this.mixed = new Uint8Array(count);
    this.stored = new Uint8Array(count);
    this.local = new Uint8Array(count);
    this.bases = new Int32Array(count).fill(-1);
    this.sumSlots = new Int32Array(listing.sums.firstTerms.length).fill(-1);
  }

  plan(outputs: readonly number[], lastPart: number): Storage {
    const { sites } = this.sites;
    for (const site of sites) if (this.isSum(site)) this.joinFamilies(site);
    for (const site of sites) {
      const count = this.listing.operandCount(site.item);
      for (let operand = this.isSum(site) ? 1 : 0; operand < count; operand++) this.require(site, operand);
      if (!this.isSum(site) || this.growsInMemory(site)) continue;
      const before = this.localSite(site, 0);
      if (before >= 0) this.local[before] = 1;
    }
    for (const node of outputs) {
      const item = this.listing.places[node]!;
      if (item < 0) continue;
      const site = sites[this.sites.siteOf[item]!]!;
      if (site.loops.length === 0 && this.partOf[site.index] === lastPart) this.local[site.index] = 1;
      else this.stored[site.index] = 1;
    }
    const sizes = { numbers: 0, tensors: 0 };
    for (const site of sites) {
      if (this.stored[site.index] === 0 || this.growsInMemory(site)) continue;
      const memory = this.memoryOf(site);
      this.bases[site.index] = sizes[memory];
      sizes[memory] += site.instances;
    }
    const cleared = this.placeSums(sizes);
    return {
      plans: sites.map((site) => this.planOf(site)),
      results: (node) => this.resultAccess(node, lastPart),
      ...sizes,
      cleared,
    };
  }

  private isSum(site: Site): boolean {
    return this.listing.isAddition(site.item);
  }

  private memoryOf(site: Site): Memory {
    const value = this.listing.values[site.item]!;
    const { program } = this.listing;
    return value >= program.size || program.isScalar(value) ? 'numbers' : 'tensors';
  }

  private find(site: number): number {
    let root = site;
    while (this.family[root]! !== root) root = this.family[root]!;
    this.family[site] = root;
    return root;
  }

  private growsInMemory(site: Site): boolean {
    return this.isSum(site) && this.growing[this.find(site.index)] === 1;
  }

  /** Puts a site into one family with those whose partial sums it adds to. */
  private joinFamilies(site: Site): void {
    let anyFresh = false;
    let anyPartial = false;
    let allLocal = true;
    for (let instance = 0; instance < site.instances; instance++) {
      const item = itemAt(site, instance);
      const before = this.listing.operand(item, 0);
      if (before === nothing) {
        anyFresh = true;
        continue;
      }
      anyPartial = true;
      const from = this.listing.places[before]!;
      if (!this.isWithin(site, instance, item, from)) allLocal = false;
      const [a, b] = [this.find(site.index), this.find(this.sites.siteOf[from]!)];
      if (a === b) continue;
      this.family[b] = a;
      if (this.growing[b] === 1) this.growing[a] = 1;
      if (this.mixed[b] === 1) this.mixed[a] = 1;
    }
    const root = this.find(site.index);
    if (anyPartial && (anyFresh || !allLocal)) this.growing[root] = 1;
    if (anyPartial && anyFresh) this.mixed[root] = 1;
  }

  /** Whether the value of an item is a local variable where an instance of a site runs. */
  private isWithin(site: Site, instance: number, item: number, from: number): boolean {
    const definition = this.sites.sites[this.sites.siteOf[from]!]!;
    if (from >= item || this.partOf[definition.index] !== this.partOf[site.index]) return false;
    if (definition.loops.length > site.loops.length) return false;
    let inner = 1;
    for (let i = site.loops.length - 1; i >= 0; i--) {
      if (i >= definition.loops.length) inner *= site.loops[i]!.trips;
      else if (site.loops[i] !== definition.loops[i]) return false;
    }
    return this.sites.instanceOf[from] === Math.floor(instance / inner);
  }

  /** The site that makes an operand in every instance, when it is a local variable in all of them; -1 otherwise. */
  private localSite(site: Site, operand: number): number {
    let result = -1;
    for (let instance = 0; instance < site.instances; instance++) {
      const item = itemAt(site, instance);
      const from = this.listing.places[this.listing.operand(item, operand)] ?? -1;
      if (from < 0) return -1;
      const definition = this.sites.siteOf[from]!;
      if (instance > 0 && definition !== result) return -1;
      if (!this.isWithin(site, instance, item, from)) return -1;
      result = definition;
    }
    return result;
  }

  private require(site: Site, operand: number): void {
    if (this.listing.places[this.listing.operand(site.item, operand)]! < 0) return;
    const local = this.localSite(site, operand);
    if (local >= 0) {
      this.local[local] = 1;
      return;
    }
    for (let instance = 0; instance < site.instances; instance++) {
      const from = this.listing.places[this.listing.operand(itemAt(site, instance), operand)]!;
      if (from >= 0) this.stored[this.sites.siteOf[from]!] = 1;
    }
  }

  /** Gives each sum that grows in memory a slot; those that end up in a column stand in the order of its entries. */
  private placeSums(sizes: { numbers: number; tensors: number }): readonly (readonly [number, number])[] {
    const { listing } = this;
    const order = new Float64Array(this.sumSlots.length).fill(Infinity);
    listing.stores.forEach(({ nodes }, store) => {
      for (const node of nodes) {
        const sum = listing.sums.sumOf[node]!;
        if (sum >= 0) order[sum] = Math.min(order[sum]!, store);
      }
    });
    const families = new Map<number, number[]>();
    for (let sum = 0; sum < this.sumSlots.length; sum++) {
      const first = listing.places[listing.program.size + sum]!;
      if (first < 0) continue;
      const site = this.sites.sites[this.sites.siteOf[first]!]!;
      if (!this.growsInMemory(site)) continue;
      const family = this.find(site.index);
      const members = families.get(family) ?? [];
      families.set(family, members);
      members.push(sum);
    }
    const cleared: [from: number, to: number][] = [];
    for (const [family, members] of families) {
      const from = sizes.numbers;
      const place = (sum: number): number => listing.places[listing.program.size + sum]!;
      members.sort((a, b) => order[a]! - order[b]! || place(a) - place(b));
      for (const sum of members) this.sumSlots[sum] = sizes.numbers++;
      if (this.mixed[family] !== 1) continue;
      const before = cleared.at(-1);
      if (before?.[1] === from) before[1] = sizes.numbers;
      else cleared.push([from, sizes.numbers]);
    }
    return cleared;
  }

  private slotOf(value: number): number {
    const item = this.listing.places[value]!;
    const site = this.sites.sites[this.sites.siteOf[item]!]!;
    if (this.growsInMemory(site)) return this.sumSlots[this.listing.sumOf(value)]!;
    return this.bases[site.index]! + this.sites.instanceOf[item]!;
  }

  private planOf(site: Site): SitePlan {
    const { listing } = this;
    const count = listing.operandCount(site.item);
    const accesses = Array.from({ length: count }, (_, operand) => this.accessOf(site, operand));
    const keeps = this.growsInMemory(site) || this.stored[site.index] === 1;
    const slot = (instance: number): number => this.slotOf(listing.values[itemAt(site, instance)]!);
    return {
      accesses,
      place: keeps ? { memory: this.memoryOf(site), pattern: patternOf(site.loops, site.instances, slot) } : undefined,
      isLocal: this.local[site.index] === 1,
    };
  }

  private accessOf(site: Site, operand: number): Access {
    const { listing } = this;
    const isPartial = operand === 0 && this.isSum(site);
    const valueAt = (instance: number): number => listing.operand(itemAt(site, instance), operand);
    const value = valueAt(0);
    if (isPartial) {
      if (this.allInstances(site, (instance) => valueAt(instance) === nothing)) return { kind: 'nothing' };
      if (!this.growsInMemory(site)) return { kind: 'local', site: this.localSite(site, operand) };
      return { kind: 'memory', memory: 'numbers', pattern: this.sumPattern(site) };
    }
    const { program } = listing;
    const kind = value < program.size ? program.kindOf(value) : 0;
    if (kind === constantNode) {
      if (this.allInstances(site, (instance) => valueAt(instance) === value)) return { kind: 'constant', node: value };
      return {
        kind: 'constants',
        table: Float64Array.from({ length: site.instances }, (_, instance) => program.scalarExample(valueAt(instance))),
      };
    }
    if (kind === inputNode) {
      const argument = this.inputs.get(value)?.argument ?? -1;
      const index = (instance: number): number => this.inputs.get(valueAt(instance))?.index ?? -1;
      return {
        kind: 'input',
        argument,
        memory: program.isScalar(value) ? 'numbers' : 'tensors',
        pattern: patternOf(site.loops, site.instances, index),
      };
    }
    const local = this.localSite(site, operand);
    if (local >= 0) return { kind: 'local', site: local };
    const memory = value >= program.size || program.isScalar(value) ? 'numbers' : 'tensors';
    return {
      kind: 'memory',
      memory,
      pattern: patternOf(site.loops, site.instances, (instance) => this.slotOf(valueAt(instance))),
    };
  }

  /** Where a sum that is added to in memory stands. */
  private sumPattern(site: Site): Pattern {
    const { listing } = this;
    return patternOf(site.loops, site.instances, (instance) => this.slotOf(listing.values[itemAt(site, instance)]!));
  }

  private allInstances(site: Site, holds: (instance: number) => boolean): boolean {
    for (let instance = 0; instance < site.instances; instance++) if (!holds(instance)) return false;
    return true;
  }

  private resultAccess(node: number, lastPart: number): Access {
    const { program, places } = this.listing;
    const kind = program.kindOf(node);
    if (kind === constantNode) return { kind: 'constant', node };
    if (kind === inputNode) {
      const place = this.inputs.get(node);
      const pattern: Pattern = { kind: 'affine', base: place?.index ?? -1, steps: [] };
      return {
        kind: 'input',
        argument: place?.argument ?? -1,
        memory: program.isScalar(node) ? 'numbers' : 'tensors',
        pattern,
      };
    }
    const site = this.sites.sites[this.sites.siteOf[places[node]!]!]!;
    if (site.loops.length === 0 && this.partOf[site.index] === lastPart) return { kind: 'local', site: site.index };
    const pattern: Pattern = { kind: 'affine', base: this.slotOf(node), steps: [] };
    return { kind: 'memory', memory: this.memoryOf(site), pattern };
  }
}
