import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** A page of prose with code in it. */
export interface Page {
  /** The path from the root of the repository. */
  readonly path: string;
  /** All of its TypeScript, joined: later blocks go on with what earlier ones declared. */
  readonly code: string;
}

/** Every page of the repository that has TypeScript in it, but for those that are generated. */
export function pagesWithCode(root: string): readonly Page[] {
  const pages = ['README.md', ...markdownIn(root, 'packages'), ...markdownIn(root, 'docs')].map((path) => ({
    path: path.replaceAll(sep, '/'),
    code: codeIn(readFileSync(join(root, path), 'utf8')),
  }));
  return pages.filter(({ code }) => code !== '');
}

const skipped: ReadonlySet<string> = new Set([
  'node_modules',
  'src',
  'test',
  'build',
  'dist',
  'data',
  'api',
  '.vitepress',
]);

function markdownIn(root: string, folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : markdownIn(root, join(folder, entry.name));
    return entry.name.endsWith('.md') ? [join(folder, entry.name)] : [];
  });
}

function codeIn(markdown: string): string {
  return [...markdown.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code).join('\n');
}
