import { katex } from '@mdit/plugin-katex';
import { defineConfig } from 'vitepress';
import { contentSecurityPolicy } from '../src/site/content-security-policy.js';
import { sidebar } from '../src/site/sidebar.js';

export default defineConfig({
  title: 'wengert',
  description: 'Automatic differentiation for TypeScript: exact derivatives of ordinary functions',
  // The pages may stand under any path of a server: `npm run docs:build -- --base /some/path/`.
  base: '/',
  lang: 'en',
  srcExclude: ['README.md'],
  lastUpdated: false,
  // What is on a page needs no network once it is loaded.
  router: { prefetchLinks: false },
  head: [['link', { rel: 'icon', href: 'data:,' }]],
  // Scripts come from files, so that the policy need not allow them in pages.
  metaChunk: true,
  transformHtml: (html) => contentSecurityPolicy(html),
  markdown: {
    // The plugin and VitePress see markdown-it by different releases of its types.
    config: (md) => katex(md as object as Parameters<typeof katex>[0], { output: 'html' }),
  },
  themeConfig: {
    nav: [
      { text: 'Guide', link: '/guide/quick-start', activeMatch: '/guide/' },
      { text: 'Playground', link: '/playground' },
      { text: 'Recipes', link: '/recipes/fit-a-curve', activeMatch: '/recipes/' },
      { text: 'Reference', link: '/operations' },
    ],
    sidebar: sidebar(),
    outline: [2, 3],
    search: { provider: 'local' },
  },
  vite: {
    // The packages are read from their sources, so nothing has to be built first.
    resolve: { conditions: ['@wengert/source'] },
    ssr: { resolve: { conditions: ['@wengert/source'] } },
    worker: { format: 'es' },
    // Fonts stay files: the policy of the pages allows no others.
    build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
  },
});
