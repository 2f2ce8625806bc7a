import { unplugin } from './plugin.js';

/** A plugin for esbuild. */
export interface EsbuildPlugin {
  readonly name: string;
  setup(build: object): void;
}

/**
 * The plugin that rewrites functions marked by `'use wengert'`, for esbuild.
 *
 * @example
 * await build({ entryPoints: ['src/index.js'], bundle: true, plugins: [wengert()] });
 */
export function wengert(): EsbuildPlugin {
  return unplugin.esbuild();
}
