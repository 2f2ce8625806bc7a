// What users do: install the packed packages into a project of their own, type-check, bundle and run. The tools are those of
// the workspace.
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pnpm, publishedPackages, root, run, tarballOf } from './workspace.mjs';

/** What must succeed in the project, in order: tools make files, Node runs them. */
const steps = [
  { name: 'import and require of every entry point', node: ['load.mjs'] },
  {
    name: 'the command line',
    node: ['node_modules/@wengert/cli/bin/wengert.js', 'grad', 'x1*x2 + sin(x1)', '--at', '2,3'],
  },
  { name: 'CommonJS', node: ['require.cjs'] },
  { name: 'TypeScript with nodenext resolution', tool: ['tsc', '--project', 'tsconfig.nodenext.json'] },
  { name: 'what TypeScript wrote', node: ['nodenext/consumer.js'] },
  { name: 'TypeScript with bundler resolution', tool: ['tsc', '--project', 'tsconfig.bundler.json'] },
  {
    name: 'esbuild',
    tool: ['esbuild', 'consumer.ts', '--bundle', '--log-level=error', '--outfile=esbuild/consumer.cjs'],
  },
  { name: 'the bundle of esbuild', node: ['esbuild/consumer.cjs'] },
  { name: 'Vite', tool: ['vite', 'build', '--logLevel=warn'] },
  { name: 'the bundle of Vite', node: ['vite/consumer.js'] },
];

/** Runs every step with the Node that runs this script. Returns the exit code of the first that fails, else 0. */
export function testFreshProject() {
  return inFreshProject((directory) => runSteps(directory, steps, process.execPath));
}

/** Runs the steps that are left to Node alone, once the others have made their files, with each of several Nodes. */
export function testFreshProjectWith(nodes) {
  return inFreshProject((directory) => {
    const code = runSteps(directory, steps, process.execPath);
    if (code !== 0) return code;
    for (const { name, executable } of nodes) {
      console.log(`\n${name}`);
      const failed = runSteps(
        directory,
        steps.filter(({ node }) => node !== undefined),
        executable,
      );
      if (failed !== 0) return failed;
    }
    return 0;
  });
}

function runSteps(directory, wanted, nodeExecutable) {
  for (const { name, node, tool } of wanted) {
    const [command, ...args] = node === undefined ? tool : [nodeExecutable, ...node];
    const { code, output } = run(command, args, { capture: true, cwd: directory });
    if (code !== 0) {
      console.error(`${name}: exit code ${code}\n${output}`);
      return code;
    }
    console.log(name);
  }
  return 0;
}

/** Outside the workspace, so that nothing of it can be found by accident. */
function inFreshProject(test) {
  const directory = mkdtempSync(join(tmpdir(), 'wengert-fresh-project-'));
  try {
    const code = install(directory);
    return code === 0 ? test(directory) : code;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function install(directory) {
  cpSync(join(root, '.ci', 'fresh-project'), directory, { recursive: true });
  const files = Object.fromEntries(
    publishedPackages().map(({ manifest }) => [manifest.name, `file:${tarballOf(manifest)}`]),
  );
  // The packages name each other by version, and these versions are not in the registry yet.
  const manifest = { private: true, type: 'module', dependencies: files, pnpm: { overrides: files } };
  writeFileSync(join(directory, 'package.json'), JSON.stringify(manifest, null, 2));
  const { code, output } = pnpm(['install', '--prefer-offline', '--reporter=append-only'], {
    capture: true,
    cwd: directory,
  });
  if (code !== 0) console.error(output);
  return code;
}
