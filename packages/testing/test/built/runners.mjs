// Under node:test and vitest, as under jest, a rule that checkRule or checkGrads refuses fails its test, and no other.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const directory = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const vitest = join(dirname(createRequire(import.meta.url).resolve('vitest/package.json')), 'vitest.mjs');

const runners = {
  'node:test': ['--test', '--test-reporter=tap', 'test/runners/node.test.mjs'],
  vitest: [vitest, 'run', '--root', '.', '--reporter=tap-flat', 'test/runners/vitest.test.mjs'],
};

for (const [runner, args] of Object.entries(runners)) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: directory, encoding: 'utf8' });
  assert.equal(status, 1, `${runner} fails:\n${stdout}${stderr}`);
  for (const name of ['checkRule', 'checkGrads']) {
    assert.match(stdout, new RegExp(`^ *ok \\d+ - .*${name} lets a right rule pass`, 'm'), stdout);
    assert.match(stdout, new RegExp(`^ *not ok \\d+ - .*${name} refuses a wrong rule`, 'm'), stdout);
  }
  assert.match(stdout, /the sign is flipped/, `${runner} says what checkRule found`);
  assert.match(stdout, /a factor of 2/, `${runner} says what checkGrads found`);
}
