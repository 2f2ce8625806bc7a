import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describeValue } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { splitInlineMap } from './inline-map.js';
import { rewrite } from './rewrite.js';

/** What {@link createTransformer} takes, the second entry in the `transform` of a Jest configuration. */
export interface JestOptions {
  /** The transformer that runs before, by the name of its package, with its options if it has any: `['ts-jest', {}]`. */
  readonly first?: string | readonly [name: string, options?: unknown] | undefined;
}

/** What Jest says of the file. */
export interface JestTransformOptions {
  readonly config: { readonly rootDir: string };
  readonly configString: string;
  readonly instrument: boolean;
  readonly supportsStaticESM: boolean;
}

/** What a transformer returns. */
export interface JestTransformed {
  readonly code: string;
  readonly map?: string | object | null;
}

/** A transformer of Jest. */
export interface JestTransformer {
  process(text: string, path: string, options: JestTransformOptions): JestTransformed;
  processAsync(text: string, path: string, options: JestTransformOptions): Promise<JestTransformed>;
  getCacheKey(text: string, path: string, options: JestTransformOptions): string;
}

type Inner = Partial<JestTransformer>;

const require = createRequire(import.meta.url);

/**
 * The transformer that rewrites functions marked by `'use wengert'`, for Jest: alone, for JavaScript that needs no other, or
 * after another one, such as ts-jest or babel-jest.
 *
 * @throws {@link WengertError} when `first` is neither a name nor an array of a name and options.
 *
 * @example
 * // jest.config.js
 * export default { transform: { '\\.[jt]sx?$': ['@wengert/syntax/jest', { first: 'ts-jest' }] } };
 */
export function createTransformer(options: JestOptions = {}): JestTransformer {
  const load = loader(options.first);

  return {
    process(text, path, about) {
      return rewritten(load(about)?.process?.(text, path, about) ?? { code: text }, path, about);
    },
    async processAsync(text, path, about) {
      const inner = load(about);
      const transformed = inner?.processAsync?.(text, path, about) ?? inner?.process?.(text, path, about);
      return rewritten((await transformed) ?? { code: text }, path, about);
    },
    getCacheKey(text, path, about) {
      const { version } = require('@wengert/syntax/package.json') as { readonly version: string };
      const inner = load(about)?.getCacheKey?.(text, path, about);
      const { configString, instrument, supportsStaticESM } = about;
      const parts = [version, options, inner ?? [text, path, configString, instrument], supportsStaticESM];
      return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
    },
  };
}

function rewritten(
  transformed: JestTransformed | string,
  path: string,
  { supportsStaticESM }: JestTransformOptions,
): JestTransformed {
  const given = typeof transformed === 'string' ? { code: transformed } : transformed;
  const inline = splitInlineMap(given.code);
  const format = supportsStaticESM ? 'module' : 'commonjs';
  const { code, map } = rewrite(inline.code, { filename: path, format, map: given.map ?? inline.map });
  return map === null ? given : { code, map: map.toString() };
}

/** Loads the other transformer, if there is one, from where the project can load it. */
function loader(first: JestOptions['first']): (about: JestTransformOptions) => Inner | undefined {
  if (first === undefined) return () => undefined;
  const [name, options] = typeof first === 'string' ? [first] : first;
  if (typeof name !== 'string') {
    throw new WengertError(
      `@wengert/syntax/jest: first must be the name of a transformer, or an array of its name and options, but is ${describeValue(first)}.`,
    );
  }
  let inner: Inner | undefined;
  return ({ config }) => {
    inner ??= instantiate(createRequire(join(config.rootDir, 'package.json'))(name), options);
    return inner;
  };
}

function instantiate(module: unknown, options: unknown): Inner {
  const { default: exported = module } = module as { readonly default?: unknown };
  const { createTransformer: create } = exported as { readonly createTransformer?: (options: unknown) => Inner };
  return create === undefined ? (exported as Inner) : create(options);
}
