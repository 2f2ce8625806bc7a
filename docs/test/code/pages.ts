import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { markdownFiles } from '../markdown-files.js';

/** A page of prose with code in it. */
export interface Page {
  /** The path from the root of the repository. */
  readonly path: string;
  /** All of its TypeScript, joined: later blocks go on with what earlier ones declared. */
  readonly code: string;
}

/** Every page of the repository that has TypeScript in it, but for those that are generated. */
export function pagesWithCode(root: string): readonly Page[] {
  const pages = markdownFiles(root).map((path) => ({ path, code: codeIn(readFileSync(join(root, path), 'utf8')) }));
  return pages.filter(({ code }) => code !== '');
}

function codeIn(markdown: string): string {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code).join('\n');
}
