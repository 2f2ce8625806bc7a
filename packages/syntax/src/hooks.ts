import { readFile } from 'node:fs/promises';
import { rewrittenModule, type LoadContext, type LoadedModule } from './loaded-module.js';

/**
 * The hook of Node that loads modules, with marked functions rewritten: what `@wengert/syntax/register` registers. Of Node 20
 * and older 22, which run hooks in a thread of their own.
 */
export async function load(
  url: string,
  context: LoadContext,
  nextLoad: (url: string, context: LoadContext) => Promise<LoadedModule>,
): Promise<LoadedModule> {
  return rewrittenModule(url, await withCode(url, await nextLoad(url, context)));
}

/** Where a CommonJS module comes to Node without its code, hooks do not see what that module requires. */
async function withCode(url: string, loaded: LoadedModule): Promise<LoadedModule> {
  const own = loaded.format === 'commonjs' && url.startsWith('file:') && !url.includes('/node_modules/');
  return own ? { ...loaded, source: await readFile(new URL(url), 'utf8') } : loaded;
}
