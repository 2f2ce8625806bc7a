// The workspace as its scripts see it: which packages there are, and how to run and install what they need.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** Where the files go that other projects can install. */
export const tarballs = join(root, 'node_modules', '.cache', 'tarballs');

/** Every package of the workspace under `packages/`, in alphabetical order. */
export function packages() {
  return readdirSync(join(root, 'packages'))
    .map((folder) => join(root, 'packages', folder))
    .filter((directory) => existsSync(join(directory, 'package.json')))
    .sort()
    .map((directory) => ({ directory, manifest: JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) }));
}

/** The packages that users can install. */
export function publishedPackages() {
  return packages().filter(({ manifest }) => manifest.private !== true);
}

/** Runs a command with the workspace's own tools first on the path. Returns its exit code and, if captured, its output. */
export function run(command, args, { capture = false, cwd = root } = {}) {
  const result = spawnSync(command, args, {
    ...surroundings(),
    cwd,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    stdio: capture ? ['ignore', 'pipe', 'pipe'] : 'inherit',
  });
  if (result.error) throw result.error;
  return { code: result.status ?? 1, output: `${result.stdout ?? ''}${result.stderr ?? ''}` };
}

/**
 * Starts a command that goes on while others run.
 *
 * @param log - The file that keeps its output until it is asked for.
 * @returns A promise of what `run` returns, and a function that ends the command.
 */
export function start(command, args, log) {
  mkdirSync(dirname(log), { recursive: true });
  const file = openSync(log, 'w');
  const child = spawn(command, args, { ...surroundings(), cwd: root, stdio: ['ignore', file, file] });
  closeSync(file);
  const finished = new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => resolve({ code: code ?? 1, output: readFileSync(log, 'utf8') }));
  });
  return { finished, stop: () => child.kill() };
}

function surroundings() {
  const path = `${join(root, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  return {
    env: { ...process.env, PATH: path },
    // npx and the tools in node_modules/.bin are .cmd files on Windows, which only a shell can start.
    shell: process.platform === 'win32',
  };
}

/** Runs the pnpm release that package.json pins, which need not be installed. */
export function pnpm(args, options) {
  const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return run('npx', ['--yes', packageManager, ...args], options);
}

/** Packs as `pnpm publish` does, so that what is checked is what users would receive. */
export function pack() {
  rmSync(tarballs, { recursive: true, force: true });
  const filters = publishedPackages().flatMap(({ manifest }) => ['--filter', manifest.name]);
  const { code, output } = pnpm(['--recursive', ...filters, 'pack', '--pack-destination', tarballs], { capture: true });
  if (code !== 0) console.error(output);
  return code;
}

/** Where `pack` puts the tarball of a package. */
export function tarballOf({ name, version }) {
  return join(tarballs, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
}

/** Installs what the lockfile says, unless that has been done. */
export function install() {
  const stamp = join(root, 'node_modules', '.installed-for');
  const wanted = installationKey();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;

  console.log('Installing dependencies …');
  const { code, output } = pnpm(
    // A node_modules that npm or another pnpm made is replaced without asking; tools are needed whatever NODE_ENV says.
    ['install', '--frozen-lockfile', '--prod=false', '--config.confirm-modules-purge=false', '--reporter=append-only'],
    { capture: true },
  );
  if (code !== 0) {
    console.error(output);
    process.exit(code);
  }
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

/** Changes whenever an installation made earlier may no longer be the right one. */
function installationKey() {
  const hash = createHash('sha256');
  const manifests = [
    ...packages().map(({ directory }) => directory),
    join(root, 'benchmarks'),
    join(root, 'docs'),
    root,
  ];
  for (const file of ['pnpm-lock.yaml', 'pnpm-workspace.yaml']) hash.update(readFileSync(join(root, file)));
  for (const directory of manifests) hash.update(directory).update(readFileSync(join(directory, 'package.json')));
  return `${hash.update(process.version).digest('hex')}\n`;
}
