import type { Bindings } from './bindings.js';
import type { Source } from './code-source.js';
import { instanceText, localName, loopName, memoryName, nameOfArgument, numberText } from './code-text.js';
import type { Access } from './program/access.js';
import type { Pattern } from './program/patterns.js';
import type { Loop } from './program/repeats.js';

/** Expressions for values that are kept somewhere. */
export class Addresses {
  private readonly source: Source;
  private readonly bindings: Bindings;
  /** Sums that stand in a variable while a loop runs: where they stand otherwise, and the name of the variable. */
  private readonly held = new Map<string, string>();

  constructor(source: Source, bindings: Bindings) {
    this.source = source;
    this.bindings = bindings;
  }

  /** Has a variable stand for a place until it is released. */
  hold(place: string, variable: string): void {
    this.held.set(place, variable);
  }

  /** Ends what `hold` began. */
  release(place: string): void {
    this.held.delete(place);
  }

  /** An operand of a site in these loops. */
  access(access: Access, loops: readonly Loop[]): string {
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
  place(array: string, pattern: Pattern, loops: readonly Loop[]): string {
    const address = this.address(array, pattern, loops);
    return this.held.get(address) ?? address;
  }

  private input({ argument, memory, pattern }: Extract<Access, { kind: 'input' }>, loops: readonly Loop[]): string {
    const layout = this.source.args[argument];
    const { whole, numbers, tensors } = this.source.names[argument] ?? nameOfArgument(argument);
    if (layout?.kind === 'array') return this.address(whole, pattern, loops);
    if (layout?.kind !== 'tree') return whole;
    return this.address(memory === 'numbers' ? numbers : tensors, pattern, loops);
  }

  /** An element of an array. */
  address(array: string, pattern: Pattern, loops: readonly Loop[]): string {
    return `${array}[${this.indexText(pattern, loops)}]`;
  }

  /** Which element, from the counters of the loops. */
  indexText(pattern: Pattern, loops: readonly Loop[]): string {
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
