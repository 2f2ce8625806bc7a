import { readdirSync } from 'node:fs';
import { join, sep } from 'node:path';
import { isElementwise, primitives, type Elementwise, type Primitive, type Row } from '@wengert/primitives';
import { documentedExportsOfFiles, type DocumentedExport } from './documented-exports.js';
import { markdownTable } from './markdown-table.js';
import { derivativeExpressions } from './symbolic-trace.js';

const sources = 'packages/primitives/src';

/** The subjects, and the files of the sources, or their folders, whose operations belong to each. */
const subjects: Readonly<Record<string, readonly string[]>> = {
  Arithmetic: ['rows/arithmetic', 'rows/powers', 'rows/rounding', 'rows/extrema', 'rows/clipping'],
  'Exponentials and logarithms': ['rows/exponential', 'rows/logarithms', 'rows/activations', 'rows/log-sums'],
  'Trigonometric and hyperbolic functions': ['rows/trigonometric', 'rows/polar', 'rows/hyperbolic'],
  'Special functions': ['rows/special/'],
  'Comparisons, masks and plain values': [
    ...['rows/comparisons', 'rows/masks', 'rows/where', 'rows/piecewise'],
    ...['rows/stop-gradient', 'plain-value'],
  ],
  'Reductions, scans and sorting': [
    ...['rows/sums', 'rows/products-along', 'rows/extremes-along', 'rows/extreme-indices', 'rows/statistics'],
    ...['rows/medians', 'rows/norms', 'rows/scans', 'rows/differences', 'rows/sorting'],
  ],
  Shapes: [
    ...['rows/reshaping', 'rows/axes', 'rows/repeating', 'rows/joining', 'rows/arranging', 'rows/padding'],
    'rows/diagonals',
  ],
  Indexing: ['rows/slicing', 'rows/taking', 'rows/taking-along', 'rows/updating'],
  Products: [
    ...['rows/products', 'rows/vector-products', 'rows/tensordot', 'rows/einsum', 'rows/kron', 'rows/cross'],
    'rows/convolution',
  ],
  'Linear algebra': ['rows/linalg/'],
};

/**
 * The text of `docs/operations.md`.
 *
 * @param root - The folder of the repository, whose doc comments it quotes.
 */
export function operationsPage(root: string): string {
  const operationsFile = `${sources}/operations.ts`;
  const files = documentedExportsOfFiles(root, [operationsFile, ...rowFiles(root)]);
  const operations = (files.get(operationsFile) ?? []).filter(({ kind }) => kind === 'value');
  const rows = new Map(primitives().map((row) => [row.name, row]));
  const homeless = operations.filter(
    ({ file }) =>
      !Object.values(subjects)
        .flat()
        .some((part) => belongs(file, part)),
  );
  if (homeless.length > 0) throw new Error(`No subject lists the file of ${homeless.map(nameOf).join(', ')}.`);
  const bySubject = Object.entries(subjects).flatMap(([subject, parts]) => {
    const cells = parts
      .flatMap((part) => operations.filter(({ file }) => belongs(file, part)))
      .map((operation) => publicCells(operation, rows.get(operation.name)));
    return [`## ${subject}\n`, `${markdownTable(['Operation', ...columns], cells)}\n`];
  });
  const documented = new Map([...files.values()].flat().map((exported) => [exported.name, exported]));
  const names = new Set(operations.map(nameOf));
  const internal = [...rows.values()]
    .filter(({ name }) => !names.has(name))
    .map((row) => internalCells(row, documented));
  return [introduction, ...bySubject, internalIntroduction, `${markdownTable(['Row', ...columns], internal)}\n`].join(
    '\n',
  );
}

const columns = ['Meaning', 'Kind', 'Derivative', 'Source'];

const introduction = `# Operations

This page is written by \`npm run docs:generate\`, from the table of derivative rules and the doc comments. A derivative is
the rule itself, run on symbols; what it calls is on this page too, so derivatives of every order can be read off. The
kinds:

- elementwise: works on each element by itself, with a derivative along each argument.
- selection: takes each element from one of its arguments, and derivatives from nowhere else.
- linear: linear in all arguments together, so that it is its own derivative.
- multilinear: linear in each argument, with a derivative by the product rule.
- structured: has a rule of its own, which its source derives.
- constant: locally constant; its derivative is zero by structure.
- composite: defined by other operations, from which its derivative follows. Those without a row of the table are, too.
`;

const internalIntroduction = `## Rows that derivatives are made of

No user calls these; they are what other rules, and definitions, are written with. A function and its derivatives are one
row where derivatives of all orders are to keep their digits.
`;

function nameOf({ name }: DocumentedExport): string {
  return name;
}

function rowFiles(root: string): readonly string[] {
  return readdirSync(join(root, sources), { recursive: true, encoding: 'utf8' })
    .map((name) => `${sources}/${name.replaceAll(sep, '/')}`)
    .filter((name) => /(rows|kinds)\/.*\.ts$/.test(name) && !name.includes('/kernels/'))
    .toSorted();
}

function belongs(file: string, part: string): boolean {
  return part.endsWith('/') ? file.startsWith(`${sources}/${part}`) : file === `${sources}/${part}.ts`;
}

function publicCells(operation: DocumentedExport, row: Row | undefined): readonly string[] {
  const { name, signature = '', description, parameters } = operation;
  const head = [`\`${name}${escaped(concise(signature))}\``, firstSentence(description)];
  if (row !== undefined) return [...head, ...rowCells(row, parameters)];
  // Only what returns values can be differentiated.
  const plain = /: (boolean|Plain)$/.test(signature);
  return [...head, plain ? '' : 'composite', plain ? 'none: the result is plain' : 'of what it is made of', ''];
}

function internalCells(row: Row, documented: ReadonlyMap<string, DocumentedExport>): readonly string[] {
  const names = argumentNames(row, documented);
  const head = names.length === 0 ? row.name : `${row.name}(${names.join(', ')})`;
  return [`\`${head}\``, meaningOfRow(row, documented), ...rowCells(row, names)];
}

/** What the doc comment of a row calls the arguments; integers, which are orders of derivatives, are `n` otherwise. */
function argumentNames(
  { name, domain = [] }: Row,
  documented: ReadonlyMap<string, DocumentedExport>,
): readonly string[] {
  const parameters = documented.get(name)?.parameters ?? [];
  // Those of one and two arguments are made by functions that give the arguments of all of them the same names.
  if (domain.length > 2 && parameters.length === domain.length) return parameters;
  const reals = ['x', 'y', 'z', 'w'].values();
  return domain.map(({ integer = false }) => (integer ? 'n' : (reals.next().value ?? 'v')));
}

/** The kind, the derivative and the source. */
function rowCells(row: Row, parameters: readonly string[]): readonly string[] {
  return [row.kind, derivative(row, parameters), escaped(row.source)];
}

/** What the derivative is, for the kinds that have the same for all their rows. */
const derivatives: Readonly<Record<Exclude<Row['kind'], 'elementwise'>, string>> = {
  selection: 'of what is selected',
  linear: 'linear',
  multilinear: 'linear in each argument',
  structured: 'see source',
  constant: '`0`',
  composite: 'of what it is made of',
};

function derivative(row: Row, parameters: readonly string[]): string {
  if (row.kind !== 'elementwise') return derivatives[row.kind];
  if (!hasPartials(row)) return derivatives.composite;
  const names = parameters.slice(0, row.arity);
  const expressions = derivativeExpressions(row, names).map((expression = '0') => `\`${expression}\``);
  if (expressions.every((expression) => expression === expressions[0])) return expressions[0] ?? '';
  return expressions.map((expression, i) => `by ${names[i] ?? ''}: ${expression}`).join('; ');
}

function hasPartials(row: Row): row is Elementwise {
  return 'evaluate' in row && isElementwise(row as Primitive);
}

/** The first sentence of the doc comment of a row, or of the operation of the same name. */
function meaningOfRow({ name }: Row, documented: ReadonlyMap<string, DocumentedExport>): string {
  const own = name.replace(/^linalg\./, '');
  const descriptions = [`${own}Row`, own].map((exported) => documented.get(exported)?.description ?? '');
  return firstSentence(descriptions.find((description) => description !== '') ?? '');
}

/** The first sentence of a doc comment, on one line. */
function firstSentence(description: string): string {
  const text = description.replaceAll(/\s+/g, ' ').replaceAll(/\{@link (\S+?) ?\}/g, '`$1`');
  return escaped(/^.*?[.](?= |$)/.exec(text)?.[0] ?? text);
}

/** A signature without what its question marks say already, and without what callers need not know. */
function concise(signature: string): string {
  return signature
    .replaceAll('readonly ', '')
    .replaceAll('; }', ' }')
    .replaceAll(/\{ [\w, ]+ \}\?:/g, 'options?:')
    .replaceAll(/(\w+)\??: ([^,()]*) \| undefined(?=[,)])/g, '$1?: $2');
}

/** Bars end the cells of a Markdown table, also inside of code. */
function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
