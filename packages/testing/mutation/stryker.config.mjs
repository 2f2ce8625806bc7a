// `npm run mutation` changes the table in many small ways, and asks whether the tests notice. docs/mutation.md has the
// results. For a part of the table: `npm run mutation -- --mutate 'packages/primitives/src/kinds/*.ts'`.
const folder = 'packages/testing/mutation';

export default {
  mutate: ['packages/primitives/src/{rows,kinds}/**/*.ts'],
  // Texts are what the table says, not what it computes.
  mutator: { excludedMutations: ['StringLiteral'] },
  ignorers: ['what-tests-use'],
  plugins: [`./${folder}/what-tests-use.mjs`, `./${folder}/runner.mjs`],

  buildCommand: `node ${folder}/bundle-tests.mjs`,
  testRunner: 'in-one-process',
  coverageAnalysis: 'perTest',
  // What runs only while modules load is what an entry of the table consists of. A mutant of that must be loaded anew, and
  // most are crude: without its partials a row has no derivative.
  ignoreStatic: true,
  concurrency: 2,
  maxTestRunnerReuse: 50,
  // Of the tests that reach a mutant few are run, so that they take less than all of them without it.
  timeoutFactor: 1,
  timeoutMS: 10_000,
  dryRunTimeoutMinutes: 30,

  incremental: true,
  incrementalFile: 'node_modules/.cache/mutation/incremental.json',
  reporters: ['progress', 'clear-text', 'html', 'json'],
  clearTextReporter: { allowColor: false, logTests: false },
  ignorePatterns: ['benchmarks', 'docs', '.ci', 'packages/*/build', 'packages/*/dist', 'packages/{tour,wengert}'],
};
