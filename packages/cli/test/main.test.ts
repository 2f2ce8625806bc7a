import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { run } from './run.js';

const model = fileURLToPath(new URL('models/model.mjs', import.meta.url));
const argumentsFile = fileURLToPath(new URL('models/arguments.json', import.meta.url));

async function json(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await run([...args, '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('an expression', () => {
  test('has a value and a gradient', async () => {
    expect(await json('grad', 'x1*x2 + sin(x1)', '--at', '2,3')).toEqual({
      value: 6.909297426825682,
      gradient: [2.5838531634528574, 2],
    });
  });

  test('has a table for people', async () => {
    const { code, stdout } = await run(['grad', 'x1*x2 + sin(x1)', '--at', '2,3']);
    expect(code).toBe(0);
    expect(stdout).toBe(`x1*x2 + sin(x1) = 6.909297426825682
Gradient
┌───────┬───────┬────────────────────┐
│ input │ value │         derivative │
├───────┼───────┼────────────────────┤
│ x1    │     2 │ 2.5838531634528574 │
│ x2    │     3 │                  2 │
└───────┴───────┴────────────────────┘
`);
  });

  test('is shown in a terminal as elsewhere, but for colours', async () => {
    const args = ['grad', 'x^2', '--at', '3'];
    const [terminal, file] = [await run(args, true), await run(args)];
    expect(stripVTControlCharacters(terminal.stdout)).toBe(file.stdout);
    expect(stripVTControlCharacters(file.stdout)).toBe(file.stdout);
  });

  test('has a Jacobian, the same in all modes', async () => {
    for (const mode of ['forward', 'reverse', 'cheaper']) {
      const answer = await json('jacobian', '[x*y, x - y]', '--at', 'y=3,x=2', '--mode', mode);
      expect(answer).toEqual({
        value: [6, -1],
        jacobian: [
          [3, 2],
          [1, -1],
        ],
      });
    }
  });

  test('has a Hessian', async () => {
    const { hessian } = (await json('hessian', 'x^2*y', '--at', '1,2')) as { hessian: number[][] };
    expect(hessian).toEqual([
      [4, 2],
      [2, 0],
    ]);
    const { stdout } = await run(['hessian', 'x^2*y', '--at', '1,2']);
    expect(stdout).toContain('│ y │ 2 │ 0 │');
  });

  test('can be looked at where constants say', async () => {
    expect(await json('grad', 'sin(x)', '--at', 'pi/2')).toEqual({ value: 1, gradient: [expect.closeTo(0, 15)] });
  });

  test('keeps the numbers that JSON lacks', async () => {
    expect(await json('grad', 'log(x)', '--at', '0')).toEqual({ value: '-Infinity', gradient: ['Infinity'] });
  });

  test('without variables needs no point', async () => {
    expect(await json('grad', '1 + 1')).toEqual({ value: 2, gradient: [] });
    expect((await run(['grad', '3'])).stdout).toBe('3 = 3\nGradient: no entries\n');
  });
});

describe('an export of a module', () => {
  test('takes trees and tensors from JSON', async () => {
    const answer = { value: 23, gradient: [{ w: [7, 8], b: 3 }] };
    expect(await json('grad', `${model}#loss`, '--at', argumentsFile)).toEqual(answer);
    expect(await json('grad', model, '--at', argumentsFile)).toEqual(answer);
  });

  test('is differentiated by the arguments that are asked for', async () => {
    const at = '[{"tensor": [[1, 2], [3, 4]]}, {"tensor": [4, 5]}]';
    const { stdout } = await run(['jacobian', `${model}#layer`, '--at', at, '--argnums', '1']);
    expect(stdout).toContain('│ f[0] │          1 │          2 │');
    expect(stdout).toContain('│ f[1] │          3 │          4 │');
    const all = await run(['jacobian', `${model}#layer`, '--at', at, '--argnums', '0,1']);
    expect(all.stdout).toContain(
      '│ f[1] │             0 │             0 │             4 │             5 │          3 │          4 │',
    );
  });
});

describe('trace', () => {
  test('has every operation with its tangent and its adjoint', async () => {
    const { code, stdout } = await run(['trace', 'r*cos(a)', '--at', 'r=2,a=0']);
    expect(code).toBe(0);
    expect(stdout).toBe(`Forward trace, downwards
┌──────────┬─────────────┬───────┬───────────────────┬─────────┐
│ variable │ computed as │ value │ tangent from      │ tangent │
├──────────┼─────────────┼───────┼───────────────────┼─────────┤
│ r        │ input       │     2 │ r'                │       1 │
│ a        │ input       │     0 │ a'                │       0 │
│ v1       │ cos(a)      │     1 │ -a' * sin(a)      │       0 │
│ v2       │ r * v1      │     2 │ r' * v1 + r * v1' │       1 │
└──────────┴─────────────┴───────┴───────────────────┴─────────┘
Reverse trace, downwards
┌──────────┬─────────────┬───────┬──────────────────┬─────────┐
│ variable │ computed as │ value │ adjoint from     │ adjoint │
├──────────┼─────────────┼───────┼──────────────────┼─────────┤
│ v2       │ r * v1      │     2 │ y_bar            │       1 │
│ v1       │ cos(a)      │     1 │ v2_bar * r       │       2 │
│ a        │ input       │     0 │ -v1_bar * sin(a) │       0 │
│ r        │ input       │     2 │ v2_bar * v1      │       1 │
└──────────┴─────────────┴───────┴──────────────────┴─────────┘
`);
  });

  test('takes another seed, and one trace alone', async () => {
    const { stdout } = await run(['trace', 'x*y', '--at', '2,3', '--mode', 'forward', '--seed', '0,1']);
    expect(stdout).toMatch(/│ v1 +│ x \* y +│ +6 │ .* │ +2 │/);
    expect(stdout).not.toContain('adjoint');
  });

  test('says which way was taken', async () => {
    expect((await run(['trace', 'x < 1 ? x^2 : x', '--at', '3'])).stdout).toContain('given not (x < 1)');
  });

  test('is data for programs', async () => {
    const { lines, adjoints } = (await json('trace', 'x*y', '--at', '2,3')) as {
      lines: unknown[];
      adjoints: { variable: string; derivative: number }[];
    };
    expect(lines).toEqual([expect.objectContaining({ variable: 'v1', operation: 'mul', value: 6 })]);
    expect(adjoints.map(({ variable, derivative }) => [variable, derivative])).toEqual([
      ['v1', 1],
      ['y', 2],
      ['x', 3],
    ]);
  });
});

describe('graph', () => {
  test.each([
    { format: 'dot', text: /^digraph/ },
    { format: 'mermaid', text: /^(flowchart|graph) / },
    { format: 'svg', text: /<svg[^]*v1 = x \* y[^]*<\/svg>\s*$/ },
  ])('is written as $format', async ({ format, text }) => {
    const { code, stdout } = await run(['graph', 'x*y', '--at', '2,3', '--format', format]);
    expect(code).toBe(0);
    expect(stdout).toMatch(text);
  });

  test('is written to a file in the language of its name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'wengert-graph-'));
    const file = join(folder, 'graph.svg');
    expect(await run(['graph', 'x*y', '--at', '2,3', '--output', file])).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(await readFile(file, 'utf8')).toContain('<svg');
    await rm(folder, { recursive: true });
  });
});

describe('pattern', () => {
  test('shows where a Jacobian has entries, and how many sweeps find them', async () => {
    expect(await run(['pattern', '[x1*x2, x2*x3, x3]', '--at', '1,2,3'])).toEqual({
      code: 0,
      stderr: '',
      stdout: `Pattern of the Jacobian: 3 rows, 3 columns
5 of 9 entries can be other than zero; 2 sweeps find them all.
Columns: x1, x2, x3
  f[0]  × × ·
  f[1]  · × ×
  f[2]  · · ×
`,
    });
  });

  test('is that of the Hessian where the result is one number, and has data for programs', async () => {
    expect(await json('pattern', 'x*y + sin(x)', '--at', '1,2')).toEqual({
      of: 'hessian',
      shape: [2, 2],
      rows: ['x', 'y'],
      columns: ['x', 'y'],
      nnz: 3,
      colors: 2,
      rowPointers: [0, 2, 3],
      columnIndices: [0, 1, 0],
    });
    const { stdout } = await run(['pattern', 'x*y', '--at', '1,2', '--of', 'jacobian']);
    expect(stdout).toContain('2 of 2 entries can be other than zero; 1 sweep finds them all.');
  });

  test('is of the arguments of a module that are asked for, tensors included', async () => {
    const at = '[{"tensor": [[1, 2], [3, 4]]}, {"tensor": [4, 5]}]';
    const { stdout } = await run(['pattern', `${model}#layer`, '--at', at, '--argnums', '0']);
    expect(stdout).toContain('Columns: args[0][0][0], args[0][0][1], args[0][1][0], args[0][1][1]');
    expect(stdout).toContain('  f[0]  × × · ·\n  f[1]  · · × ×');
  });

  test('is a picture where it is asked for, or where it would be too large as text', async () => {
    const svg = await run(['pattern', '[x, y]', '--at', '1,2', '--format', 'svg']);
    expect(svg.stdout).toMatch(/^<svg[^]*<\/svg>\s*$/);
    for (const name of ['f[0]', 'f[1]', 'x', 'y']) expect(svg.stdout).toContain(`>${name}</text>`);
    const many = JSON.stringify([Array.from({ length: 200 }, (_, i) => i)]);
    const { stdout } = await run(['pattern', `${model}#squares`, '--at', many]);
    expect(stdout).toContain('200 of 40000 entries can be other than zero; 1 sweep finds them all.');
    expect(stdout).toContain('ask for a picture by --output pattern.svg');
  });
});

describe('emit', () => {
  test('writes a module that needs nothing else', async () => {
    const { code, stdout } = await run(['emit', 'x1*x2 + sin(x1)', '--at', '2,3', '--name', 'slope']);
    expect(code).toBe(0);
    const module = (await import(`data:text/javascript,${encodeURIComponent(stdout)}`)) as {
      slope: (...args: number[]) => number[];
    };
    expect(module.slope(0.5, 4)).toEqual([4 + Math.cos(0.5), 0.5]);
  });

  test('writes Jacobians and Hessians, too, in other formats', async () => {
    const hessian = await run(['emit', 'x^2*y', '--at', '1,2', '--of', 'hessian', '--format', 'cjs']);
    expect(hessian.stdout).toContain('module.exports = { derivative }');
    expect((await run(['emit', '[x, x^2]', '--at', '1', '--of', 'jacobian', '--format', 'ts'])).stdout).toContain(
      'number',
    );
  });
});

describe('check', () => {
  test('finds nothing wrong with what is right', async () => {
    expect(await json('check', 'x^2*y + exp(x)', '--at', '1,2', '--points', '5')).toEqual({
      checked: 5,
      outside: 0,
      disagreements: [],
    });
  });

  test('finds a wrong rule, and exits with 1', async () => {
    const { code, stdout } = await run(['check', `${model}#threeForTwo`, '--at', '2', '--points', '3']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      '✗ forward mode, reverse mode and finite differences agree: not at 3 of 3 points. At (2):',
    );
    expect(stdout).toContain('a factor of 3/2 is too much');
  });

  test('leaves out points where the function is not defined, but not all of them', async () => {
    expect((await run(['check', 'log(x)', '--at', '0.1'])).stdout).toContain('lie outside of the domain');
    const { code, stderr } = await run(['check', 'log(x)', '--at', '-9']);
    expect(code).toBe(2);
    expect(stderr).toContain('is not a finite number at any of the 20 points');
  });
});

describe('what cannot be answered is said in words, with exit code 2', () => {
  test.each([
    { args: ['grad', 'x + foo(x)', '--at', '2'], words: /1:5: There is no function foo/ },
    { args: ['grad', 'x*y'], words: /Where\? x\*y needs a point\. Write --at 1,2 or --at x=1,y=2\./ },
    { args: ['grad', 'x*y', '--at', '2'], words: /takes 2 numbers \(x, y\), but --at has 1/ },
    { args: ['grad', 'x*y', '--at', 'x=2'], words: /--at says nothing of y/ },
    { args: ['grad', 'x*y', '--at', 'x=2,z=1'], words: /has no variable z; it has x, y/ },
    { args: ['grad', 'x', '--at', 'x=1,x=2'], words: /x is given twice/ },
    { args: ['graph', 'x', '--at', '1', '--output', 'g.png'], words: /svg, dot or mermaid, and the name g\.png/ },
    { args: ['grad', 'x', '--at', '1', '--argnums', '-2'], words: /-2 is not one of the 1 arguments/ },
    { args: ['grad', 'x', '--at', 'y'], words: /y is no number/ },
    { args: ['grad', 'x', '--at', '[1'], words: /is not JSON/ },
    { args: ['grad', 'x', '--at', 'nowhere.json'], words: /nowhere\.json could not be read/ },
    { args: ['grad', 'x', '--at', '1', '--argnums', '1'], words: /1 is not one of the 1 arguments/ },
    { args: ['grad', '[x, x^2]', '--at', '1'], words: /^wengert: \[x, x\^2\]: .* wengert jacobian takes several/ },
    { args: ['hessian', '[x^2, y^2]', '--at', '1,2'], words: /the result must be one number/ },
    { args: ['hessian', `${model}#squares`, '--at', '[[1, 2]]'], words: /the result must be one number/ },
    { args: ['emit', '[x, x^2]', '--at', '1'], words: /--of jacobian/ },
    { args: ['grad', '-x^2', '--at', '2'], words: /unknown option '-x\^2'[^]*in parentheses: '\(-x\^2\)'/ },
    { args: ['grad', '--', '-x^2', '--at', '2'], words: /too many arguments[^]*in parentheses: '\(-x\^2\)'/ },
    { args: ['grad', '3', '--at', '1'], words: /^wengert: 3 takes no numbers, but --at has 1\. Leave --at out\.$/m },
    { args: ['grad', 'x', '--at', '{"x": 1}'], words: /--at must be a JSON array with one entry for each argument/ },
    { args: ['grad', 'nowhere.mjs', '--at', '1'], words: /There is no file nowhere\.mjs/ },
    { args: ['grad', `${model}#nothing`, '--at', '1'], words: /no function named nothing\. Its functions are: .*loss/ },
    { args: ['grad', `${model}#number`, '--at', '1'], words: /no function named number/ },
    { args: ['grad', `${model}#operators`, '--at', '1'], words: /raw JavaScript operator/ },
    { args: ['grad', `${model}#throwing`, '--at', '1'], words: /the function threw TypeError: no such thing/ },
    { args: ['grad', 'x', '--nonsense'], words: /unknown option '--nonsense'/ },
    { args: ['check', 'x', '--at', '1', '--points', '0'], words: /must be a positive integer/ },
    { args: ['graph', 'x', '--at', '1', '--output', '/nowhere/graph.svg'], words: /could not be written/ },
    { args: ['trace', 'x*y', '--at', '1,2', '--seed', '1'], words: /takes 2 numbers .*, but --seed has 1/ },
    { args: ['nonsense'], words: /unknown command 'nonsense'/ },
  ])('$args', async ({ args, words }) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });
});

test('an argument may be counted from the end', async () => {
  const [last, second] = await Promise.all(
    ['-1', '1'].map((argnums) => json('grad', 'x*y', '--at', '2,3', '--argnums', argnums)),
  );
  expect(last).toEqual(second);
});

test('the version is known', async () => {
  expect(await run(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' });
});

test('ln is the natural logarithm', async () => {
  expect(await json('grad', 'ln(x)', '--at', '2')).toMatchObject({ value: Math.LN2, gradient: [0.5] });
});

describe('help', () => {
  const commands = ['grad', 'jacobian', 'hessian', 'trace', 'graph', 'pattern', 'emit', 'check'];
  test.each([[['--help']], ...commands.map((command) => [[command, '--help']])])('%j has examples', async (args) => {
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}\$ wengert /);
  });
});
