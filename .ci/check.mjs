// `npm test`: everything a change must pass, in order, up to the first failure.
import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { findChromium, howToGetChromium, testInBrowsers } from './browsers.mjs';
import { testFreshProject } from './fresh-project.mjs';
import { install, pack, packages, publishedPackages, root, run, tarballOf } from './workspace.mjs';

const steps = [
  ['formatting', script('format:check')],
  ['lint', script('lint')],
  ['types', script('typecheck')],
  ['tests', script('test:unit', '--ci')],
  ['import map', script('imports')],
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
for (const [index, [name, step]] of steps.entries()) {
  console.log(`\n── ${index + 1}/${steps.length} ${name} ${'─'.repeat(Math.max(2, 60 - name.length))}`);
  const start = performance.now();
  const code = step();
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  if (code !== undefined && code !== 0) {
    console.error(`\n${name}: failed after ${seconds} s (exit code ${code})`);
    process.exit(code);
  }
  if (code === undefined) console.log(`${name}: LEFT OUT`);
  else console.log(`${name}: passed in ${seconds} s`);
}
if (leftOut.length === 0) {
  console.log(`\nAll ${steps.length} checks passed.`);
} else {
  console.log(`\n${steps.length - leftOut.length} checks passed. LEFT OUT on this machine:\n${leftOut.join('\n')}`);
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
