import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { createMarkdownRenderer, type MarkdownRenderer } from 'vitepress';
import { sidebar } from '../src/site/sidebar.js';
import { deadLinks, linksIn, readPage, type Page } from './links/pages.js';
import { markdownFiles } from './markdown-files.js';

const root = fileURLToPath(new URL('../..', import.meta.url));
const files = markdownFiles(root);

let pages: ReadonlyMap<string, Page>;
beforeAll(async () => {
  const renderer = await markdownRenderer();
  pages = new Map(files.map((path) => [path, readPage(root, path, renderer)]));
}, 120_000);

test.each(files)('every link leads somewhere: %s', (path) => {
  const page = pages.get(path);
  expect(page && deadLinks(root, page, pages)).toEqual([]);
});

test('every link of the sidebar leads somewhere, and all pages of the site are there but the first', () => {
  const links = linksIn(sidebar());
  const page = { path: 'docs/sidebar', links, anchors: new Set<string>() };
  expect(deadLinks(root, page, pages)).toEqual([]);
  const inSite = files.filter((path) => path.startsWith('docs/') && path !== 'docs/index.md');
  expect(inSite.filter((path) => !links.includes(path.replace(/^docs|\.md$/g, '')))).toEqual([]);
});

describe('what leads nowhere is found', () => {
  const anchors = new Set(['here']);
  const others = new Map([['docs/guide/other.md', { path: 'docs/guide/other.md', links: [], anchors }]]);
  const dead = (links: readonly string[]): readonly string[] =>
    deadLinks(root, { path: 'docs/guide/page.md', links, anchors }, others);

  test('a page, a heading, a file, and what is beside the site', () => {
    const wrong = ['./missing', '/missing.html', './missing.svg', './other#gone', './other.html#gone', '#gone'];
    expect(dead([...wrong, '../../LICENSE'])).toEqual([...wrong, '../../LICENSE']);
  });

  test('and nothing else is', () => {
    const right = [
      './other',
      'other.html#here',
      '/guide/other.md',
      '#here',
      '../sparse-arrow.svg',
      'https://example.com',
    ];
    expect(dead(right)).toEqual([]);
    expect(deadLinks(root, { path: 'README.md', links: ['LICENSE', 'docs/'], anchors }, others)).toEqual(['docs/']);
  });
});

/** The renderer of the site; how it colours code has no say in links. */
function markdownRenderer(): Promise<MarkdownRenderer> {
  return createMarkdownRenderer(`${root}/docs`, { highlight: (code) => code });
}
