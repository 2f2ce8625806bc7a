import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { primitives } from '@wengert/primitives';
import { elementwiseRows } from './accuracy/measure.js';
import { conventionsPage } from './documentation/conventions-page.js';
import { operationsPage } from './documentation/operations-page.js';

// When one of these fails, `npm run docs:generate`.

const root = new URL('../../../', import.meta.url);

test('the page of conventions says what the table says', () => {
  expect(committed('conventions.md')).toBe(conventionsPage());
});

test('the page of operations says what the table and the doc comments say', () => {
  expect(committed('operations.md')).toBe(operationsPage(fileURLToPath(root)));
}, 30_000);

test('the page of accuracies has every elementwise row', () => {
  const listed = [...committed('accuracy.md').matchAll(/^\| `(\w+)` +\|(?: [^|]+\|){8}$/gm)].map(([, name]) => name);
  expect(listed).toEqual(elementwiseRows().map(({ name }) => name));
});

test('the note on rows has every kind of row that is in the table, and no other', () => {
  const listed = [...committed('design/rows.md').matchAll(/^\| (\w+) +\|/gm)].map(([, kind]) => kind);
  const kinds = new Set<string>(primitives().map(({ kind }) => kind));
  expect(listed.slice(1).toSorted()).toEqual([...kinds].toSorted());
});

function committed(page: string): string {
  return readFileSync(new URL(`docs/${page}`, root), 'utf8');
}
