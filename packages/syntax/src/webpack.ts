import { unplugin } from './plugin.js';

/** A plugin for webpack. */
export type WebpackPlugin = { apply: (compiler: unknown) => void };

/**
 * The plugin that rewrites functions marked by `'use wengert'`, for webpack.
 *
 * @example
 * // webpack.config.js
 * module.exports = { plugins: [wengert()] };
 */
export function wengert(): WebpackPlugin {
  return unplugin.webpack() as WebpackPlugin;
}
