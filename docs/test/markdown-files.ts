import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The paths of all pages of the repository from its root, but for those that are generated. */
export function markdownFiles(root: string): readonly string[] {
  return [...directlyIn(root), ...['benchmarks', 'docs', 'packages'].flatMap((folder) => below(root, folder))];
}

const skipped: ReadonlySet<string> = new Set([
  'node_modules',
  'src',
  'test',
  'build',
  'dist',
  'data',
  'api',
  'results',
  '.vitepress',
]);

function below(root: string, folder: string): readonly string[] {
  const folders = readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !skipped.has(entry.name))
    .map(({ name }) => `${folder}/${name}`);
  return [
    ...directlyIn(join(root, folder)).map((name) => `${folder}/${name}`),
    ...folders.flatMap((inner) => below(root, inner)),
  ];
}

function directlyIn(folder: string): readonly string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.md'));
}
