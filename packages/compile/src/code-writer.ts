import { isElementwise } from '@wengert/primitives';
import { allocate, reusing, sizeOf, type Plain } from '@wengert/tensor';
import { Addresses } from './addresses.js';
import type { Bindings } from './bindings.js';
import type { Source } from './code-source.js';
import { columnName, localName, loopName, memoryName, substituted } from './code-text.js';
import { FusedLoops } from './fused-loops.js';
import type { Access, SitePlan } from './program/access.js';
import { groupFusible } from './program/grouping.js';
import { storeItem } from './program/listing.js';
import { isFixedInside, patternOf, type Pattern } from './program/patterns.js';
import { guardNode } from './program/program.js';
import type { Loop } from './program/repeats.js';
import type { Result } from './program/results.js';
import { isSite, itemAt, type Code, type Site } from './program/sites.js';

/** Writes the statements of a program. The text contains identifiers and numbers of our making, and nothing else. */
export class CodeWriter {
  private readonly source: Source;
  private readonly bindings: Bindings;
  private readonly lines: string[] = [];
  private indent = 1;
  private readonly addresses: Addresses;
  private heldCount = 0;
  private readonly fusedLoops: FusedLoops;
  private readonly kernels = new Map<number, unknown>();

  constructor(source: Source, bindings: Bindings) {
    this.source = source;
    this.bindings = bindings;
    this.addresses = new Addresses(source, bindings);
    this.fusedLoops = new FusedLoops(source, bindings, this.addresses);
  }

  /** The text so far. */
  get text(): string {
    return this.lines.join('\n');
  }

  /** Writes code, and what it is made of. */
  write(codes: readonly Code[]): void {
    for (const part of groupFusible(this.source, codes, (site) => this.fusedLoops.accumulatorOf(site))) {
      if (!('kind' in part)) this.writeSite(part);
      else if (part.kind === 'loop') this.writeLoop(part.loop, part.body);
      else for (const line of this.fusedLoops.linesOf(part)) this.line(line);
    }
  }

  /** An expression for the result. */
  result(result: Result): string {
    switch (result.kind) {
      case 'leaf':
        return this.addresses.access(this.source.storage.results(result.node), []);
      case 'fixed':
        return this.source.fixed(result.fixed, this.bindings);
      case 'row':
        return `${result.isTyped ? 'Float64Array.of(' : '['}${result.nodes
          .map((node) => this.addresses.access(this.source.storage.results(node), []))
          .join(', ')}${result.isTyped ? ')' : ']'}`;
      case 'column':
        return columnName(result);
      case 'container': {
        const parts = result.parts.map((part) => this.result(part));
        const { token } = result;
        if (token.keys === undefined) return `[${parts.join(', ')}]`;
        return this.source.object(token, parts, this.bindings);
      }
    }
  }

  private line(text: string): void {
    this.lines.push('  '.repeat(this.indent) + text);
  }

  private writeLoop(loop: Loop, body: readonly Code[]): void {
    const name = loopName(this.depth);
    const sums = this.holdable(body).map((place) => ({ place, variable: `sum${this.heldCount++}` }));
    for (const { place, variable } of sums) {
      this.line(`let ${variable} = ${place};`);
      this.addresses.hold(place, variable);
    }
    this.line(`for (let ${name} = 0; ${name} < ${loop.trips}; ${name}++) {`);
    this.indent++;
    this.write(body);
    this.indent--;
    this.line('}');
    for (const { place, variable } of sums) {
      this.addresses.release(place);
      this.line(`${place} = ${variable};`);
    }
  }

  private get depth(): number {
    return this.indent - 1;
  }

  /** The sums that every iteration of a loop adds to in the same place, so that a variable can hold them meanwhile. */
  private holdable(body: readonly Code[]): readonly string[] {
    const places = new Set<string>();
    for (const part of body) {
      if (!isSite(part)) return [];
      const { accesses, place } = this.plan(part);
      if (!this.source.listing.isAddition(part.item) || accesses[0]?.kind !== 'memory' || place === undefined) continue;
      if (!isFixedInside(place.pattern)) return [];
      places.add(this.addresses.address('w', place.pattern, part.loops));
    }
    return [...places];
  }

  private plan(site: Site): SitePlan {
    const plan = this.source.storage.plans[site.index];
    if (plan === undefined) throw new RangeError(`There is no site ${site.index}.`);
    return plan;
  }

  private writeSite(site: Site): void {
    const { listing } = this.source;
    const operation = listing.operations[site.item];
    if (operation === storeItem) this.writeStore(site);
    else if (operation === guardNode) this.writeGuard(site);
    else this.writeOperation(site, operation ?? -1);
  }

  private writeOperation(site: Site, operation: number): void {
    const { place, isLocal, accesses } = this.plan(site);
    const expression = this.expression(site, operation, accesses);
    const target = place && this.addresses.place(memoryName(place.memory), place.pattern, site.loops);
    if (isLocal) {
      this.line(`const ${localName(site.index)} = ${expression};`);
      if (target !== undefined) this.line(`${target} = ${localName(site.index)};`);
    } else if (target !== undefined) this.line(`${target} = ${expression};`);
  }

  private expression(site: Site, operation: number, accesses: readonly Access[]): string {
    const { program } = this.source.listing;
    const [first] = accesses;
    // A sum that begins here is its first term.
    if (first?.kind === 'nothing') {
      return accesses.slice(1).map((access) => this.addresses.access(access, site.loops))[0] ?? '';
    }
    const operands = accesses.map((access) => this.addresses.access(access, site.loops));
    const { primitive } = program.operation(operation);
    const value = this.source.listing.values[site.item] ?? -1;
    const isNumeric = value >= program.size || (program.isScalar(value) && this.allNumbers(site));
    if (isNumeric && primitive.code !== undefined) return substituted(primitive.code, operands);
    if (isNumeric && isElementwise(primitive)) {
      return `${this.source.scalar(primitive, this.bindings)}(${operands.join(', ')})`;
    }
    return `${this.kernelOf(site, operation)}(${operands.join(', ')})`;
  }

  /** What computes a value by the row's own code, in the same array at every call unless the value may be seen outside. */
  private kernelOf(site: Site, operation: number): string {
    const { listing, escapes } = this.source;
    const { program } = listing;
    const value = listing.values[site.item] ?? -1;
    const { primitive, params } = program.operation(operation);
    const evaluate = (...args: never[]): Plain => primitive.evaluate(args, params);
    const isHidden = value < program.size && !program.isScalar(value) && escapes[value] !== 1;
    if (isHidden && site.instances === 1) {
      const array = allocate(sizeOf(program.shapeOf(value)));
      return this.bindings.nameOf('kernel', (...args: never[]) => reusing(array, () => evaluate(...args)));
    }
    const kernel = this.kernels.get(operation) ?? evaluate;
    this.kernels.set(operation, kernel);
    return this.bindings.nameOf('kernel', kernel);
  }

  private allNumbers(site: Site): boolean {
    const { listing } = this.source;
    const { program } = listing;
    const count = listing.operandCount(site.item);
    for (let i = 0; i < count; i++) {
      const value = listing.operand(site.item, i);
      if (value >= 0 && value < program.size && !program.isScalar(value)) return false;
    }
    return true;
  }

  private writeStore(site: Site): void {
    const { listing, result } = this.source;
    const storeAt = (instance: number): number => listing.values[itemAt(site, instance)] ?? -1;
    const first = listing.stores[storeAt(0)];
    if (first === undefined) return;
    const width = result.columns[first.column]?.width ?? Infinity;
    const position = (instance: number): number => listing.stores[storeAt(instance)]?.position ?? -1;
    const pattern = (numberAt: (instance: number) => number): Pattern =>
      patternOf(site.loops, site.instances, numberAt);
    const row = pattern((instance) => Math.floor(position(instance) / width));
    const column = pattern((instance) => position(instance) % width);
    const values = this.plan(site).accesses.map((access) => this.addresses.access(access, site.loops));
    const entry = first.isRow ? `[${values.join(', ')}]` : (values[0] ?? '');
    const name = `r${first.column}`;
    const array = width === Infinity ? name : this.addresses.address(name, row, site.loops);
    this.line(`${this.addresses.address(array, column, site.loops)} = ${entry};`);
  }

  private writeGuard(site: Site): void {
    const { listing, ordinals } = this.source;
    const { program } = listing;
    const guardAt = (instance: number): number => listing.values[itemAt(site, instance)] ?? -1;
    const [condition] = this.plan(site).accesses;
    if (condition === undefined) return;
    const ordinal = patternOf(site.loops, site.instances, (i) => ordinals.get(guardAt(i)) ?? -1);
    const text = this.addresses.access(condition, site.loops);
    const failed = program.heldAt(guardAt(0)) ? `${text} === 0` : `${text} !== 0`;
    this.line(`if (${failed}) return missed(${this.addresses.indexText(ordinal, site.loops)});`);
  }
}
