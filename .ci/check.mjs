// `npm test`: everything a change must pass, up to the first failure. The unit tests take about as long as all else and keep
// one core busy, as does all else: so they run at the same time, and say what they have to say when they are done.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { findChromium, howToGetChromium, testInBrowsers } from './browsers.mjs';
import { testFreshProject } from './fresh-project.mjs';
import { install, pack, packages, publishedPackages, root, run, start, tarballOf } from './workspace.mjs';

const steps = [
  ['formatting', script('format:check')],
  ['lint', script('lint')],
  ['types', script('typecheck')],
  ['import map', script('imports')],
  ['documentation site', script('docs:check')],
  ['bundles', script('bundle')],
  ['packing', pack],
  ['what is published', () => eachTarball('publint', '--strict')],
  ['types as users resolve them', () => eachTarball('attw')],
  ['built packages', testBuiltPackages],
  ['packages in a fresh project', testFreshProject],
  ['size', script('size')],
  ['bundle in browsers', testBundleInBrowsers],
  ['nothing unused', script('unused')],
];

/** What could not be checked on this machine, and why. */
const leftOut = [];

install();
const count = steps.length + 1;
const tests = startTests();
for (const [index, [name, step]] of steps.entries()) {
  heading(index + 1, name);
  const begin = performance.now();
  const code = step();
  verdict(name, code, performance.now() - begin);
  // Tests that have failed by now need not wait for the other steps.
  if (await tests.hasFailed()) await tests.report();
}
await tests.report();
if (leftOut.length === 0) {
  console.log(`\nAll ${count} checks passed.`);
} else {
  console.log(`\n${count - leftOut.length} checks passed. LEFT OUT on this machine:\n${leftOut.join('\n')}`);
}

function heading(number, name) {
  console.log(`\n── ${number}/${count} ${name} ${'─'.repeat(Math.max(2, 60 - name.length))}`);
}

/** Says how a step ended; one that failed is the last. */
function verdict(name, code, milliseconds) {
  const seconds = (milliseconds / 1000).toFixed(1);
  if (code !== undefined && code !== 0) {
    console.error(`\n${name}: failed after ${seconds} s (exit code ${code})`);
    tests.stop();
    process.exit(code);
  }
  if (code === undefined) console.log(`${name}: LEFT OUT`);
  else console.log(`${name}: passed in ${seconds} s`);
}

/** The unit tests, running. */
function startTests() {
  const begin = performance.now();
  const log = join(root, 'node_modules', '.cache', 'unit-tests.log');
  // Not through npm, which would not hand on that they are to stop.
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const [command, ...args] = scripts['test:unit'].split(' ');
  const { finished, stop } = start(command, [...args, '--ci'], log);
  const done = finished.then((result) => ({ ...result, milliseconds: performance.now() - begin }));
  return {
    stop,
    /** Whether they are over, and not all have passed. */
    async hasFailed() {
      const result = await Promise.race([done, setTimeout(0)]);
      return result !== undefined && result.code !== 0;
    },
    /** Waits for their end, and shows what they said. */
    async report() {
      heading(count, 'tests');
      const { code, output, milliseconds } = await done;
      console.log(output);
      verdict('tests', code, milliseconds);
    },
  };
}

/** A step that is a script of package.json, so that it can also be run alone. */
function script(name, ...args) {
  return () => run('npm', ['run', '--silent', name, '--', ...args]).code;
}

/** The first exit code other than 0 among those of `check`, applied to each value in turn. */
function firstFailure(values, check) {
  for (const value of values) {
    const code = check(value);
    if (code !== 0) return code;
  }
  return 0;
}

/** In the browsers that are there: a machine with only Node and npm has none, and is told so. */
function testBundleInBrowsers() {
  const chromium = findChromium();
  if (chromium !== undefined) return testInBrowsers(chromium, 'bundle.browser');
  leftOut.push(`- bundle in browsers. ${howToGetChromium} npm test`);
  return undefined;
}

function eachTarball(command, ...args) {
  return firstFailure(publishedPackages(), ({ manifest }) => {
    const file = tarballOf(manifest);
    const { code, output } = run(command, [...args, relative(root, file)], { capture: true });
    if (code === 0) console.log(basename(file));
    else console.error(output);
    return code;
  });
}

/** Plain Node scripts that load or run what was built as users do; each fails by throwing. */
function testBuiltPackages() {
  const directories = [...packages().map(({ directory }) => directory), join(root, 'benchmarks', 'gradbench')];
  const folders = directories.map((directory) => join(directory, 'test', 'built'));
  const files = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => readdirSync(folder).map((file) => relative(root, join(folder, file))));
  return firstFailure(files, (file) => {
    console.log(file);
    return run('node', [file]).code;
  });
}
