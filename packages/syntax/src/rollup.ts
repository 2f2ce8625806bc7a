import { unplugin } from './plugin.js';

/** A plugin for Rollup. */
export type RollupPlugin = { readonly name: string };

/**
 * The plugin that rewrites functions marked by `'use wengert'`, for Rollup. Where another plugin checks types, it has to come
 * before this one.
 *
 * @example
 * // rollup.config.js
 * export default { input: 'src/index.js', plugins: [wengert()] };
 */
export function wengert(): RollupPlugin | RollupPlugin[] {
  return unplugin.rollup();
}
