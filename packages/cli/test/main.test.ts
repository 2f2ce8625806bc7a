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
    { args: ['grad', 'x', '--at', 'y'], words: /y is no number/ },
    { args: ['grad', 'x', '--at', '[1'], words: /is not JSON/ },
    { args: ['grad', 'x', '--at', 'nowhere.json'], words: /nowhere\.json could not be read/ },
    { args: ['grad', 'x', '--at', '1', '--argnums', '1'], words: /1 is not one of the 1 arguments/ },
    { args: ['grad', '[x, x]', '--at', '1'], words: /f must return a number/ },
    { args: ['grad', 'nowhere.mjs', '--at', '1'], words: /There is no file nowhere\.mjs/ },
    { args: ['grad', `${model}#nothing`, '--at', '1'], words: /no function named nothing\. Its functions are: .*loss/ },
    { args: ['grad', `${model}#number`, '--at', '1'], words: /no function named number/ },
    { args: ['grad', `${model}#operators`, '--at', '1'], words: /raw JavaScript operator/ },
    { args: ['grad', `${model}#throwing`, '--at', '1'], words: /the function threw TypeError: no such thing/ },
    { args: ['grad', 'x', '--nonsense'], words: /unknown option '--nonsense'/ },
    { args: ['check', 'x', '--at', '1', '--points', '0'], words: /must be a positive integer/ },
    { args: ['nonsense'], words: /unknown command 'nonsense'/ },
  ])('$args', async ({ args, words }) => {
    const { code, stdout, stderr } = await run(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(words);
  });
});

describe('help', () => {
  test.each([[['--help']], [['grad', '--help']], [['check', '--help']]])('%j has examples', async (args) => {
    const { code, stdout } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/Examples?:\n {2}\$ wengert /);
  });
});
