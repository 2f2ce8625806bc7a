// Every entry point of every installed package offers the same exports in each of its forms, loaded in one process: joined
// for Node, by `import` and by `require`, and as the separate modules that bundlers get.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

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
    const exported = Object.keys(await import(specifier)).sort();
    assert.match(
      import.meta.resolve(specifier),
      /\/dist\/node\/[\w-]+\.js$/,
      `import '${specifier}' loads joined modules`,
    );
    const apart = await import(pathToFileURL(join(dirname(manifest), conditions.import.default)).href);
    assert.deepEqual(Object.keys(apart).sort(), exported, `${specifier}: exports of the separate modules`);
    if (conditions.require !== undefined) {
      assert.match(
        require.resolve(specifier),
        /[\\/]dist[\\/]node[\\/][\w-]+\.cjs$/,
        `require('${specifier}') loads CommonJS`,
      );
      assert.deepEqual(Object.keys(require(specifier)).sort(), exported, `${specifier}: exports either way`);
    }
    entryPoints += 1;
  }
}
assert.ok(entryPoints >= Object.keys(dependencies).length, 'every package has an entry point');
