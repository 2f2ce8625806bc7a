// `npm run docs` serves the documentation while it is written; `npm run docs:build` makes its pages, in docs/.vitepress/dist.
// What follows goes on to VitePress: `npm run docs:build -- --base /some/path/`.
import { join } from 'node:path';
import { install, root, run } from './workspace.mjs';

const docs = join(root, 'docs');
const [command = 'dev', ...args] = process.argv.slice(2);

install();
const steps = [
  ['typedoc', ['--options', 'typedoc.json', '--logLevel', 'Error']],
  ...(command === 'build' ? [['vue-tsc', ['--project', 'tsconfig.json']]] : []),
  ['vitepress', [command, '.', ...args]],
];
for (const [tool, options] of steps) {
  const { code } = run(join(docs, 'node_modules', '.bin', tool), options, { cwd: docs });
  if (code !== 0) process.exit(code);
}
