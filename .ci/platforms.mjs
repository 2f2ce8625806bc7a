// `npm run test:platforms`: the packages, packed and installed, in every line of Node that they promise to run in, and in
// the newest. The registry has each Node as a package of its own, with the binary in it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { testFreshProjectWith } from './fresh-project.mjs';
import { install, pack, pnpm, root, run } from './workspace.mjs';

const releases = ['20', '22', '24', 'latest'];
const directory = join(root, 'node_modules', '.cache', 'nodes');

install();
const build = run('npm', ['run', '--silent', 'build'], { capture: true });
if (build.code !== 0) {
  console.error(build.output);
  process.exit(build.code);
}
let code = pack();
if (code === 0) code = installNodes();
if (code === 0) code = testFreshProjectWith(releases.map(node));
console.log(code === 0 ? `\nAll ${releases.length} releases of Node passed.` : `\nfailed (exit code ${code})`);
process.exitCode = code;

function installNodes() {
  mkdirSync(directory, { recursive: true });
  const builds = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const dependencies = Object.fromEntries(releases.map((release) => [`node-${release}`, `npm:${builds}@${release}`]));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const options = ['--prefer-offline', '--ignore-workspace', '--no-frozen-lockfile', '--reporter=append-only'];
  const { code, output } = pnpm(['install', ...options], { capture: true, cwd: directory });
  if (code !== 0) console.error(output);
  return code;
}

function node(release) {
  const executable = join(directory, 'node_modules', `node-${release}`, 'bin', 'node');
  const { code, output } = run(executable, ['--version'], { capture: true });
  if (code !== 0) throw new Error(`${executable} does not run: ${output}`);
  return { name: `Node ${output.trim()}`, executable };
}
