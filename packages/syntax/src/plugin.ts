import { createUnplugin, type UnpluginInstance } from 'unplugin';
import { rewrite } from './rewrite.js';
import { directive } from './rewrite/directive.js';

/** The plugin for every bundler: rewrites the files that hold the directive. */
export const unplugin: UnpluginInstance<undefined> = /* @__PURE__ */ createUnplugin<undefined>(() => ({
  name: '@wengert/syntax',
  // Before types are taken away, which may move lines.
  enforce: 'pre',
  transform: {
    filter: { id: /[.=][cm]?[jt]sx?(?:$|[?#&])/, code: directive },
    handler(code, id) {
      const { code: rewritten, map } = rewrite(code, { filename: id });
      return map === null ? undefined : { code: rewritten, map };
    },
  },
  // The server finds imports before they are rewritten, and would have to prepare these once the page has loaded.
  vite: { config: () => ({ optimizeDeps: { include: ['@wengert/syntax/runtime'] } }) },
}));
