import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { rewrite } from '@wengert/syntax';
import * as wengert from 'wengert';
import { expectedFrom, isText } from '../../packages/wengert/test/examples/expected.js';
import { run } from '../../packages/wengert/test/examples/run.js';
import { pagesWithCode } from './code/pages.js';
import { typeErrors } from './code/type-errors.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const pages = pagesWithCode(root);

describe('the code of a page', () => {
  let errors: ReadonlyMap<string, readonly string[]>;
  beforeAll(() => {
    errors = typeErrors(root, pages);
  }, 120_000);

  test.each(pages)('passes the type checker: $path', ({ path }) => {
    expect(errors.get(path)).toEqual([]);
  });

  test.each(pages)(
    'gives the results that its comments say: $path',
    async ({ path, code }) => {
      const rewritten = rewrite(code, { filename: `${path}.ts` });
      const outcomes = await run(rewritten.code, {}, load);
      expect(outcomes.length).toBeGreaterThan(0);
      for (const { statement, comment, result, error } of outcomes) {
        const actual = error === undefined ? plain(result) : String(error);
        const asWritten = typeof actual === 'string' && isText(actual, comment);
        expect({ statement, result: actual }).toEqual({
          statement,
          result: asWritten ? actual : expectedFrom(comment, actual),
        });
      }
    },
    60_000,
  );
});

/** What the code imports. */
async function load(specifier: string): Promise<object> {
  return (await import(specifier)) as object;
}

/** A result as its comment writes it: tensors and typed arrays as arrays. */
function plain(result: unknown): unknown {
  if (wengert.isTensor(result)) return result.toArray();
  if (ArrayBuffer.isView(result)) return Array.from(result as Float64Array);
  if (Array.isArray(result)) return result.map(plain);
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, plain(value)]));
}
