import { isElementwise, unflatten } from '@wengert/primitives';
import type { Bindings } from './bindings.js';
import { guardNode } from './program/program.js';
import { storeItem, type Listing } from './program/listing.js';
import { isFixedInside, patternOf, type Pattern } from './program/patterns.js';
import type { Loop } from './program/repeats.js';
import type { ColumnResult, Result } from './program/results.js';
import { isSite, itemAt, type Code, type Site, type Sites } from './program/sites.js';
import type { Access, SitePlan, Storage } from './program/storage.js';
import type { ArgumentLayout } from './program/arguments.js';

/** What the writer works from. */
export interface Source {
  readonly listing: Listing;
  readonly sites: Sites;
  readonly storage: Storage;
  readonly args: readonly ArgumentLayout[];
  /** For each guard, which one it is in the order in which the function met them. */
  readonly ordinals: ReadonlyMap<number, number>;
}

/** Writes the statements of a program. The text contains identifiers and numbers of our making, and nothing else. */
export class CodeWriter {
  private readonly source: Source;
  private readonly bindings: Bindings;
  private readonly lines: string[] = [];
  private indent = 1;
  /** Sums that stand in a variable while a loop runs: where they stand otherwise, and the name of the variable. */
  private readonly held = new Map<string, string>();
  private heldCount = 0;
  private readonly kernels = new Map<number, unknown>();

  constructor(source: Source, bindings: Bindings) {
    this.source = source;
    this.bindings = bindings;
  }

  /** The text so far. */
  get text(): string {
    return this.lines.join('\n');
  }

  /** Writes code, and what it is made of. */
  write(code: Code): void {
    if (isSite(code)) this.writeSite(code);
    else this.writeLoop(code.loop, code.body);
  }

  /** An expression for the result. */
  result(result: Result): string {
    switch (result.kind) {
      case 'leaf':
        return this.access(this.source.storage.results(result.node), []);
      case 'fixed':
        return this.bindings.nameOf('fixed', result.fixed);
      case 'row':
        return `[${result.nodes.map((node) => this.access(this.source.storage.results(node), [])).join(', ')}]`;
      case 'column':
        return columnName(result);
      case 'container': {
        const parts = result.parts.map((part) => this.result(part));
        const { token } = result;
        if (token.keys === undefined) return `[${parts.join(', ')}]`;
        const structure = [token, ...token.keys.map(() => 'leaf' as const)];
        const build = (leaves: readonly unknown[]): unknown => unflatten(structure, leaves);
        return `${this.bindings.nameOf('object', build)}([${parts.join(', ')}])`;
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
      this.held.set(place, variable);
    }
    this.line(`for (let ${name} = 0; ${name} < ${loop.trips}; ${name}++) {`);
    this.indent++;
    for (const part of body) this.write(part);
    this.indent--;
    this.line('}');
    for (const { place, variable } of sums) {
      this.held.delete(place);
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
      places.add(this.address('w', place.pattern, part.loops));
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
    const target = place && this.place(memoryName(place.memory), place.pattern, site.loops);
    if (isLocal) {
      this.line(`const ${localName(site.index)} = ${expression};`);
      if (target !== undefined) this.line(`${target} = ${localName(site.index)};`);
    } else if (target !== undefined) this.line(`${target} = ${expression};`);
  }

  private expression(site: Site, operation: number, accesses: readonly Access[]): string {
    const { program } = this.source.listing;
    const [first] = accesses;
    // A sum that begins here is its first term.
    if (first?.kind === 'nothing') return accesses.slice(1).map((access) => this.access(access, site.loops))[0] ?? '';
    const operands = accesses.map((access) => this.access(access, site.loops));
    const { primitive, params } = program.operation(operation);
    const value = this.source.listing.values[site.item] ?? -1;
    const isNumeric = value >= program.size || (program.isScalar(value) && this.allNumbers(site));
    if (isNumeric && primitive.code !== undefined) return substituted(primitive.code, operands);
    if (isNumeric && isElementwise(primitive)) {
      return `${this.bindings.nameOf(primitive.name, primitive.scalar)}(${operands.join(', ')})`;
    }
    const kernel = this.kernelOf(
      operation,
      () =>
        (...args: never[]) =>
          primitive.evaluate(args, params),
    );
    return `${kernel}(${operands.join(', ')})`;
  }

  private kernelOf(operation: number, make: () => unknown): string {
    const kernel = this.kernels.get(operation) ?? make();
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
    const { listing } = this.source;
    const storeAt = (instance: number): number => listing.values[itemAt(site, instance)] ?? -1;
    const first = listing.stores[storeAt(0)];
    if (first === undefined) return;
    const position = patternOf(site.loops, site.instances, (i) => listing.stores[storeAt(i)]?.position ?? -1);
    const values = this.plan(site).accesses.map((access) => this.access(access, site.loops));
    const entry = first.isRow ? `[${values.join(', ')}]` : (values[0] ?? '');
    this.line(`${this.address(`r${first.column}`, position, site.loops)} = ${entry};`);
  }

  private writeGuard(site: Site): void {
    const { listing, ordinals } = this.source;
    const { program } = listing;
    const guardAt = (instance: number): number => listing.values[itemAt(site, instance)] ?? -1;
    const [condition] = this.plan(site).accesses;
    if (condition === undefined) return;
    const ordinal = patternOf(site.loops, site.instances, (i) => ordinals.get(guardAt(i)) ?? -1);
    const text = this.access(condition, site.loops);
    const failed = program.heldAt(guardAt(0)) ? `${text} === 0` : `${text} !== 0`;
    this.line(`if (${failed}) return missed(${this.indexText(ordinal, site.loops)});`);
  }

  private access(access: Access, loops: readonly Loop[]): string {
    switch (access.kind) {
      case 'constant': {
        const { program } = this.source.listing;
        const value = program.exampleOf(access.node);
        return typeof value === 'number' ? numberText(value) : this.bindings.nameOf('constant', value);
      }
      case 'constants':
        return `${this.bindings.tableOf('numbers', access.table)}[${instanceText(loops)}]`;
      case 'input':
        return this.input(access, loops);
      case 'local':
        return localName(access.site);
      case 'memory':
        return this.place(memoryName(access.memory), access.pattern, loops);
      case 'nothing':
        return numberText(-0);
    }
  }

  /** Where a value is kept: a variable while a loop runs that adds to it, and its slot otherwise. */
  private place(array: string, pattern: Pattern, loops: readonly Loop[]): string {
    const address = this.address(array, pattern, loops);
    return this.held.get(address) ?? address;
  }

  private input({ argument, memory, pattern }: Extract<Access, { kind: 'input' }>, loops: readonly Loop[]): string {
    const layout = this.source.args[argument];
    if (layout?.kind === 'array') return this.address(`x${argument}`, pattern, loops);
    if (layout?.kind !== 'tree') return `x${argument}`;
    return this.address(`x${argument}${memory === 'numbers' ? 'n' : 't'}`, pattern, loops);
  }

  private address(array: string, pattern: Pattern, loops: readonly Loop[]): string {
    return `${array}[${this.indexText(pattern, loops)}]`;
  }

  private indexText(pattern: Pattern, loops: readonly Loop[]): string {
    if (pattern.kind === 'table') {
      const entry = `${this.bindings.tableOf('places', pattern.table)}[${instanceText(loops)}]`;
      return pattern.offset === 0 ? entry : `${pattern.offset} + ${entry}`;
    }
    const terms = pattern.steps.flatMap((step, depth) =>
      step === 0 ? [] : [step === 1 ? loopName(depth) : `${numberText(step)} * ${loopName(depth)}`],
    );
    if (pattern.base !== 0 || terms.length === 0) terms.unshift(String(pattern.base));
    return terms.join(' + ');
  }
}

/** The name of the array that a column is filled in. */
export function columnName({ index }: ColumnResult): string {
  return `r${index}`;
}

/** A number as it is written in code. */
export function numberText(x: number): string {
  if (Object.is(x, -0)) return '(-0)';
  return x < 0 ? `(${x})` : String(x);
}

function memoryName(memory: 'numbers' | 'tensors'): string {
  return memory === 'numbers' ? 'w' : 'm';
}

function localName(site: number): string {
  return `v${site}`;
}

function loopName(depth: number): string {
  return `i${depth}`;
}

/** The code of a row with other names for its arguments. */
function substituted(code: string, operands: readonly string[]): string {
  return code.replace(/\b[xyz]\b/g, (name) => operands['xyz'.indexOf(name)] ?? name);
}

/** The number of an instance, from the counters of the loops around it. */
function instanceText(loops: readonly Loop[]): string {
  return loops.reduce((text, { trips }, depth) => {
    if (text === '') return loopName(depth);
    return `${depth === 1 ? text : `(${text})`} * ${trips} + ${loopName(depth)}`;
  }, '');
}
