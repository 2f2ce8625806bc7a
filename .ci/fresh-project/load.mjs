// Every entry point of every installed package, loaded by `import` and by `require` in one process, offers the same exports.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const require = createRequire(import.meta.url);
const readManifest = (url) => JSON.parse(readFileSync(url, 'utf8'));
const { dependencies } = readManifest(new URL('package.json', import.meta.url));

let entryPoints = 0;
for (const name of Object.keys(dependencies)) {
  const manifest = require.resolve(`${name}/package.json`);
  for (const file of ['LICENSE', 'README.md']) {
    assert.ok(existsSync(join(dirname(manifest), file)), `${name} has ${file}`);
  }
  const { exports } = readManifest(manifest);
  for (const [path, conditions] of Object.entries(exports)) {
    // A manifest, and what only runs in one of the two ways.
    if (typeof conditions === 'string') continue;
    const specifier = `${name}${path.slice(1)}`;
    const imported = await import(specifier);
    assert.match(import.meta.resolve(specifier), /\/dist\/[\w-]+\.js$/, `import '${specifier}' loads an ES module`);
    if (conditions.require !== undefined) {
      const required = require(specifier);
      assert.match(require.resolve(specifier), /[\\/]dist[\\/][\w-]+\.cjs$/, `require('${specifier}') loads CommonJS`);
      assert.deepEqual(Object.keys(required).sort(), Object.keys(imported).sort(), `${specifier}: exports either way`);
    }
    entryPoints += 1;
  }
}
assert.ok(entryPoints >= Object.keys(dependencies).length, 'every package has an entry point');
