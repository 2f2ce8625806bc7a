import { describe, expect, test } from '@jest/globals';
import { WengertError } from '@wengert/tensor';
import { createTransformer } from '../src/jest.js';

const about = {
  config: { rootDir: import.meta.dirname },
  configString: '{}',
  instrument: false,
  supportsStaticESM: false,
};
const marked = "exports.f = (x) => { 'use wengert'; return -x; };";

describe('the transformer of Jest', () => {
  test('rewrites, and gives a map', async () => {
    const transformer = createTransformer();
    const { code, map } = transformer.process(marked, '/dir/f.js', about);
    expect(code).toContain("require('@wengert/syntax/runtime')");
    expect(JSON.parse(map as string)).toMatchObject({ sources: ['/dir/f.js'] });
    await expect(transformer.processAsync(marked, '/dir/f.js', about)).resolves.toEqual({ code, map });
  });

  test('imports where Jest runs ES modules', () => {
    const { code } = createTransformer().process(marked, '/dir/f.js', { ...about, supportsStaticESM: true });
    expect(code).toContain("from '@wengert/syntax/runtime'");
  });

  test('leaves the code of a file without marks as it is', () => {
    expect(createTransformer().process('exports.f = 1;', '/dir/f.js', about)).toEqual({ code: 'exports.f = 1;' });
  });

  test('caches by text, options and what Jest says', () => {
    const key = (text: string, options = {}, more = {}): string =>
      createTransformer(options).getCacheKey(text, '/dir/f.js', { ...about, ...more });
    expect(key('1')).toBe(key('1'));
    const keys = [key('1'), key('2'), key('1', { first: 'ts-jest' }), key('1', {}, { supportsStaticESM: true })];
    expect(new Set(keys).size).toBe(keys.length);
  });

  test('refuses another transformer that is none', () => {
    expect(() => createTransformer({ first: [1] as never })).toThrow(WengertError);
    expect(() => createTransformer({ first: [1] as never })).toThrow(
      'first must be the name of a transformer, or an array of its name and options, but is',
    );
  });
});
