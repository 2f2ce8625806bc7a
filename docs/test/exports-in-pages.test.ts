import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { documentedExportsOfFiles } from '../../packages/testing/test/documentation/documented-exports.js';
import { markdownFiles } from './markdown-files.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

// Types are left to the reference: whoever uses a function meets them in its signature.
test('every function, value and class that users can import is named on a page of the site', () => {
  const [exported = []] = documentedExportsOfFiles(root, ['packages/wengert/src/index.ts']).values();
  const names = exported.filter(({ kind }) => kind !== 'type').map(({ name }) => name);
  const known = namesIn(codeOfPages());
  expect(names).toContain('definePrimitive');
  expect(names.filter((name) => !known.has(name))).toEqual([]);
}, 60_000);

/** What stands as code on the pages of the site, in blocks or in a line. */
function codeOfPages(): string {
  const pages = markdownFiles(root).filter((path) => path.startsWith('docs/') && !path.startsWith('docs/design/'));
  const code = /^```.*?^```$|`[^`\n]+`/gms;
  return pages.flatMap((path) => readFileSync(join(root, path), 'utf8').match(code) ?? []).join('\n');
}

/** The words of a text, and all that is joined by dots: `linalg.det`. */
function namesIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/\w+(\.\w+)*/g)?.flatMap((name) => [name, ...name.split('.')]));
}
