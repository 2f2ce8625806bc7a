import { describe, expect, test } from '@jest/globals';
import { tensor } from 'wengert';
import { errorOf, numbersOf } from '../src/harness/answers.js';
import { changes } from '../src/harness/regressions.js';
import type { ContenderResult, Results } from '../src/harness/results.js';
import { compare } from '../src/harness/run.js';
import { spread } from '../src/harness/spread.js';

const quick = { rounds: 2, milliseconds: 0.1 };

describe('an answer', () => {
  test('is all numbers of a tree, in order', () => {
    expect(numbersOf([1, { a: tensor([[2, 3]]), b: [4] }, new Float64Array([5])])).toEqual([1, 2, 3, 4, 5]);
  });

  test('has an error relative to the largest number of the right one', () => {
    expect(errorOf([1, 100], [1, 101])).toBe(1 / 101);
    expect(errorOf([NaN, 2], [NaN, 2])).toBe(0);
    expect(errorOf([1, 2], [NaN, 2])).toBeNaN();
    expect(errorOf([1], [1, 2])).toBe(Infinity);
  });
});

describe('a comparison', () => {
  test('times what is right and says why it does not time the rest', () => {
    const { contenders } = compare(
      {
        name: 'one third',
        contenders: () => [
          { name: 'right', run: () => 1 / 3 },
          { name: 'wrong', run: () => 0.33 },
          { name: 'failing', run: () => JSON.parse('{') as number },
          { name: 'not a third', run: () => 7, unchecked: true },
        ],
      },
      quick,
    );
    expect(contenders.map(({ error }) => error?.toFixed(2) ?? null)).toEqual(['0.00', '0.01', null, null]);
    expect(contenders.map(({ ratio }) => ratio !== undefined)).toEqual([true, false, false, true]);
    expect(contenders[0]?.ratio).toEqual({ low: 1, median: 1, high: 1 });
    expect(contenders[1]?.failure).toBe('wrong by 1e-2');
    expect(contenders[2]?.failure).toContain('JSON');
  });

  test('holds answers against the right one where that is given, and not against the first', () => {
    const contenders = (): { name: string; run: () => number }[] => [{ name: 'only', run: () => 2 }];
    const result = compare({ name: 'two', contenders, expected: () => 3, tolerance: 0.5 }, quick);
    expect(result.contenders[0]?.error).toBe(1 / 3);
  });
});

test('the spread is the median with the quarter points', () => {
  expect(spread([5, 1, 2, 4, 3])).toEqual({ low: 2, median: 3, high: 4 });
  expect(spread([1, 2])).toEqual({ low: 1.25, median: 1.5, high: 1.75 });
});

describe('results of two days', () => {
  const results = (...contenders: ContenderResult[]): Results => ({
    machine: { processor: '', node: '', v8: '', date: '' },
    benchmarks: [
      {
        name: 'a',
        question: '',
        readings: [],
        comparisons: [{ name: 'b', parameters: {}, contenders: [{ name: 'reference', error: 0 }, ...contenders] }],
      },
    ],
  });
  const timed = (name: string, low: number, median: number, high: number): ContenderResult => ({
    name,
    error: 0,
    milliseconds: { low, median, high },
    ratio: { low, median, high },
  });

  test('differ where the spreads are apart by more than noise', () => {
    const before = results(
      timed('up', 1, 2, 3),
      timed('down', 4, 5, 6),
      timed('near', 1, 2, 3),
      timed('gone', 1, 1, 1),
    );
    const after = results(
      timed('up', 3.4, 4, 5),
      timed('down', 1, 2, 3),
      timed('near', 3.1, 3.2, 4),
      { name: 'gone', error: 1, failure: 'wrong by 1e+0' },
      timed('new', 1, 1, 1),
    );
    expect(changes(before, after).map(({ what, verdict }) => [what, verdict])).toEqual([
      ['a, b, up', 'slower'],
      ['a, b, down', 'faster'],
      ['a, b, near', 'same'],
      ['a, b, gone', 'wrong now'],
    ]);
  });
});
