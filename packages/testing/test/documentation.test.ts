import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { conventionsPage } from './documentation/conventions-page.js';

test('the page of conventions says what the table says; if not, npm run docs:generate', () => {
  const committed = readFileSync(new URL('../../../docs/conventions.md', import.meta.url), 'utf8');
  expect(committed).toBe(conventionsPage());
});
