// Which part may import which. Between packages the map is also what their package.json files declare; here it is law.

/** Package folders in layers: each line may import the packages named beside it and nothing else. */
const importMap = {
  tensor: [],
  primitives: ['tensor'],
  forward: ['primitives', 'tensor'],
  reverse: ['primitives', 'tensor'],
  batch: ['primitives', 'tensor'],
  compile: ['functional', 'primitives', 'tensor'],
  functional: ['forward', 'reverse', 'batch', 'primitives', 'tensor'],
  display: ['functional', 'primitives', 'tensor'],
  sparse: ['functional', 'batch', 'forward', 'reverse', 'primitives', 'tensor'],
  testing: ['compile', 'functional', 'primitives', 'tensor'],
  syntax: ['primitives', 'tensor'],
  wengert: ['compile', 'display', 'functional', 'sparse', 'testing', 'primitives', 'tensor'],
  cli: ['syntax', 'wengert'],
  tour: ['wengert'],
};

/** Inside primitives, from the top: a layer may import those after it. A name stands for a file or a folder. */
const layers = [
  { name: 'rows', parts: ['rows'] },
  { name: 'kinds', parts: ['kinds'] },
  { name: 'trace', parts: ['bind', 'primitive', 'trace', 'value'] },
];

const sources = (folder) => `^packages/${folder}/src/`;
const layer = ({ parts }) => `${sources('primitives')}(${parts.join('|')})(/|\\.ts$)`;

module.exports = {
  forbidden: [
    {
      name: 'no-circles',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      // The rules below match resolved paths, so they would say nothing of an import that does not resolve.
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...Object.entries(importMap).map(([folder, allowed]) => ({
      name: `import-map-${folder}`,
      severity: 'error',
      from: { path: sources(folder) },
      to: { path: '^packages/', pathNot: [folder, ...allowed].map((name) => `^packages/${name}/`) },
    })),
    {
      name: 'import-map-complete',
      comment: 'This package has no line in the import map of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: Object.keys(importMap).map(sources) },
      to: {},
    },
    ...layers.slice(1).map((lower, index) => ({
      name: `primitives-${lower.name}-imports-no-${layers[index].name}`,
      severity: 'error',
      from: { path: layer(lower) },
      to: { path: layers.slice(0, index + 1).map(layer) },
    })),
    {
      name: 'index-is-for-outsiders',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/' },
      to: { path: '^packages/$1/src/index\\.ts$' },
    },
  ],
  options: {
    // The entries of commands, and the tests that run in other test runners, load what was built.
    exclude: { path: '^packages/[^/]+/(bin|build|dist|test/runners)/' },
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.test.json' },
    // Imports that only carry types count: they shape the architecture as much as the others.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@wengert/source', 'import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.d.ts'],
    },
  },
};
