// A small project that uses operators in a marked function, in a folder of its own, and what must be true once a tool has
// built or run it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

const require = createRequire(import.meta.url);

/** What the project is about; `typed` makes TypeScript of it. */
function loss(typed) {
  const text = `import { grad } from 'wengert';

interface Options {
  readonly limit: number;
}

const options: Options = { limit: 100 };

export function loss(w: number): number {
  'use wengert';
  let error = 2 * w - Math.sin(w);
  for (let i = 0; i < 2; i++) error *= w;
  if (error > options.limit) throw new RangeError('too far');
  return error;
}

export function bits(w: number): number {
  'use wengert';
  return w | 0;
}

export const slope = grad(loss);
export const refused = grad(bits);
`;
  return typed ? text : text.replace(/interface[^}]*\}\n/, '').replace(/: (?:number|Options)/g, '');
}

const program = (importing) => `${importing}
const report = { value: loss(2), slope: slope(2), bits: bits(2.5), errors: [] };
for (const f of [loss, slope, refused]) {
  try {
    f(10);
  } catch (error) {
    report.errors.push(error.stack);
  }
}
console.log(JSON.stringify(report));
`;

/** The files of the project as modules in JavaScript. */
export const javaScript = {
  'package.json': '{ "type": "module" }',
  'src/loss.js': loss(false),
  'src/main.js': program("import { bits, loss, refused, slope } from './loss.js';"),
};

/** The files of the project as modules in TypeScript. */
export const typeScript = {
  'package.json': '{ "type": "module" }',
  'src/loss.ts': loss(true),
  'src/main.ts': program("import { bits, loss, refused, slope } from './loss.ts';")
    .replace('[] }', '[] as unknown[] }')
    .replace('error.stack', '(error as Error).stack'),
};

/** The files of the project as CommonJS. */
export const commonJs = {
  'package.json': '{}',
  'src/loss.js': loss(false)
    .replace("import { grad } from 'wengert'", "const { grad } = require('wengert')")
    .replace(/export const (\w+)/g, 'const $1 = exports.$1')
    .replace(/export function (\w+)/g, 'exports.$1 = $1;\nfunction $1'),
  'src/main.js': program("const { bits, loss, refused, slope } = require('./loss.js');"),
};

/** Writes a project into a temporary folder where it finds the built packages, and removes it after use. */
export async function inProject(files, use) {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'wengert-syntax-')));
  try {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(directory, name)), { recursive: true });
      writeFileSync(join(directory, name), text);
    }
    for (const name of ['wengert', '@wengert/syntax', 'ts-jest', 'typescript']) {
      const link = join(directory, 'node_modules', name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(dirname(require.resolve(`${name}/package.json`)), link, 'junction');
    }
    await use(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Runs a file of the project with Node, and checks what it says. */
export function checkRun(directory, name, args, source) {
  const output = execFileSync(process.execPath, [...args, name], { cwd: directory, encoding: 'utf8' });
  checkReport(JSON.parse(output), source);
}

/** Checks what the program of the project says; `source` is the file in which `loss` was written. */
export function checkReport({ value, slope, bits, errors }, source) {
  const error = 4 - Math.sin(2);
  assert.equal(value, error * 2 * 2);
  assert.ok(Math.abs(slope - ((2 - Math.cos(2)) * 4 + error * 4)) < 1e-12, `the slope is ${slope}`);
  assert.equal(bits, 2);
  const [name, text] = source;
  const file = name.replace(/^.*\//, '');
  const [plain, traced, refused] = errors;
  const thrown = place(text, 'new RangeError');
  for (const stack of [plain, traced]) {
    assert.match(stack, /RangeError: too far/);
    assert.ok(
      stack.includes(`${file}:${thrown.line}:${thrown.column + 1}`),
      `the place where it was written: ${stack}`,
    );
  }
  const { line, column } = place(text, 'w | 0');
  assert.match(refused, new RegExp(`TraceError: ${file}:${line}:${column + 1}: the operator \\| has no derivative`));
}

/** Checks that breakpoints in a bundle, in both copies of a line, lead to where the line was written. */
export function checkMap(directory, bundle, [name, text]) {
  const code = readFileSync(join(directory, bundle), 'utf8');
  const map = new TraceMap(readFileSync(join(directory, `${bundle}.map`), 'utf8'));
  for (const statement of ['let error = ', 'throw new RangeError(']) {
    // The library, which may be in the bundle as well, has such lines of its own.
    const found = places(code, statement)
      .map((position) => originalPositionFor(map, position))
      .filter(({ source }) => source?.endsWith(name));
    assert.equal(found.length, 2, `${statement} is there twice`);
    for (const { line, column } of found) assert.deepEqual({ line, column }, place(text, statement));
  }
}

function place(text, part) {
  const [first] = places(text, part);
  assert.ok(first !== undefined, `${part} is there`);
  return first;
}

function places(text, part) {
  return text
    .split(part)
    .slice(0, -1)
    .map((_, index, before) => {
      const lines = before
        .slice(0, index + 1)
        .join(part)
        .split('\n');
      return { line: lines.length, column: lines.at(-1).length };
    });
}

/** The file of a project in which `loss` is written: its name and text. */
export function lossOf(files) {
  return Object.entries(files).find(([name]) => /loss/.test(name));
}
