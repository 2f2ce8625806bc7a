// Runs the built tool as the suite does: messages in on standard input, answers out on standard output.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const tool = fileURLToPath(new URL('../../gradbench.js', import.meta.url));
const session = readFileSync(new URL('../recorded/hello.jsonl', import.meta.url), 'utf8');
const { status, stdout } = spawnSync('node', [tool], { input: session, encoding: 'utf8' });
assert.equal(status, 0);

const messages = session.trim().split('\n').map(JSON.parse);
const answers = stdout.trim().split('\n').map(JSON.parse);
assert.deepEqual(
  answers.map(({ id }) => id),
  messages.map(({ id }) => id),
);
messages.forEach(({ kind, function: name, input }, i) => {
  if (kind === 'evaluate') assert.equal(answers[i].output, name === 'square' ? input * input : 2 * input);
});
