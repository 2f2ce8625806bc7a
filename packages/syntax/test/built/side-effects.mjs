// What is imported for its effects stays in a bundle: the manifest names its files, in each form that they are built in.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const folder = new URL('../../', import.meta.url);
const { exports, sideEffects } = JSON.parse(readFileSync(new URL('package.json', folder), 'utf8'));

for (const file of sideEffects) assert.ok(existsSync(new URL(file, folder)), `${file} is there`);

const { '@wengert/source': source, import: imported, require: required } = exports['./register'];
const files = [source, imported.node, imported.default, required.default];
assert.deepEqual(sideEffects.toSorted(), files.toSorted(), 'the files of ./register');

for (const conditions of [['node'], ['default']]) {
  const { outputFiles } = await build({
    bundle: true,
    conditions,
    external: ['node:*'],
    format: 'esm',
    logLevel: 'silent',
    platform: 'neutral',
    stdin: { contents: "import '@wengert/syntax/register';", resolveDir: fileURLToPath(folder) },
    mainFields: ['main'],
    write: false,
  });
  assert.match(outputFiles[0].text, /registerHooks/, `a bundle for ${conditions.join()}`);
}
