// A project built by webpack with the plugin.
import { promisify } from 'node:util';
import { wengert } from '@wengert/syntax/webpack';
import webpack from 'webpack';
import { checkMap, checkRun, inProject, javaScript, lossOf } from '../projects/project.mjs';

await inProject(javaScript, async (directory) => {
  const stats = await promisify(webpack)({
    context: directory,
    devtool: 'source-map',
    entry: './src/main.js',
    mode: 'development',
    output: { path: `${directory}/dist`, filename: 'main.cjs' },
    plugins: [wengert()],
    target: 'node',
  });
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  checkRun(directory, 'dist/main.cjs', ['--enable-source-maps'], lossOf(javaScript));
  checkMap(directory, 'dist/main.cjs', lossOf(javaScript));
});
