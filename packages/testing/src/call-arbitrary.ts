import type { ArgumentExample, Example, Row } from '@wengert/primitives';
import { fromData, sizeOf, type Plain } from '@wengert/tensor';
import fc from 'fast-check';
import type { Call } from './call.js';
import { distinctNumbersIn, numbersIn } from './domain-numbers.js';
import { describeCall } from './law.js';
import { structuredMatrix } from './matrices.js';

/** Calls of a row that are like an example of it. */
export function calls(row: Row, { args, params }: Example<unknown>): fc.Arbitrary<Call> {
  const differentiable = args.flatMap(({ domain }, i) => (domain.integer === true ? [] : [i]));
  return fc
    .record({
      values: argumentValues(args),
      active: fc.subarray(differentiable, { minLength: Math.min(1, differentiable.length) }),
      seed: fc.nat(999),
    })
    .map(({ values, active, seed }) => {
      const call: Call = { row, examples: args, args: values, params, active, seed };
      return { ...call, [fc.toStringMethod]: () => describeCall(call) };
    });
}

/** Values for all arguments of a call. Entries that must be distinct are so across arguments too. */
export function argumentValues(args: readonly ArgumentExample[]): fc.Arbitrary<readonly Plain[]> {
  const [pooled] = args.flatMap(({ domain }) => (domain.distinct === true ? [domain] : []));
  const sizes = args.map(({ shape, domain }) => (domain.distinct === true ? sizeOf(shape) : 0));
  const pool =
    pooled === undefined
      ? fc.constant<number[]>([])
      : distinctNumbersIn(
          pooled,
          sizes.reduce((sum, size) => sum + size, 0),
        );
  const separate = fc.tuple(
    ...args.map(({ shape, domain }) => {
      const length = domain.distinct === true ? 0 : sizeOf(shape);
      return fc.array(numbersIn(domain), { minLength: length, maxLength: length });
    }),
  );
  return fc.tuple(pool, separate).map(([shared, own]) => {
    let next = 0;
    return args.map(({ shape, domain }, i) => {
      const numbers = domain.distinct === true ? shared.slice(next, (next += sizes[i] ?? 0)) : (own[i] ?? []);
      return fromData(Float64Array.from(structuredMatrix(domain, shape, numbers)), shape);
    });
  });
}
