import { compile, jacfwd, jacobian, jacrev } from 'wengert';
import type { Benchmark, Comparison, Contender } from '../harness/benchmark.js';
import type { BenchmarkResult } from '../harness/results.js';
import { brief } from '../harness/tables.js';
import * as shapes from '../workloads/shapes.js';

/** The contenders other than the function itself, by which all times are divided. */
function contenders(n: number, m: number): Contender[] {
  const x = shapes.point(n);
  const [f, plain] = [shapes.traced(m), shapes.plain(m)];
  const [forward, reverse, either] = [jacfwd(f), jacrev(f), jacobian(f)];
  const [forwardCompiled, reverseCompiled] = [compile(forward), compile(reverse)];
  const differences = shapes.differences(plain);
  return [
    { name: 'function', run: () => plain(x), unchecked: true },
    { name: 'jacfwd', run: () => forward(x) },
    { name: 'jacrev', run: () => reverse(x) },
    { name: 'jacobian', run: () => either(x) },
    { name: 'jacfwd, compiled', run: () => forwardCompiled(x) },
    { name: 'jacrev, compiled', run: () => reverseCompiled(x) },
    // Their error is not what is asked here.
    { name: 'differences', run: () => differences(x), unchecked: true },
  ];
}

function shape(n: number, m: number): Comparison {
  return {
    name: `${n} to ${m}`,
    parameters: { n, m },
    contenders: () => contenders(n, m),
    expected: () => shapes.jacobian(m)(shapes.point(n)),
  };
}

/** The times of one mode as a straight line over the directions that it sweeps, as near as may be in proportion. */
function costModel(result: BenchmarkResult, mode: string, directions: 'n' | 'm'): [start: number, each: number] {
  const points = result.comparisons.flatMap(({ parameters, contenders: all }) => {
    const time = all.find(({ name }) => name === mode)?.ratio?.median;
    return time === undefined ? [] : [{ x: parameters[directions] ?? NaN, time }];
  });
  // Least squares of (a + b x) / time - 1.
  const [u, v] = [points.map(({ time }) => 1 / time), points.map(({ x, time }) => x / time)];
  const dot = (a: readonly number[], b: readonly number[]): number =>
    a.reduce((total, entry, i) => total + entry * (b[i] ?? NaN), 0);
  const total = (a: readonly number[]): number => a.reduce((sum, entry) => sum + entry, 0);
  const determinant = dot(u, u) * dot(v, v) - dot(u, v) ** 2;
  return [
    (total(u) * dot(v, v) - total(v) * dot(u, v)) / determinant,
    (total(v) * dot(u, u) - total(u) * dot(u, v)) / determinant,
  ];
}

/** How often `jacobian`, which goes by the sizes, takes the mode that was measured to be the faster one. */
function conclusion(result: BenchmarkResult): string {
  const [forward, reverse] = [costModel(result, 'jacfwd', 'n'), costModel(result, 'jacrev', 'm')];
  const line = ([start, each]: [number, number], directions: string): string =>
    `${brief(start)} + ${brief(each)} ${directions}`;
  const verdicts = result.comparisons.flatMap(({ parameters: { n = NaN, m = NaN }, contenders: all }) => {
    const [fwd, rev] = ['jacfwd', 'jacrev'].map((mode) => all.find(({ name }) => name === mode)?.ratio);
    if (fwd === undefined || rev === undefined) return [];
    const [chosen, other] = n <= m ? [fwd, rev] : [rev, fwd];
    // Where the spreads overlap, neither is the faster one.
    return [{ right: chosen.low <= other.high, loss: Math.max(1, chosen.median / other.median) }];
  });
  const right = verdicts.filter((verdict) => verdict.right).length;
  const worst = Math.max(...verdicts.map(({ loss }) => loss));
  return [
    'In units of one evaluation of the function on plain numbers:',
    `  jacfwd takes about ${line(forward, 'n')}, jacrev about ${line(reverse, 'm')}.`,
    `  jacobian takes forward mode where n <= m: the faster mode, or one as fast, for ${right} of ${verdicts.length} shapes;`,
    `  elsewhere it takes at most ${brief(worst)} times as long.`,
    '',
  ].join('\n');
}

/** Forward or reverse. */
export const jacobianShapes: Benchmark = {
  name: 'jacobian-shapes',
  question: 'Which mode for which shape of Jacobian, when the function costs the same for all?',
  comparisons: (scope) => {
    const sizes = scope === 'full' ? [1, 4, 16, 64, 256, 1024] : [1, 64];
    return sizes.flatMap((n) => sizes.map((m) => shape(n, m)));
  },
  conclusion,
};
