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

/**
 * JavaScript keeps its modules: a bundler of a user then leaves out those that are not reached, and with them the packages
 * that only they import. Types are joined, which every tool resolves.
 */
function bundle(build, names, extension, plugins, formats, preserveModules) {
  return {
    input: Object.fromEntries(names.map((name) => [name, join(build, `${name}${extension}`)])),
    external,
    plugins,
    onLog,
    // What is imported is used or has no effects: a bare import would make bundlers keep a package for nothing.
    treeshake: { moduleSideEffects: 'no-external' },
    output: formats.map(({ format, suffix, sourcemap }) => ({
      dir: join(build, '..', 'dist'),
      format,
      sourcemap,
      entryFileNames: `[name]${suffix}`,
      chunkFileNames: `shared-[hash]${suffix}`,
      preserveModules,
      ...(preserveModules && { preserveModulesRoot: build }),
    })),
  };
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
    const code = bundle(
      build,
      names,
      '.js',
      [tscSourceMaps],
      [
        { format: 'es', suffix: '.js', sourcemap: true },
        { format: 'cjs', suffix: '.cjs', sourcemap: true },
      ],
      true,
    );
    const types = bundle(
      build,
      names,
      '.d.ts',
      [dts()],
      [
        { format: 'es', suffix: '.d.ts', sourcemap: false },
        { format: 'es', suffix: '.d.cts', sourcemap: false },
      ],
      false,
    );
    if (configJavaScriptOnly) return [code];
    // Nothing from an earlier build may be packed.
    rmSync(join(build, '..', 'dist'), { recursive: true, force: true });
    return [code, types];
  });
