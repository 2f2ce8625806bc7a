// A project in TypeScript built by Vite with the plugin.
import { wengert } from '@wengert/syntax/vite';
import { build } from 'vite';
import { checkMap, checkRun, inProject, lossOf, typeScript } from '../projects/project.mjs';

await inProject(typeScript, async (directory) => {
  await build({
    root: directory,
    configFile: false,
    logLevel: 'error',
    plugins: [wengert()],
    build: {
      lib: { entry: 'src/main.ts', formats: ['es'], fileName: () => 'main.js' },
      minify: false,
      sourcemap: true,
    },
  });
  checkRun(directory, 'dist/main.js', ['--enable-source-maps'], lossOf(typeScript));
  checkMap(directory, 'dist/main.js', lossOf(typeScript));
});
