import { readFileSync } from 'node:fs';
import { evaluations } from '../evaluations.js';
import { answer, type Answer, type Message } from '../protocol.js';

/** A function of an eval as it was asked for, and what the tool answers. */
export interface Evaluated<Input> {
  readonly name: string;
  readonly function: string;
  readonly input: Input;
  readonly output: unknown;
}

interface RecordedMessage extends Message {
  readonly description?: string;
}

/** The messages of a session that was recorded from the suite, at sizes small enough to check by other means. */
function recorded(module: string): RecordedMessage[] {
  const lines = readFileSync(new URL(`recorded/${module}.jsonl`, import.meta.url), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line) as RecordedMessage);
}

/** The functions that were asked for in a recorded session, with the answers as the suite reads them. */
export function evaluated<Input>(module: string): Evaluated<Input>[] {
  return recorded(module).flatMap((message) => {
    const reply = JSON.parse(JSON.stringify(answer(message, evaluations))) as Answer;
    if (reply.id !== message.id || reply.success === false) {
      throw new Error(`${module}: message ${message.id} got the answer ${JSON.stringify(reply)}.`);
    }
    if (message.kind !== 'evaluate') return [];
    const { function: name = '', description = '' } = message;
    return [
      { name: `${name} ${description}`.trim(), function: name, input: message.input as Input, output: reply.output },
    ];
  });
}
