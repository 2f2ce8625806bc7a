import { unplugin } from './plugin.js';

/** A plugin for Rspack. */
export type RspackPlugin = { apply: (compiler: unknown) => void };

/**
 * The plugin that rewrites functions marked by `'use wengert'`, for Rspack.
 *
 * @example
 * // rspack.config.js
 * module.exports = { plugins: [wengert()] };
 */
export function wengert(): RspackPlugin {
  return unplugin.rspack() as RspackPlugin;
}
