import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

/** A page as readers get it: where it leads, and what can be led to. */
export interface Page {
  /** The path from the root of the repository. */
  readonly path: string;
  readonly links: readonly string[];
  readonly anchors: ReadonlySet<string>;
}

/** Reads a page with the renderer of the site, which decides what a link leads to and what a heading is called. */
export function readPage(root: string, path: string, renderer: MarkdownRenderer): Page {
  const text = withIncluded(join(root, path), readFileSync(join(root, path), 'utf8'));
  const env: MarkdownEnv = { path: join(root, path), relativePath: path, cleanUrls: false };
  const html = renderer.render(text, env);
  const attributes = (name: string): string[] =>
    [...html.matchAll(new RegExp(`<[^>]*\\s${name}="([^"]*)"`, 'g'))].map(([, value = '']) => value);
  return {
    path,
    links: [...attributes('href'), ...attributes('src'), ...linksIn(env.frontmatter)],
    anchors: new Set(attributes('id')),
  };
}

/** The links that data, such as the front matter of a page or the sidebar, has as the values of `link`. */
export function linksIn(data: unknown): readonly string[] {
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]: [string, unknown]) =>
    key === 'link' && typeof value === 'string' ? [value] : linksIn(value),
  );
}

/** The links of a page that lead nowhere: on the site, if it is there, else in the repository. Other places are not asked. */
export function deadLinks(root: string, page: Page, pages: ReadonlyMap<string, Page>): readonly string[] {
  return page.links.filter((link) => {
    if (/^[a-z]+:/i.test(link)) return false;
    const [address = '', anchor = ''] = decodeURI(link).split('#');
    const path = address === '' ? page.path : pathOf(page.path, address);
    // The site has nothing of what is beside its folder; its reference is written by typedoc, which checks it itself.
    if (page.path.startsWith('docs/') && !path.startsWith('docs/')) return true;
    if (path.startsWith('docs/api/')) return false;
    const found = path === page.path ? page : pages.get(`${path}.md`);
    if (found === undefined) return !existsSync(join(root, path));
    return anchor !== '' && !found.anchors.has(anchor);
  });
}

/** The path in the repository that an address on a page means; that of a page without its extension. */
function pathOf(from: string, address: string): string {
  const path = address.startsWith('/') ? posix.join('docs', address) : posix.join(posix.dirname(from), address);
  return path.endsWith('/') ? `${path}index` : path.replace(/\.(md|html)$/, '');
}

/** The text with the files in it that it includes, as VitePress reads it. */
function withIncluded(file: string, text: string): string {
  return text.replace(/<!--\s*@include:\s*(\S+)\s*-->/g, (_, path: string) =>
    readFileSync(join(dirname(file), path), 'utf8'),
  );
}
