import { expect, it } from '@jest/globals';
import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const program = `
  import { compile } from '@wengert/compile';
  import { grad, valueAndGrad } from '@wengert/functional';
  import { add, lt, matmul, mul, neg, sin, sum } from '@wengert/primitives';
  import { tensor } from '@wengert/tensor';
  const f = (x) => (lt(x[0], 0) ? neg(mul(x[0], x[1])) : add(mul(x[0], x[1]), sin(x[0])));
  const slope = compile(grad(f));
  const points = [[2, 3], [1, 4], [-1, 2], [5, 6], [-2, 7]];
  const loss = (w) => sum(mul(matmul(w.a, w.a), w.b));
  const layer = compile(valueAndGrad(loss));
  const weights = { a: tensor([[1, 2], [3, 4]]), b: 2 };
  const flat = ([value, { a, b }]) => [value, a.toArray(), b];
  let forbidden = false;
  try { Function('return 1')(); } catch { forbidden = true; }
  console.log(JSON.stringify({
    forbidden,
    compiled: [points.map((x) => slope(x)), [1, 2].map(() => flat(layer(weights)))],
    eager: [points.map((x) => grad(f)(x)), [1, 2].map(() => flat(valueAndGrad(loss)(weights)))],
  }));
`;

it('compiled functions work where code must not be generated from strings', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wengert-'));
  try {
    const outfile = join(folder, 'program.mjs');
    buildSync({
      stdin: { contents: program, resolveDir: import.meta.dirname },
      bundle: true,
      platform: 'node',
      format: 'esm',
      conditions: ['@wengert/source'],
      outfile,
    });
    const output = execFileSync(process.execPath, ['--disallow-code-generation-from-strings', outfile], {
      encoding: 'utf8',
    });
    const result = JSON.parse(output) as { forbidden: boolean; compiled: unknown; eager: unknown };
    expect(result.forbidden).toBe(true);
    expect(result.compiled).toEqual(result.eager);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
