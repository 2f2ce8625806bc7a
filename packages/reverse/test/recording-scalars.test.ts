import { describe, expect, test } from '@jest/globals';
import { primitives, type Domain, type Elementwise, type Row, type Value } from '@wengert/primitives';
import { ReverseTrace } from '../src/index.js';

/** After so many uses an operation has code of its own. */
const many = 300;

const isElementwiseRow = (row: Row): row is Elementwise => row.kind === 'elementwise';

const rows = primitives()
  .filter(isElementwiseRow)
  .filter(({ arity }) => arity <= 2)
  .map((row) => [row.name, row] as const);

/** Numbers from the domain. */
const samples = ({ min, max, integer }: Domain): readonly number[] =>
  [0.17, 0.43, 0.91].map((t) => {
    const x = min + t * (max - min);
    return integer === true ? Math.round(x) : x;
  });

/** Every way to call a row: each argument, a number or on the tape. */
const ways = (arity: number): readonly (readonly boolean[])[] =>
  arity === 1
    ? [[true]]
    : [
        [true, false],
        [false, true],
        [true, true],
      ];

/** The value and the derivatives of one call. */
function derivatives(row: Elementwise, numbers: readonly number[], isActive: readonly boolean[]): unknown {
  const trace = new ReverseTrace('test', false);
  try {
    const args = numbers.map((x, i) => (isActive[i] === true ? trace.input(x) : x));
    const inputs = args.filter((_, i) => isActive[i] === true);
    const output: Value = row.apply(args, undefined);
    trace.end();
    return [trace.primalOf(output), ...trace.pullback([output], [1], inputs)];
  } finally {
    trace.release();
  }
}

describe('operations on scalars record themselves', () => {
  test.each(rows)('%s: the same, bit for bit, before and after it has code of its own', (_name, row) => {
    const calls = ways(row.arity).flatMap((isActive) =>
      [0, 1, 2].map((k) => () => {
        const numbers = (row.domain ?? []).map((domain) => samples(domain)[k] ?? NaN);
        return derivatives(row, numbers, isActive);
      }),
    );
    const first = calls.map((call) => call());
    for (let i = 0; i < many; i += calls.length) for (const call of calls) call();
    expect(calls.map((call) => call())).toStrictEqual(first);
  });
});

test('a tape grows while operations record themselves on it', () => {
  const row = rows.find(([name]) => name === 'mul')?.[1];
  const trace = new ReverseTrace('test', false);
  const x = trace.input(1);
  let y = x;
  for (let i = 0; i < 5000; i++) y = row?.apply([y, -1], undefined) ?? NaN;
  trace.end();
  expect(trace.primalOf(y)).toBe(1);
  expect(trace.pullback([y], [1], [x])).toEqual([1]);
});
