import { describeValue } from '@wengert/primitives';
import { isDense, WengertError, type Plain } from '@wengert/tensor';
import type { Call } from './call.js';

/**
 * Something that holds for every operation with a right derivative rule. It returns when the call obeys, and else
 * throws a {@link LawViolation}. The name of the function is the name of the law.
 */
export type Law = (call: Call) => void;

/** A derivative rule does not do what it must. The message says which law, which operation, and the numbers. */
export class LawViolation extends WengertError {
  override get name(): string {
    return 'LawViolation';
  }
}

/** What a violation says besides the law and the call. */
export interface Finding {
  /** What was compared, and the numbers. */
  readonly found: string;
  /** Which argument the rule is wrong for, counted from 0. */
  readonly argument?: number;
  /** What the numbers look like. */
  readonly cause?: string | undefined;
}

/** The error for a call that does not obey a law. */
export function violation(law: string, call: Call, { found, argument, cause }: Finding): LawViolation {
  const place = argument === undefined ? '' : `, argument ${argument + 1}`;
  return new LawViolation(
    `${law}: ${call.row.name}${place}: ${found}${cause === undefined ? '' : ` Likely cause: ${cause}`}\n` +
      `  at ${describeCall(call)}`,
  );
}

/** A call as one would write it, with its active arguments and its seed. */
export function describeCall({ row, args, params, active, seed }: Call): string {
  const parameters = params === undefined ? '' : `, ${JSON.stringify(params)}`;
  const differentiated = active.map((i) => i + 1).join(', ');
  return (
    `${row.name}([${args.map(describe).join(', ')}]${parameters}), differentiated by argument ` +
    `${differentiated === '' ? 'none' : differentiated}, directions of seed ${seed}`
  );
}

/** A value as one would write it. */
export function describe(x: unknown): string {
  if (typeof x === 'number') return Object.is(x, -0) ? '-0' : String(x);
  if (!isDense(x)) return describeValue(x);
  return x.size === 0 ? `zeros([${x.shape.join(', ')}])` : `tensor(${JSON.stringify(x.toArray(), nonFinite)})`;
}

/** JSON has no NaN, no Infinity and no -0. */
function nonFinite(_key: string, x: unknown): unknown {
  if (typeof x !== 'number' || (Number.isFinite(x) && !Object.is(x, -0))) return x;
  return Object.is(x, -0) ? '-0' : String(x);
}

/** Two values that should be the same, for a message. */
export function comparison(whatActual: string, actual: Plain, whatExpected: string, expected: Plain): string {
  return `${whatActual} is ${describe(actual)}, but ${whatExpected} is ${describe(expected)}.`;
}
