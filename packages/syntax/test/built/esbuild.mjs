// A project in TypeScript built by esbuild with the plugin.
import { wengert } from '@wengert/syntax/esbuild';
import { build } from 'esbuild';
import { checkMap, checkRun, inProject, lossOf, typeScript } from '../projects/project.mjs';

await inProject(typeScript, async (directory) => {
  await build({
    absWorkingDir: directory,
    bundle: true,
    entryPoints: ['src/main.ts'],
    format: 'esm',
    logLevel: 'error',
    outfile: 'dist/main.js',
    plugins: [wengert()],
    sourcemap: true,
  });
  checkRun(directory, 'dist/main.js', ['--enable-source-maps'], lossOf(typeScript));
  checkMap(directory, 'dist/main.js', lossOf(typeScript));
});
