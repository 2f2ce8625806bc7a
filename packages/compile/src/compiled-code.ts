import { unflatten, type ContainerToken } from '@wengert/primitives';
import { allocate, DenseTensor, isDense, ownCode, sameShape, sizeOf, type Shape } from '@wengert/tensor';
import { Bindings } from './bindings.js';
import { localUsersOf, type Source } from './code-source.js';
import { columnName, nameOfArgument, numberText } from './code-text.js';
import { CodeWriter } from './code-writer.js';
import { treeReader, type ArgumentLayout } from './program/arguments.js';
import { escapingNodes } from './program/fusion.js';
import { leavesOf, type Plan } from './program/plan.js';
import { constantNode, type Program } from './program/program.js';
import type { ColumnResult } from './program/results.js';
import { otherArguments, otherWay, type Executable } from './executable.js';

/** Longer code is slower to compile than to interpret. */
const longestCode = 30_000;

/** The text of a program, and what its names stand for. */
export interface Written {
  readonly text: string;
  readonly bindings: Bindings;
}

/** Writes a plan as JavaScript: the body of a function that returns the compiled one. */
export function writeCode(plan: Plan, args: readonly ArgumentLayout[], ordinals: ReadonlyMap<number, number>): Written {
  const bindings = new Bindings();
  const { listing, sites, storage, result, parts } = plan;
  const leafNodes = leavesOf(result);
  const returned = new Set(
    leafNodes.flatMap((node) => {
      const access = storage.results(node);
      return access.kind === 'local' ? [access.site] : [];
    }),
  );
  const escapes = escapingNodes(listing.program, leafNodes);
  const source: Source = {
    listing,
    sites,
    storage,
    result,
    args,
    names: args.map((_, i) => nameOfArgument(i)),
    scalar: ({ scalar }, bound) => bound.nameOf('f', scalar),
    fixed: (fixed, bound) => bound.nameOf('fixed', fixed),
    object(token, parts, bound) {
      return `${bound.nameOf('object', builder(token))}([${parts.join(', ')}])`;
    },
    ordinals,
    escapes,
    localUsers: localUsersOf(sites, storage),
    returned,
  };

  const columns = result.columns.map(columnName);
  const parameters = args.map((_, i) => `x${i}`);
  const leaves = args.flatMap((arg, i) => (arg.kind === 'tree' ? [`x${i}n`, `x${i}t`] : []));
  const inside = [...parameters, ...leaves, ...columns].join(', ');

  const [last = []] = parts.slice(-1);
  const functions = parts.slice(0, -1).map((part, index) => {
    const writer = new CodeWriter(source, bindings);
    writer.write(part);
    return `function part${index}(${inside}) {\n${writer.text}\n}`;
  });
  const writer = new CodeWriter(source, bindings);
  writer.write(last);

  const lines: string[] = [];
  args.forEach((arg, i) => lines.push(...checks(arg, i, bindings)));
  for (const column of result.columns) {
    const template = templateOf(listing.program, column);
    const copy = column.width === undefined ? 'slice()' : 'map((row) => row.slice())';
    lines.push(`  const ${columnName(column)} = ${bindings.nameOf('column', template)}.${copy};`);
  }
  for (const [from, to] of storage.cleared) lines.push(`  w.fill(-0, ${from}, ${to});`);
  functions.forEach((_, i) => lines.push(`  if (part${i}(${inside}) === otherWay) return otherWay;`));
  if (writer.text !== '') lines.push(writer.text);
  lines.push(`  return ${writer.result(result.root)};`);
  const heading = `return function compiled(${parameters.join(', ')}) {`;
  const whole = callsUsers(plan) ? [isRunningText, heading, ...runOnce(lines)] : [heading, ...lines];
  return { text: [...functions, ...whole, '};'].join('\n'), bindings };
}

/** Whether a program calls code of users, which may call anything. */
function callsUsers({ listing, sites }: Plan): boolean {
  return sites.sites.some(({ item }) => {
    const operation = listing.operations[item] ?? -1;
    return operation >= 0 && listing.program.operation(operation).primitive.isUserDefined === true;
  });
}

const isRunningText = 'let isRunning = false;';

/** Statements that do not run while they run. */
function runOnce(lines: readonly string[]): readonly string[] {
  return [
    '  if (isRunning) return otherArguments;',
    '  isRunning = true;',
    '  try {',
    ...lines.map((line) => line.replace(/^/gm, '  ')),
    '  } finally {',
    '    isRunning = false;',
    '  }',
  ];
}

/** Makes code of a text; `undefined` where a page forbids that, and where interpreting the program is quicker. */
export function executableCode({ text, bindings }: Written, { storage, sites }: Plan): Executable | undefined {
  if (sites.sites.length > longestCode) return undefined;
  let missed = -1;
  const bound: Record<string, unknown> = {
    w: new Float64Array(storage.numbers),
    m: new Array(storage.tensors).fill(undefined),
    otherArguments,
    otherWay,
    missed: (ordinal: number) => {
      missed = ordinal;
      return otherWay;
    },
    isDense,
    sameShape,
    newTensor: (shape: Shape) => new DenseTensor(allocate(sizeOf(shape)), shape),
  };
  for (const [name, thing] of bindings.entries()) bound[name] = thing;
  const run = ownCode(text, bound) as Executable['run'] | undefined;
  return run && { run, missed: () => missed };
}

function checks(arg: ArgumentLayout, index: number, bindings: Bindings): readonly string[] {
  const name = `x${index}`;
  switch (arg.kind) {
    case 'number':
      return [`  if (typeof ${name} !== 'number') return otherArguments;`];
    case 'tensor': {
      const shape = bindings.nameOf('shape', arg.shape);
      return [`  if (!isDense(${name}) || !sameShape(${name}.shape, ${shape})) return otherArguments;`];
    }
    case 'array': {
      const length = numberText(arg.length);
      return [
        `  if (!Array.isArray(${name}) || ${name}.length !== ${length}) return otherArguments;`,
        `  for (let i = 0; i < ${length}; i++) if (typeof ${name}[i] !== 'number') return otherArguments;`,
      ];
    }
    case 'tree': {
      const numbers = bindings.nameOf('leaves', new Float64Array(arg.numbers));
      const tensors = bindings.nameOf('arrays', new Array(arg.shapes.length).fill(undefined));
      return [
        `  const ${name}n = ${numbers}, ${name}t = ${tensors};`,
        `  if (!${bindings.nameOf('read', treeReader(arg))}(${name}, ${name}n, ${name}t)) return otherArguments;`,
      ];
    }
  }
}

/** What makes an object with these keys. */
function builder(token: ContainerToken): (leaves: readonly unknown[]) => unknown {
  const structure = [token, ...(token.keys ?? []).map(() => 'leaf' as const)];
  return (leaves) => unflatten(structure, leaves);
}

/** A column before the program runs: constant numbers stand in it already. */
function templateOf(program: Program, { entries, width }: ColumnResult): unknown[] {
  const flat = entries.map((entry) => {
    if (entry.kind === 'row') return undefined;
    return program.kindOf(entry.node) === constantNode ? program.scalarExample(entry.node) : NaN;
  });
  if (width === undefined) return flat;
  return Array.from({ length: flat.length / width }, (_, row) => flat.slice(row * width, (row + 1) * width));
}
