import { fileURLToPath } from 'node:url';
import { chainedRewrite } from './chained-rewrite.js';

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

/** The code of a module that holds code in a language that can be rewritten. */
export function loadedCode({ format, source }: LoadedModule): string | undefined {
  if (!/^(?:module|commonjs)(?:-typescript)?$/.test(format ?? '') || source === null || source === undefined) {
    return undefined;
  }
  return typeof source === 'string' ? source : new TextDecoder().decode(source);
}

/** The module with marked functions rewritten; the module itself where there is none. Node takes types away afterwards. */
export function rewrittenModule(url: string, loaded: LoadedModule, code: string | undefined): LoadedModule {
  if (code === undefined || !url.startsWith('file:')) return loaded;
  const format = loaded.format?.startsWith('module') === true ? 'module' : 'commonjs';
  const rewritten = chainedRewrite(code, { filename: fileURLToPath(url), format });
  if (rewritten === undefined) return loaded;
  const map = Buffer.from(rewritten.map).toString('base64');
  return { ...loaded, source: `${rewritten.code}\n//# sourceMappingURL=data:application/json;base64,${map}` };
}
