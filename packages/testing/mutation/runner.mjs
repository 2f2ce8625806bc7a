// A test runner for Stryker that loads the tests once, and for each mutant calls those that reach it, up to the first
// that fails. Most mutants live no longer than it would take to load the tests, and there are thousands of them.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What the mutated sources read and write. */
const instrumentation = (globalThis.__stryker__ ??= {});

class InOneProcess {
  #tests = undefined;
  #loads = 0;
  #spoilt = false;
  #times = undefined;

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun() {
    const tests = await this.#load();
    const results = [];
    for (const { name, run } of tests) {
      instrumentation.currentTestId = name;
      const start = performance.now();
      const failureMessage = await failureOf(run);
      instrumentation.currentTestId = undefined;
      const result = { id: name, name, timeSpentMs: performance.now() - start };
      results.push(failureMessage === undefined ? { ...result, status: 0 } : { ...result, status: 1, failureMessage });
    }
    // For the processes that come after this one.
    writeFileSync(
      timesFile(),
      JSON.stringify(Object.fromEntries(results.map(({ id, timeSpentMs }) => [id, timeSpentMs]))),
    );
    return { status: 'complete', tests: results, mutantCoverage: instrumentation.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, reloadEnvironment, testFilter, hitLimit, sandboxFileName }) {
    // Some mutants are at work while modules load, and must not be there for the next. And what changes its ways after
    // some uses must be new.
    const isNew = reloadEnvironment || this.#spoilt || sandboxFileName.endsWith('scalar-recorder.ts');
    if (isNew) this.#tests = undefined;
    this.#spoilt = false;
    activate(mutantActivation === 'static' ? activeMutant.id : undefined);
    const failureMessage = await failureOf(() => this.#load());
    if (failureMessage !== undefined) return { status: 'killed', killedBy: [], failureMessage, nrOfTests: 0 };
    const tests = await this.#load();
    // Stryker allows a hundred times the visits that all tests pay to the place, which can take a minute.
    const limit = hitLimit === undefined ? undefined : hitLimit / 20;
    activate(activeMutant.id, limit);
    const wanted = new Set(testFilter ?? tests.map(({ name }) => name));
    this.#times ??= existsSync(timesFile()) ? JSON.parse(readFileSync(timesFile(), 'utf8')) : {};
    const chosen = nearestFirst(
      tests.filter(({ name }) => wanted.has(name)),
      sandboxFileName,
      ({ name }) => this.#times[name] ?? 0,
    );
    for (const [index, { name, run }] of chosen.entries()) {
      const failureMessage = await failureOf(run);
      if (instrumentation.hitCount > limit) return { status: 'timeout', reason: 'It runs on and on.' };
      if (failureMessage === undefined) continue;
      activate(undefined);
      // A mutant may have changed what outlives it, such as a cache.
      this.#spoilt = (await failureOf(run)) !== undefined;
      return { status: 'killed', killedBy: [name], failureMessage, nrOfTests: index + 1 };
    }
    return { status: 'survived', nrOfTests: chosen.length };
  }

  async #load() {
    const { href } = pathToFileURL(resolve('mutation', 'tests.mjs'));
    this.#tests ??= (await import(`${href}?${this.#loads++}`)).tests;
    return this.#tests;
  }
}

function activate(activeMutant, hitLimit) {
  Object.assign(instrumentation, { activeMutant, hitLimit, hitCount: hitLimit === undefined ? undefined : 0 });
}

async function failureOf(run) {
  try {
    await run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/**
 * Mutants of what everything is made of are reached by thousands of tests. So many of those, spread evenly, must notice;
 * a mutant that escapes them counts as a survivor.
 */
const enough = 60;

/** The tests that name a row of the mutated file come first, since they are the most likely to fail; of those, quick ones. */
function nearestFirst(tests, fileName, timeOf) {
  const rows = rowsOf(fileName);
  const isNear = ({ name }) => name.split(/[ ,()]+/).some((word) => rows.has(word));
  const others = tests.filter((test) => !isNear(test));
  const step = Math.max(1, others.length / enough);
  const spread = others.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
  const quickFirst = (list) => list.toSorted((a, b) => timeOf(a) - timeOf(b));
  return [...quickFirst(tests.filter(isNear)), ...quickFirst(spread)];
}

/** The names of the rows in a file; of a kernel, of those in the files that use it. */
function rowsOf(fileName) {
  const text = readFileSync(fileName, 'utf8');
  const named = [...text.matchAll(/\b(?:name: |operation = |name = )(["'])([\w.]+)\1/g)].map(([, , name]) => name);
  const rows = named.flatMap((name) => [name, name.replace('linalg.', '')]);
  if (!fileName.includes('/kernels/')) return new Set(rows);
  const folder = resolve(fileName, '..', '..');
  const users = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => join(folder, file))
    .filter((file) => readFileSync(file, 'utf8').includes(`/${basename(fileName, '.ts')}.js'`) && file !== fileName);
  return new Set(users.flatMap((file) => [...rowsOf(file)]));
}

/** How many milliseconds each test takes by itself. */
function timesFile() {
  return resolve('mutation', 'times.json');
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'in-one-process', factory: () => new InOneProcess() }];
