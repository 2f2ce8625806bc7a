// A project in TypeScript built by Rspack with the plugin.
import { promisify } from 'node:util';
import { rspack } from '@rspack/core';
import { wengert } from '@wengert/syntax/rspack';
import { checkMap, checkRun, inProject, lossOf, typeScript } from '../projects/project.mjs';

await inProject(typeScript, async (directory) => {
  const stats = await promisify(rspack)({
    context: directory,
    devtool: 'source-map',
    entry: './src/main.ts',
    mode: 'development',
    module: {
      rules: [
        {
          test: /\.ts$/,
          loader: 'builtin:swc-loader',
          options: { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } },
        },
      ],
    },
    output: { path: `${directory}/dist`, filename: 'main.cjs' },
    plugins: [wengert()],
    target: 'node',
  });
  if (stats.hasErrors()) throw new Error(stats.toString('errors-only'));
  checkRun(directory, 'dist/main.cjs', ['--enable-source-maps'], lossOf(typeScript));
  checkMap(directory, 'dist/main.cjs', lossOf(typeScript));
});
