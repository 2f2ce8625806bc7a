// A tool for the GradBench suite: reads messages from standard input and answers on standard output.
import { once } from 'node:events';
import { evaluations } from './evaluations.js';
import { linesOf } from './lines.js';
import { answer, type Message } from './protocol.js';

for await (const line of linesOf(process.stdin)) {
  const reply = answer(JSON.parse(line) as Message, evaluations);
  if (reply !== undefined && !process.stdout.write(`${JSON.stringify(reply)}\n`)) await once(process.stdout, 'drain');
}
