import { unplugin } from './plugin.js';

/** A plugin for Rollup. */
export type RollupPlugin = { readonly name: string };

/**
 * The plugin that rewrites functions marked by `'use wengert'`, for Rollup. Where another plugin compiles TypeScript, either
 * may come first.
 *
 * @example
 * // rollup.config.js
 * export default { input: 'src/index.js', plugins: [wengert()] };
 */
export function wengert(): RollupPlugin | RollupPlugin[] {
  return unplugin.rollup();
}
