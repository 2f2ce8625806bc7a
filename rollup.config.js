// Joins what `tsc -b` wrote to build/ into dist/, for every published package: ES modules, CommonJS, and types for both.
import { readFileSync, rmSync } from 'node:fs';
import { isAbsolute, join, parse } from 'node:path';
import dts from 'rollup-plugin-dts';
import { publishedPackages } from './.ci/workspace.mjs';

/** Hands tsc's source maps on, so that those in dist/ lead to src/ and not to build/. */
const tscSourceMaps = {
  name: 'tsc-source-maps',
  load(id) {
    return id.endsWith('.js') ? { code: readFileSync(id, 'utf8'), map: readFileSync(`${id}.map`, 'utf8') } : null;
  },
};

const external = (id) => !id.startsWith('.') && !isAbsolute(id);

/** A warning here means a broken package: an import that does not resolve, a circle. */
function onLog(level, log, handle) {
  // A package may consist of types alone.
  if (level === 'warn' && log.code !== 'EMPTY_BUNDLE') handle('error', log);
  else handle(level, log);
}

function bundle(build, names, extension, plugins, output) {
  return {
    input: Object.fromEntries(names.map((name) => [name, join(build, `${name}${extension}`)])),
    external,
    plugins,
    onLog,
    // What is imported is used or has no effects: a bare import would make bundlers keep a package for nothing.
    treeshake: { moduleSideEffects: 'no-external' },
    output,
  };
}

/** All modules in one file, but for what several entry points share. */
function joined(dir, format, suffix, sourcemap) {
  return { dir, format, sourcemap, entryFileNames: `[name]${suffix}`, chunkFileNames: `shared-[hash]${suffix}` };
}

/** Each module in a file of its own: a bundler leaves out those that are not reached, and the packages that only they import. */
function apart(dir, build) {
  return { dir, format: 'es', sourcemap: true, preserveModules: true, preserveModulesRoot: build };
}

/** The entry points are those of the package's exports map. */
function entryPoints({ exports }) {
  return Object.values(exports)
    .map((conditions) => conditions['@wengert/source'])
    .filter((source) => source !== undefined)
    .map((source) => parse(source).name);
}

export default ({ configJavaScriptOnly = false }) =>
  publishedPackages().flatMap(({ directory, manifest }) => {
    const build = join(directory, 'build');
    const names = entryPoints(manifest);
    const dist = join(build, '..', 'dist');
    // Node opens every module that there is, so it gets them joined, as CommonJS and as the condition `node`.
    const code = bundle(
      build,
      names,
      '.js',
      [tscSourceMaps],
      [
        apart(dist, build),
        joined(join(dist, 'node'), 'es', '.js', true),
        joined(join(dist, 'node'), 'cjs', '.cjs', true),
      ],
    );
    const types = bundle(
      build,
      names,
      '.d.ts',
      [dts()],
      [joined(dist, 'es', '.d.ts', false), joined(dist, 'es', '.d.cts', false)],
    );
    if (configJavaScriptOnly) return [code];
    // Nothing from an earlier build may be packed.
    rmSync(dist, { recursive: true, force: true });
    return [code, types];
  });
