// `npm run docs` serves the documentation while it is written; `npm run docs:build` makes its pages, in docs/.vitepress/dist.
// What follows goes on to VitePress: `npm run docs:build -- --base /some/path/`. `npm run docs:check` writes nothing: it looks for
// links in doc comments that lead nowhere, and for wrong types in the components.
import { join } from 'node:path';
import { install, root, run } from './workspace.mjs';

const docs = join(root, 'docs');
const [command = 'dev', ...args] = process.argv.slice(2);

install();
const steps = {
  dev: [reference(), site],
  build: [reference(), types, site],
  check: [reference('--emit', 'none'), types],
}[command];
for (const step of steps) {
  const code = step();
  if (code !== 0) process.exit(code);
}

/** What typedoc warns of stops it only where a link leads nowhere; it has to be heard then. */
function reference(...options) {
  return () => {
    const { code, output } = tool('typedoc', ['--options', 'typedoc.json', ...options], { capture: true });
    if (code !== 0) console.error(output);
    return code;
  };
}

function types() {
  return tool('vue-tsc', ['--project', 'tsconfig.json']).code;
}

function site() {
  return tool('vitepress', [command, '.', ...args]).code;
}

function tool(name, options, how) {
  return run(join(docs, 'node_modules', '.bin', name), options, { cwd: docs, ...how });
}
