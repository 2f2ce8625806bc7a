/// <reference lib="dom" />
import { beforeEach, expect, jest, test } from '@jest/globals';
import type { Answer, Place } from '../../src/playground/answer.js';
import type { ModuleReply, ModuleRequest } from '../../src/playground/module-worker.js';
import { ModuleRunner } from '../../src/playground/run-module.js';

/** A worker that answers when it is told to. */
class WaitingWorker {
  static all: WaitingWorker[] = [];
  readonly asked: string[] = [];
  isOver = false;
  onmessage: ((event: { readonly data: ModuleReply }) => void) | null = null;

  constructor() {
    WaitingWorker.all.push(this);
  }

  postMessage({ text }: ModuleRequest): void {
    this.asked.push(text);
  }

  terminate(): void {
    this.isOver = true;
  }

  reply(answer: string): void {
    this.onmessage?.({ data: { answer: answer as unknown as Answer } });
  }
}

const place: Place = { point: [1], seed: [1], radius: 1, output: 0 };

beforeEach(() => {
  jest.useFakeTimers();
  WaitingWorker.all = [];
  Object.assign(globalThis, { Worker: WaitingWorker });
});

test('a module that is asked for while another runs waits for it, and each gets its own answer', async () => {
  const runner = new ModuleRunner();
  const answers = [runner.run('first', place), runner.run('second', place)];
  const [worker] = WaitingWorker.all;
  await jest.advanceTimersByTimeAsync(9000);
  expect(worker?.asked).toEqual(['first']);
  worker?.reply('of the first');
  await jest.advanceTimersByTimeAsync(9000);
  expect(worker?.asked).toEqual(['first', 'second']);
  worker?.reply('of the second');
  expect(await Promise.all(answers)).toEqual(['of the first', 'of the second']);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(WaitingWorker.all.map(({ isOver }) => isOver)).toEqual([false]);
});

test('a module that does not end is stopped, and the next one runs in a new worker', async () => {
  const runner = new ModuleRunner();
  const first = runner.run('first', place).catch(String);
  const second = runner.run('second', place);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(await first).toBe('Error: The module did not come to an end within 10 seconds and was stopped.');
  expect(WaitingWorker.all.map(({ isOver, asked }) => ({ isOver, asked }))).toEqual([
    { isOver: true, asked: ['first'] },
    { isOver: false, asked: ['second'] },
  ]);
  WaitingWorker.all[1]?.reply('of the second');
  expect(await second).toBe('of the second');
});
