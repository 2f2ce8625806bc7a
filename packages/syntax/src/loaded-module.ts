import { fileURLToPath } from 'node:url';
import { splitInlineMap, withInlineMap } from './inline-map.js';
import { rewrite } from './rewrite.js';

/** What Node knows of a module before it is loaded. */
export interface LoadContext {
  readonly format?: string | null | undefined;
}

/** A module as hooks of Node hand it on. */
export interface LoadedModule {
  readonly format?: string | null | undefined;
  readonly source?: string | ArrayBuffer | Uint8Array | null | undefined;
  readonly shortCircuit?: boolean | undefined;
}

/** The module with marked functions rewritten; the module itself where there is none. Node takes types away afterwards. */
export function rewrittenModule(url: string, loaded: LoadedModule): LoadedModule {
  const source = codeOf(url, loaded);
  if (source === undefined) return loaded;
  const earlier = splitInlineMap(source);
  const options = { filename: fileURLToPath(url), format: moduleFormat(loaded), map: earlier.map };
  const { code, map } = rewrite(earlier.code, options);
  return map === null ? loaded : { ...loaded, source: withInlineMap(code, map.toString()) };
}

/** The code of a file in JavaScript or TypeScript. */
function codeOf(url: string, { format, source }: LoadedModule): string | undefined {
  // Of what is required, Node may find out the format later.
  const readable = format ? /^(?:module|commonjs|typescript)/.test(format) : /\.[cm]?[jt]s$/.test(url);
  if (!readable || !url.startsWith('file:') || source === null || source === undefined) return undefined;
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

/** How the module imports; `undefined` where Node leaves that to the code. */
function moduleFormat({ format }: LoadedModule): 'module' | 'commonjs' | undefined {
  if (format?.startsWith('module')) return 'module';
  return format?.startsWith('commonjs') ? 'commonjs' : undefined;
}
