import { isElementwise } from '@wengert/primitives';
import { allocate, dataOf, DenseTensor, sizeOf, type Accumulator, type Plain, type Shape } from '@wengert/tensor';
import type { Addresses } from './addresses.js';
import type { Bindings } from './bindings.js';
import type { Source } from './code-source.js';
import { elementName, elementText, localName, memoryName, numberText, substituted } from './code-text.js';
import type { SitePlan } from './program/access.js';
import { reachOf } from './program/fusion.js';
import type { FusedLoop } from './program/grouping.js';
import type { Site } from './program/sites.js';

/** What is done with an element, given an expression for which one it is. */
type Step = (at: string) => string;

/** Longer bodies of loops are not repeated. */
const longestRound = 16;

/** Writes loops over the elements of tensors. What only the loop itself uses never gets an array. */
export class FusedLoops {
  private readonly source: Source;
  private readonly bindings: Bindings;
  private readonly addresses: Addresses;
  private count = 0;

  constructor(source: Source, bindings: Bindings, addresses: Addresses) {
    this.source = source;
    this.bindings = bindings;
    this.addresses = addresses;
  }

  /** What reduces elements as a site does, in pieces; `undefined` for sites that do no such thing. */
  accumulatorOf(site: Site): Accumulator | undefined {
    const { listing, escapes } = this.source;
    const { program } = listing;
    const operation = listing.operations[site.item] ?? -1;
    const value = listing.values[site.item] ?? -1;
    if (operation < 0 || value >= program.size) return undefined;
    const { primitive, params } = program.operation(operation);
    const target = program.shapeOf(value);
    const isHidden = !program.isScalar(value) && escapes[value] !== 1 && site.instances === 1;
    const into = isHidden ? new Float64Array(sizeOf(target)) : undefined;
    return primitive.accumulate?.(program.shapeOf(listing.operand(site.item, 0)), params, target, into);
  }

  /** The lines of a loop. */
  linesOf({ elements, reductions }: FusedLoop): readonly string[] {
    const { listing, localUsers, returned } = this.source;
    const { program } = listing;
    const shape = program.shapeOf(listing.values[elements[0]?.item ?? -1] ?? -1);
    const counter = `e${this.count++}`;
    const inside = new Set([...elements, ...reductions.map(({ site }) => site)].map(({ index }) => index));
    const before: string[] = [];
    const after: string[] = [];
    const steps: Step[] = [];
    const arrays = new Map<string, string>();
    const arrayOf = (tensor: string): string => {
      const known = arrays.get(tensor) ?? `${counter}d${arrays.size}`;
      if (!arrays.has(tensor)) before.push(`const ${known} = ${tensor}.data;`);
      arrays.set(tensor, known);
      return known;
    };
    /** Where the elements of a site stand, if they stand anywhere. */
    const kept = new Map<number, string>();
    for (const site of elements) {
      const element = this.elementOf(site, shape, inside, arrayOf);
      steps.push((at) => `const ${elementName(site.index)} = ${element(at)};`);
      const { place } = this.planOf(site);
      const isUsedOutside =
        returned.has(site.index) || (localUsers[site.index] ?? []).some(({ index }) => !inside.has(index));
      if (place === undefined && !isUsedOutside) continue;
      const name = localName(site.index);
      kept.set(site.index, `${name}d`);
      before.unshift(`const ${name} = ${this.tensorFor(site, shape, place !== undefined)};`);
      before.push(`const ${name}d = ${name}.data;`);
      steps.push((at) => `${name}d[${at}] = ${elementName(site.index)};`);
      if (place !== undefined) after.push(this.keepingText(site));
    }
    const [first] = reductions;
    if (first === undefined) {
      return [...before, `let ${counter} = 0;`, ...loopText(counter, sizeOf(shape), steps), ...after];
    }

    const { ends } = first.accumulator;
    const longest = ends.reduce((length, end, i) => Math.max(length, end - (ends[i - 1] ?? 0)), 0);
    const [piece, from, to] = [`${counter}p`, `${counter}s`, `${counter}t`];
    const taken = reductions.map(({ site, of, accumulator }) => {
      const known = kept.get(of);
      const array = known ?? `${counter}d${arrays.size}`;
      if (known === undefined) {
        before.push(`const ${array} = ${this.bindings.nameOf('piece', new Float64Array(longest))};`);
        arrays.set(array, array);
        steps.push((at) => `${array}[${at} - ${from}] = ${elementName(of)};`);
      }
      if (this.planOf(site).place !== undefined) after.push(this.keepingText(site));
      return {
        array,
        start: known === undefined ? '0' : from,
        accumulator: this.bindings.nameOf('accumulator', accumulator),
      };
    });
    const results = reductions.map(({ site }) => localName(site.index));
    return [
      ...before,
      `let ${results.join(', ')};`,
      'do {',
      `  for (let ${piece} = 0, ${counter} = 0; ${piece} < ${ends.length}; ${piece}++) {`,
      `    const ${from} = ${counter}, ${to} = ${this.bindings.tableOf('ends', ends)}[${piece}];`,
      ...loopText(counter, to, steps).map((line) => `    ${line}`),
      ...taken.map(({ accumulator, array, start }) => `    ${accumulator}.take(${piece}, ${array}, ${start});`),
      '  }',
      ...taken.map(({ accumulator }, i) => `  ${results[i] ?? ''} = ${accumulator}.finish();`),
      `} while (${results.map((result) => `${result} === undefined`).join(' || ')});`,
      ...after,
    ];
  }

  /** An expression for an element of a site, given which one it is. */
  private elementOf(site: Site, shape: Shape, inside: ReadonlySet<number>, arrayOf: (tensor: string) => string): Step {
    const { listing } = this.source;
    const { program } = listing;
    const operands = this.planOf(site).accesses.map((access, i): Step => {
      if (access.kind === 'local' && inside.has(access.site)) return () => elementName(access.site);
      const operand = listing.operand(site.item, i);
      const repeated = access.kind === 'constant' ? repeatedNumber(program.exampleOf(operand)) : undefined;
      if (repeated !== undefined) return () => numberText(repeated);
      const reach = reachOf(operand >= program.size ? [] : program.shapeOf(operand), shape);
      const text = this.addresses.access(access, site.loops);
      if (reach === undefined || reach.kind === 'number') return () => text;
      const array = arrayOf(text);
      return (at) => `${array}[${elementText(reach, at)}]`;
    });
    const { primitive } = program.operation(listing.operations[site.item] ?? -1);
    const { code } = primitive;
    if (code !== undefined) {
      return (at) =>
        substituted(
          code,
          operands.map((operand) => operand(at)),
        );
    }
    if (!isElementwise(primitive)) throw new RangeError(`${primitive.name} does not work on each element by itself.`);
    const f = this.source.scalar(primitive, this.bindings);
    return (at) => `${f}(${operands.map((operand) => operand(at)).join(', ')})`;
  }

  private planOf(site: Site): SitePlan {
    const plan = this.source.storage.plans[site.index];
    if (plan === undefined) throw new RangeError(`There is no site ${site.index}.`);
    return plan;
  }

  /** The statement that keeps the value of a site for other iterations and functions. */
  private keepingText(site: Site): string {
    const { place } = this.planOf(site);
    if (place === undefined) return '';
    return `${this.addresses.place(memoryName(place.memory), place.pattern, site.loops)} = ${localName(site.index)};`;
  }

  /** An array for the value of a site: its own at every call where that may be returned or kept, and else always the same. */
  private tensorFor(site: Site, shape: Shape, isKept: boolean): string {
    const value = this.source.listing.values[site.item] ?? -1;
    if (this.source.escapes[value] === 1 || (isKept && site.instances > 1)) {
      return `newTensor(${this.bindings.nameOf('shape', shape)})`;
    }
    return this.bindings.nameOf('tensor', new DenseTensor(allocate(sizeOf(shape)), shape));
  }
}

/** The number that all elements are; `undefined` where they differ. */
function repeatedNumber(x: Plain): number | undefined {
  const data = dataOf(x);
  const [first] = data;
  return data.every((element) => Object.is(element, first)) ? first : undefined;
}

/**
 * A loop from where the counter stands up to a limit. Four elements to a round: engines check the kind and the length of
 * each array anew in every round.
 */
function loopText(counter: string, limit: number | string, steps: readonly Step[]): readonly string[] {
  const round = (at: string): readonly string[] => steps.map((step) => `  ${step(at)}`);
  const rest = [`for (; ${counter} < ${limit}; ${counter}++) {`, ...round(counter), '}'];
  if (steps.length > longestRound || limit === 1) return rest;
  const four = [0, 1, 2, 3].flatMap((k) => [
    `  {`,
    ...round(k === 0 ? counter : `(${counter} + ${k})`).map((line) => `  ${line}`),
    '  }',
  ]);
  return [`for (; ${counter} + 3 < ${limit}; ${counter} += 4) {`, ...four, '}', ...rest];
}
