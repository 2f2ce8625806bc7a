import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { documentedExports, type DocumentedExport } from '../../testing/test/documentation/documented-exports.js';
import * as wengert from '../src/index.js';
import { expectedFrom, isText } from './examples/expected.js';
import { run } from './examples/run.js';

const packages = documentedExports(fileURLToPath(new URL('../../..', import.meta.url)));

/** Every example, once, though several packages export it. */
const examples = [
  ...new Map([...packages.values()].flat().flatMap((exported) => examplesOf(exported).map((one) => [one.title, one]))),
].map(([, example]) => example);

describe('what wengert exports', () => {
  test('has an example', () => {
    const exported = packages.get('wengert') ?? [];
    expect(exported.length).toBeGreaterThan(0);
    const without = exported.filter(({ kind, examples: { length } }) => kind === 'value' && length === 0);
    expect(without.map(({ file, name }) => `${file} ${name}`)).toEqual([]);
  });
});

describe('an example runs and gives the results that its comments say', () => {
  test.each(examples)(
    '$title',
    async ({ folder, code }) => {
      const own = (await import(`../../${folder}/src/index.js`)) as Record<string, unknown>;
      const outcomes = await run(code, { test: runTest, ...wengert, ...own });
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

interface Example {
  readonly title: string;
  /** The folder of the package, whose exports need no import in the example. */
  readonly folder: string;
  readonly code: string;
}

function examplesOf({ file, name, examples: codes }: DocumentedExport): Example[] {
  const [, folder = ''] = file.split('/');
  return codes.map((code, i) => {
    const which = codes.length > 1 ? `, example ${i + 1}` : '';
    return { title: `${file} ${name}${which}`, folder, code };
  });
}

/** What an example of a test calls. */
function runTest(_name: string, body: () => unknown): void {
  body();
}

/** A result as its comment writes it: tensors and typed arrays as arrays. */
function plain(result: unknown): unknown {
  if (wengert.isTensor(result)) return result.toArray();
  if (ArrayBuffer.isView(result)) return Array.from(result as Float64Array);
  if (Array.isArray(result)) return result.map(plain);
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, plain(value)]));
}
