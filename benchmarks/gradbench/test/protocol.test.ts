import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { evaluates, type Evaluation } from '../evaluation.js';
import { evaluations } from '../evaluations.js';
import { linesOf } from '../lines.js';
import { answer } from '../protocol.js';

describe('the tool', () => {
  test('has all evals of the suite', () => {
    expect(Object.keys(evaluations).sort()).toEqual(
      ['ba', 'det', 'gmm', 'hello', 'ht', 'kmeans', 'llsq', 'lse', 'lstm', 'ode', 'particle', 'saddle'].sort(),
    );
  });

  test('says who it is, defines what it has, and takes note of the rest', () => {
    expect(answer({ id: 0, kind: 'start' }, evaluations)).toEqual({ id: 0, tool: 'wengert' });
    expect(answer({ id: 1, kind: 'define', module: 'gmm' }, evaluations)).toEqual({ id: 1, success: true });
    expect(answer({ id: 3, kind: 'analysis' }, evaluations)).toEqual({ id: 3 });
  });
});

describe('an evaluation', () => {
  let calls = 0;
  const counting: Evaluation = {
    count: evaluates(() => () => ++calls),
    slow: evaluates((): (() => void) => () => {
      const start = performance.now();
      while (performance.now() - start < 2);
    }),
    fail: evaluates((): (() => void) => () => {
      throw new Error('no such luck');
    }),
  };
  const evaluate = (name: string, input: unknown): ReturnType<typeof answer> =>
    answer({ id: 7, kind: 'evaluate', module: 'counting', function: name, input }, { counting });

  test('is run as often as the input demands, and every run is timed', () => {
    calls = 0;
    const reply = evaluate('count', { min_runs: 5, min_seconds: 0 });
    expect(reply).toMatchObject({ id: 7, success: true, output: 5 });
    const timings = reply?.timings ?? [];
    expect(timings.map(({ name }) => name)).toEqual(['prepare', ...new Array<string>(5).fill('evaluate')]);
    expect(timings.every(({ nanoseconds }) => Number.isInteger(nanoseconds))).toBe(true);
  });

  test('is run until enough time has passed', () => {
    const timings = evaluate('slow', { min_runs: 1, min_seconds: 0.02 })?.timings?.slice(1) ?? [];
    expect(timings.reduce((total, { nanoseconds }) => total + nanoseconds, 0)).toBeGreaterThanOrEqual(2e7);
  });

  test('that throws is reported, as are functions and modules that are not there', () => {
    expect(evaluate('fail', {})).toMatchObject({
      id: 7,
      success: false,
      error: expect.stringContaining('no such luck'),
    });
    expect(evaluate('none', {})).toMatchObject({ success: false, error: expect.stringContaining('no function none') });
    expect(answer({ id: 1, kind: 'define', module: 'none' }, { counting })).toMatchObject({ id: 1, success: false });
  });

  test('of which nothing is wanted ends the session', () => {
    expect(answer({ id: 8, kind: 'end' }, { counting })).toBeUndefined();
  });
});

test('lines are joined from pieces, wherever those are cut', async () => {
  const text = '{"a":"é"}\n\n{"b":2}\n{"c":3}';
  for (const size of [1, 3, 100]) {
    const bytes = Buffer.from(text);
    const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
      bytes.subarray(i * size, (i + 1) * size),
    );
    const lines: string[] = [];
    for await (const line of linesOf(Readable.from(pieces))) lines.push(line);
    expect(lines).toEqual(['{"a":"é"}', '', '{"b":2}', '{"c":3}']);
  }
});
