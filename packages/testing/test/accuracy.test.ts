import { describe, expect, test } from '@jest/globals';
import { elementwiseRows, measure, references, type Measurement } from './accuracy/measure.js';
import { precisely, ulps } from './accuracy/precise.js';
import { exceptions, misses } from './accuracy/targets.js';

const rows = elementwiseRows().map((row) => [row.name, row] as const);

describe('the references', () => {
  test('cover every elementwise row of the table, and nothing else', () => {
    expect(Object.keys(references).toSorted()).toEqual(rows.map(([name]) => name).toSorted());
  });
});

describe('value and derivatives, against arithmetic of many digits', () => {
  test.each(rows)(
    '%s is as precise as the targets ask, to third order',
    (_name, row) => {
      const measurements = measure(row);
      expect(measurements.length).toBeGreaterThan(0);
      expect(measurements.filter(misses).map(described)).toEqual([]);
    },
    120_000,
  );
});

test('gamma is within 3 ulps from 2 to 34', () => {
  const gamma = rows.find(([name]) => name === 'gamma')![1];
  const points = Array.from({ length: 200 }, (_, i) => 2 + (32 * (i + 0.37)) / 200);
  const errors = points.map((x) => precisely((at) => ulps(gamma.scalar(x), at(200).of(x).gamma())));
  expect(Math.max(...errors)).toBeLessThan(3);
});

test('every exception to the targets is of a row and has a reason', () => {
  for (const { row, reason } of exceptions) {
    expect(Object.keys(references)).toContain(row);
    expect(reason).not.toBe('');
  }
});

function described({ row, point, orders, result, exact, ulps, condition }: Measurement): string {
  return (
    `${row}(${point.join(', ')}), differentiated [${orders.join(', ')}] times, is ${result}, but exactly ${exact}: ` +
    `off by ${ulps.toPrecision(3)} ulps, with a condition number of ${condition.toPrecision(3)}`
  );
}
