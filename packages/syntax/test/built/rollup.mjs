// A project built by Rollup with the plugin.
import { join } from 'node:path';
import { wengert } from '@wengert/syntax/rollup';
import { rollup } from 'rollup';
import { checkMap, checkRun, inProject, javaScript, lossOf } from '../projects/project.mjs';

await inProject(javaScript, async (directory) => {
  const bundle = await rollup({
    input: join(directory, 'src/main.js'),
    external: ['wengert', '@wengert/syntax/runtime'],
    plugins: [wengert()],
  });
  await bundle.write({ file: join(directory, 'dist/main.js'), sourcemap: true });
  await bundle.close();
  checkRun(directory, 'dist/main.js', ['--enable-source-maps'], lossOf(javaScript));
  checkMap(directory, 'dist/main.js', lossOf(javaScript));
});
