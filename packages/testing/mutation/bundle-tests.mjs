// Run by Stryker in its copy of the workspace: makes one module of the tests that look at the table, with the mutated
// sources in it. (What the package manager has linked are the unmutated ones.)
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Where the dependencies are: Stryker links them to its copy, `.stryker-tmp/sandbox…`, only after this. */
const workspace = resolve('..', '..');

const packages = ['tensor', 'primitives', 'forward', 'reverse', 'batch', 'functional', 'compile', 'testing'];

// Random programs reach half of the table each, and find a mutant only by chance; the others are of something else, some
// of the names of functions, which bundling changes.
// What takes long and says nothing of some part of the table can be left out, such as `accuracy`.
const without = process.env['WENGERT_WITHOUT']?.split(',') ?? [];
const others = [
  ...without,
  'check-rule',
  'combinations',
  'documentation',
  'operations',
  'parameter-names',
  'random-programs',
];
const tests = [
  ...testsIn('primitives', (name) => !others.includes(name)),
  ...testsIn('testing', (name) => !others.includes(name)),
  ...testsIn('functional', (name) => ['piecewise', 'where'].includes(name)),
  ...testsIn('reverse', (name) => name === 'recording-scalars'),
];

const registry = './packages/testing/mutation/registered-tests.mjs';
const entry = [
  "import fc from 'fast-check';",
  // The same calls for each mutant. A counterexample that nobody reads need not be shrunk.
  'fc.configureGlobal({ seed: 1, endOnFailure: true });',
  `export { tests } from '${registry}';`,
  ...tests.map((file) => `import './${file}';`),
];

await build({
  stdin: { contents: entry.join('\n'), resolveDir: process.cwd() },
  outfile: 'mutation/tests.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  // That packages have no side effects is not true of their tests.
  ignoreAnnotations: true,
  alias: {
    ...Object.fromEntries(packages.map((name) => [`@wengert/${name}`, `./packages/${name}/src/index.ts`])),
    '@jest/globals': registry,
  },
  external: ['expect'],
  nodePaths: ['primitives', 'testing'].map((name) => join(workspace, 'packages', name, 'node_modules')),
  logLevel: 'warning',
});

function testsIn(name, isWanted) {
  const folder = `packages/${name}/test`;
  return readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.test.ts') && isWanted(file.replace('.test.ts', '')))
    .map((file) => `${folder}/${file}`);
}
