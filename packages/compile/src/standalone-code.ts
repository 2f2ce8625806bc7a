import { formatKey, type ContainerToken, type Elementwise } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { Bindings } from './bindings.js';
import { localUsersOf, type ArgumentName } from './code-source.js';
import { columnName, numberText } from './code-text.js';
import { CodeWriter } from './code-writer.js';
import type { ArgumentLayout } from './program/arguments.js';
import { leavesOf, type Plan } from './program/plan.js';
import { constantNode } from './program/program.js';
import type { ColumnResult } from './program/results.js';

/** The parts of a module: what stands before the function, and the statements in it. */
export interface StandaloneCode {
  readonly before: readonly string[];
  readonly body: readonly string[];
}

const missedText = `function missed() {
  throw new RangeError('These arguments go another way through the function than the examples that this code was made for.');
}`;

/**
 * Writes a program on numbers as code that refers to nothing but itself.
 *
 * @param exported - The name of the function, which nothing before it may have.
 */
export function standaloneCode(
  plan: Plan,
  args: readonly ArgumentLayout[],
  names: readonly ArgumentName[],
  exported: string,
): StandaloneCode {
  const { listing, sites, storage, result, parts } = plan;
  const bindings = new Bindings(exported);
  const functions = new Map<unknown, string>();
  const returned = leavesOf(result).flatMap((node) => {
    const access = storage.results(node);
    return access.kind === 'local' ? [access.site] : [];
  });
  const source = {
    listing,
    sites,
    storage,
    result,
    args,
    names,
    scalar(primitive: Elementwise, bound: Bindings): string {
      functions.set(primitive.scalar, functionText(primitive));
      return bound.nameOf('f', primitive.scalar);
    },
    fixed: fixedText,
    object: objectText,
    ordinals: new Map<number, number>(),
    escapes: new Uint8Array(listing.program.size),
    localUsers: localUsersOf(sites, storage),
    returned: new Set(returned),
  };
  const body = result.columns.map((column) => `  const ${columnName(column)} = ${columnText(plan, column)};`);
  if (storage.numbers > 0) body.push(`  const w = new Float64Array(${storage.numbers});`);
  for (const [from, to] of storage.cleared) body.push(`  w.fill(-0, ${from}, ${to});`);
  const writer = new CodeWriter(source, bindings);
  for (const part of parts) writer.write(part);
  if (writer.text !== '') body.push(writer.text);
  body.push(`  return ${writer.result(result.root)};`);

  const before = bindings.entries().map(([name, thing]) => {
    const text = functions.get(thing);
    if (text !== undefined) return `const ${name} = ${text};`;
    if (thing instanceof Int32Array) return `const ${name} = Int32Array.of(${thing.join(', ')});`;
    return `const ${name} = Float64Array.of(${Array.from(thing as Float64Array, numberText).join(', ')});`;
  });
  if (writer.text.includes('return missed(')) before.push(missedText);
  return { before, body };
}

function functionText({ name, body, uncoded }: Elementwise): string {
  if (body === undefined) {
    throw new WengertError(
      `emit: ${name} has no code that could stand alone${uncoded === undefined ? '' : ` (${uncoded})`}. Use compile.`,
    );
  }
  return `(x, y, z) => {\n${body.replace(/^/gm, '  ')}\n}`;
}

/** An object literal. A key is written as text in quotes, in brackets so that none has a meaning of its own. */
function objectText(token: ContainerToken, parts: readonly string[]): string {
  if (token.keys === undefined) return `[${parts.join(', ')}]`;
  const properties = token.keys.map((key, i) => {
    const name = /^[A-Za-z]\w*$/.test(key) ? key : `[${quoted(key)}]`;
    return `${name}: ${parts[i] ?? 'undefined'}`;
  });
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
}

/** A text as a literal. Whatever it contains, it ends neither a comment nor a script element nor a line. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[<>/*\u007f-\uffff]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}

/** A step of a path into a tree, as code. */
export function stepText(key: string | number): string {
  return typeof key === 'number' || /^[A-Za-z]\w*$/.test(key) ? formatKey(key) : `[${quoted(key)}]`;
}

/** A text, flag or the like as a literal; `undefined` for what has none. */
export function literalText(fixed: unknown): string | undefined {
  if (typeof fixed === 'string') return quoted(fixed);
  if (fixed === null || fixed === undefined || typeof fixed === 'boolean') return String(fixed);
  return typeof fixed === 'bigint' ? `${fixed}n` : undefined;
}

function fixedText(fixed: unknown): string {
  const literal = literalText(fixed);
  if (literal !== undefined) return literal;
  throw new WengertError('emit: the function returns something that is no number, tensor, text or flag. Leave it out.');
}

/** A column before it is filled: constant numbers stand in it already. */
function columnText({ listing }: Plan, { entries, width, isTyped }: ColumnResult): string {
  const { program } = listing;
  const constants = entries.map((entry) =>
    entry.kind === 'leaf' && program.kindOf(entry.node) === constantNode ? program.scalarExample(entry.node) : 0,
  );
  const rows = entries.length / (width ?? entries.length);
  if (constants.every((x) => Object.is(x, 0))) {
    if (width !== undefined) return `Array.from({ length: ${rows} }, () => new Array(${width}).fill(0))`;
    return isTyped ? `new Float64Array(${entries.length})` : `new Array(${entries.length}).fill(0)`;
  }
  const texts = constants.map(numberText);
  if (width !== undefined) {
    const lines = Array.from({ length: rows }, (_, row) => texts.slice(row * width, (row + 1) * width).join(', '));
    return `[${lines.map((line) => `[${line}]`).join(', ')}]`;
  }
  return isTyped ? `Float64Array.of(${texts.join(', ')})` : `[${texts.join(', ')}]`;
}
