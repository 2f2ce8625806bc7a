import { readFile } from 'node:fs/promises';
import { loadedCode, rewrittenModule, type LoadContext, type LoadedModule } from './loaded-module.js';

/**
 * The hook of Node that loads modules, with marked functions rewritten: what `@wengert/syntax/register` registers. Of Node 20
 * and older 22, which run hooks in a thread of their own.
 */
export async function load(
  url: string,
  context: LoadContext,
  nextLoad: (url: string, context: LoadContext) => Promise<LoadedModule>,
): Promise<LoadedModule> {
  const loaded = await nextLoad(url, context);
  return rewrittenModule(url, loaded, loadedCode(loaded) ?? (await codeOfCommonJs(url, loaded)));
}

/** CommonJS modules are loaded later by another way, unless the hook has their code. */
async function codeOfCommonJs(url: string, { format }: LoadedModule): Promise<string | undefined> {
  return format === 'commonjs' && url.startsWith('file:') ? await readFile(new URL(url), 'utf8') : undefined;
}
