import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { grad, type Scalar } from 'wengert';
import { randomBody } from './programs/random-body.js';
import { anyValue, observed, show, type MakeValue } from './programs/random-values.js';
import { asRewritten, asWritten } from './programs/run.js';

const numRuns = 150 * Number(process.env['WENGERT_RUNS'] ?? 1);

/** What a function does on values made for it: its result or error, and everything that it asked of the values, in order. */
function outcome(f: (...args: unknown[]) => unknown, makers: readonly MakeValue[]): readonly string[] {
  const log: string[] = [];
  const [a, b, c, p, q] = makers.map((make) => make(log));
  const note = (x: unknown): unknown => {
    log.push(`f ${show(x)}`);
    if (log.length > 2000) throw new Error('too long');
    return x;
  };
  try {
    log.push(`returned ${show(f.call(observed(log, 1, 2), a, b, c, observed(log, p, q), note))}`);
  } catch (error) {
    log.push(`threw ${show(error)}`);
  }
  return log;
}

/** Runs while a function is being differentiated, as rewritten code may do that computes with plain values. */
function whileTracing<T>(run: () => T): T {
  const results: T[] = [];
  grad((x: Scalar) => {
    results.push(run());
    return x;
  })(1);
  return results[0] as T;
}

const parameters = ['a', 'b', 'c', 'o', 'f'];

/** A program that may be run as it was written and rewritten; `undefined` where it is no program. */
function compile(body: string): readonly ((...args: unknown[]) => unknown)[] | undefined {
  const program = (directive: string): string =>
    `return (function (${parameters.join(', ')}) { ${directive}\n${body}\n})`;
  try {
    return [asWritten(program(''))(), asRewritten(program("'use wengert';"))()] as ((...args: unknown[]) => unknown)[];
  } catch (error) {
    // To assign to a call is an error at once for the parser, and for engines only when it happens.
    if (error instanceof SyntaxError || String(error).includes('Invalid left-hand side')) return undefined;
    throw error;
  }
}

describe('rewritten code does on plain values what it did before', () => {
  const values = fc.tuple(anyValue, anyValue, anyValue, anyValue, anyValue);

  test('while no trace is running', () => {
    fc.assert(
      fc.property(randomBody, values, (body, makers) => {
        const [written, rewritten] = compile(body) ?? [];
        fc.pre(written !== undefined && rewritten !== undefined);
        expect(outcome(rewritten, makers)).toEqual(outcome(written, makers));
      }),
      { numRuns },
    );
  });

  test('while one is', () => {
    fc.assert(
      fc.property(randomBody, values, (body, makers) => {
        const [written, rewritten] = compile(body) ?? [];
        fc.pre(written !== undefined && rewritten !== undefined);
        expect(whileTracing(() => outcome(rewritten, makers))).toEqual(outcome(written, makers));
      }),
      { numRuns },
    );
  });
});
