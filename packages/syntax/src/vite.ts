import { unplugin } from './plugin.js';

/** A plugin for Vite. */
export type VitePlugin = { readonly name: string };

/**
 * The plugin that rewrites functions marked by `'use wengert'`, for Vite.
 *
 * @example
 * // vite.config.js
 * export default { plugins: [wengert()] };
 */
export function wengert(): VitePlugin | VitePlugin[] {
  return unplugin.vite();
}
