import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';

interface Manifest {
  readonly name: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly license?: string;
  readonly engines?: { readonly node?: string };
  readonly keywords?: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8');
const manifestIn = (...folder: string[]): Manifest => JSON.parse(read(...folder, 'package.json')) as Manifest;

const workspace = manifestIn();
const published = readdirSync(join(root, 'packages'))
  .map((folder) => manifestIn('packages', folder))
  .filter((manifest) => manifest.private !== true);

test('the pages promise the oldest Node that the workspace is for', () => {
  const promised = [read('README.md'), read('packages', 'wengert', 'README.md')].flatMap((page) =>
    [...page.matchAll(/Node ([\d.]+) or later/g)].map(([, version]) => `>=${version}`),
  );
  expect(promised.length).toBeGreaterThan(2);
  expect(new Set(promised)).toEqual(new Set([workspace.engines?.node]));
});

describe.each(published)('$name', ({ engines, description, keywords = [], license }) => {
  test('is for the same releases of Node as all others', () => {
    expect(engines).toEqual(workspace.engines);
  });

  test('says what it is, and can be found by it', () => {
    expect(description).toMatch(/\w{3}/);
    expect(license).toBe('MIT');
    expect(keywords.length).toBeGreaterThan(2);
    expect(new Set(keywords).size).toBe(keywords.length);
  });
});
