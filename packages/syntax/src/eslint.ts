import { noUnmarkedOperators } from './eslint/no-unmarked-operators.js';
import type { EslintRule } from './eslint/rule.js';

export type { EslintRule } from './eslint/rule.js';

/** A plugin, as ESLint takes it. */
export interface EslintPlugin {
  readonly meta: { readonly name: string };
  readonly rules: { readonly 'no-unmarked-operators': EslintRule };
  readonly configs: {
    /** The rule as a warning. */
    readonly recommended: {
      readonly name: string;
      readonly plugins: { readonly wengert: Pick<EslintPlugin, 'meta' | 'rules'> };
      readonly rules: { readonly 'wengert/no-unmarked-operators': 'warn' };
    };
  };
}

const parts: Pick<EslintPlugin, 'meta' | 'rules'> = {
  meta: { name: '@wengert/syntax' },
  rules: { 'no-unmarked-operators': noUnmarkedOperators },
};

/**
 * The plugin for ESLint. Its rule finds operators and functions of `Math` on parameters of a function that is given to a
 * transformation of wengert without being marked, and marks it with `'use wengert'` when it fixes.
 *
 * @example
 * // eslint.config.js
 * export default [wengert.configs.recommended];
 */
export const wengert: EslintPlugin = {
  ...parts,
  configs: {
    recommended: {
      name: 'wengert/recommended',
      plugins: { wengert: parts },
      rules: { 'wengert/no-unmarked-operators': 'warn' },
    },
  },
};
