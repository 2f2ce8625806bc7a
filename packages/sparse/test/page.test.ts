import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { add, exp, mul, square, sub, type Scalar } from '@wengert/primitives';
import ts from 'typescript';
import { sparseHessian, sparseJacobian } from '../src/index.js';

const read = (name: string): string => readFileSync(new URL(`../../../docs/${name}`, import.meta.url), 'utf8');

describe('the page on sparse derivatives', () => {
  test('gives the results that its comments say', () => {
    const code = [...read('sparse.md').matchAll(/^```ts\n(.*?)^```$/gms)].map(([, block = '']) => block).join('');
    // A statement with a literal after it is recorded; so a comment that is a sentence is none.
    const recorded = code.replace(/^import .*$/m, '').replace(/^(\S.*); \/\/ (\[.*\]|\d+|'.*')$/gm, 'record($1, $2);');
    const results: [unknown, unknown][] = [];
    const scope = { mul, sub, sparseJacobian, record: (...pair: [unknown, unknown]) => results.push(pair) };
    const { outputText } = ts.transpileModule(recorded, { compilerOptions: { target: ts.ScriptTarget.ES2022 } });
    // eslint-disable-next-line @typescript-eslint/no-implied-eval, @typescript-eslint/no-unsafe-call -- the page's own code
    new Function(...Object.keys(scope), outputText)(...Object.values(scope));
    expect(results).toHaveLength(4);
    for (const [result, comment] of results) expect(result).toEqual(comment);
  });

  const point = Array.from({ length: 12 }, (_, i) => i + 1);

  test('has the pictures that are drawn', () => {
    const arrow = ([head = 0, ...tail]: readonly Scalar[]): Scalar[] => [
      tail.reduce<Scalar>((total, x) => add(total, square(x)), square(head)),
      ...tail.map((x) => mul(exp(x), head)),
    ];
    const chain = (x: readonly Scalar[]): Scalar =>
      x.slice(1).reduce<Scalar>((total, b, i) => add(total, square(sub(b, square(x[i] ?? 0)))), 0);
    const [jacobian, hessian] = [sparseJacobian(arrow).prepare(point), sparseHessian(chain).prepare(point)];
    expect(read('sparse-arrow.svg')).toBe(jacobian.toSvg('An arrow: three colors'));
    expect(read('sparse-hessian.svg')).toBe(hessian.toSvg('A tridiagonal Hessian: three colors'));
  });
});
