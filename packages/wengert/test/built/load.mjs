// The built packages load by `import` and by `require`, even in one process, and offer the same exports both ways.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { name, dependencies } = require('wengert/package.json');

for (const specifier of [name, ...Object.keys(dependencies)]) {
  assert.match(import.meta.resolve(specifier), /\/dist\/index\.js$/, `import '${specifier}' loads the built ES module`);
  assert.match(
    require.resolve(specifier),
    /[\\/]dist[\\/]index\.cjs$/,
    `require('${specifier}') loads the built CommonJS`,
  );

  const imported = await import(specifier);
  const required = require(specifier);
  assert.deepEqual(Object.keys(required).sort(), Object.keys(imported).sort(), `${specifier}: exports by either way`);
}
