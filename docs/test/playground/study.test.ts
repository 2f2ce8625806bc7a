import { describe, expect, test } from '@jest/globals';
import { cos, mul, sin, tensor, type Scalar } from 'wengert';
import { answer, subjectOfExpression, subjectOfFunction } from '../../src/playground/answer.js';
import { study } from '../../src/playground/study.js';

const polar = subjectOfExpression('[r*cos(a), r*sin(a)]');
const [r, a] = [2, 0.5];

describe('of several outputs', () => {
  const studies = [0, 1].map((output) => study(polar, [r, a], [0, 1], output));

  test('the chosen one is differentiated', () => {
    const numbers = studies.map(({ gradient, directional }) =>
      [...gradient.map(({ value }) => value), directional].map((text) => Number(text.replace('−', '-'))),
    );
    expect(numbers).toEqual(
      [
        [Math.cos(a), -r * Math.sin(a), -r * Math.sin(a)],
        [Math.sin(a), r * Math.cos(a), r * Math.cos(a)],
      ].map((row) => row.map((x) => Number(x.toFixed(6)))),
    );
  });

  test('adjoints begin at the chosen one', () => {
    const adjointsOfOutputs = studies.map(({ lines, outputs }) =>
      outputs.map(({ source }) => lines.find(({ variable }) => variable === source)?.adjoint.value),
    );
    expect(adjointsOfOutputs).toEqual([
      ['1', '0'],
      ['0', '1'],
    ]);
  });

  test('formulas and code are of the chosen one', () => {
    expect(studies.map(({ formula }) => formula)).toEqual([
      { latex: String.raw`r \cos\left(a\right)` },
      { latex: String.raw`r \sin\left(a\right)` },
    ]);
    expect(studies.map(({ derivatives }) => derivatives[0]?.formula)).toEqual([
      { latex: String.raw`\cos\left(a\right)` },
      { latex: String.raw`\sin\left(a\right)` },
    ]);
    const [first, second] = studies.map(({ emitted }) => JSON.stringify(emitted));
    expect(first).not.toBe(second);
  });

  test('a choice beyond the last is the last', () => {
    expect(study(polar, [r, a], [0, 1], 7)).toEqual(studies[1]);
    expect(studies.map(({ chosen }) => chosen)).toEqual([0, 1]);
  });

  test('the plot is of the chosen one', () => {
    const { samples } = answer(polar, { point: [r, a], seed: [1, 0], radius: 1, output: 1 });
    expect(samples?.kind === 'surface' && samples.values[0]).toBe((r - 1) * Math.sin(a - 1));
  });
});

test('outputs may stand in a tree, in the order of its keys', () => {
  const f = (u: Scalar): unknown => ({ last: sin(u), first: [mul(u, u), { deep: cos(u) }] });
  const { outputs, gradient, chosen } = study(subjectOfFunction(f, [0]), [0], [1], 2);
  expect(outputs.map(({ name }) => name)).toEqual(['y.last', 'y.first[0]', 'y.first[1].deep']);
  expect([chosen, gradient]).toEqual([2, [{ by: 'u', value: '0' }]]);
});

test('an output that depends on nothing has derivatives that are 0', () => {
  const { outputs, gradient, directional } = study(subjectOfExpression('[x*y, 3]'), [1, 2], [1, 1], 1);
  expect(outputs.map(({ value }) => value)).toEqual(['2', '3']);
  expect([...gradient.map(({ value }) => value), directional]).toEqual(['0', '0', '0']);
});

test('an output that is no number is refused', () => {
  expect(() =>
    study(
      subjectOfFunction(() => tensor([1, 2]), []),
      [],
      [],
      0,
    ),
  ).toThrow(/shape \[2\]/);
});

describe('structure', () => {
  test('the pattern of a Jacobian has the names of outputs and inputs', () => {
    const { structure } = study(subjectOfExpression('[u*v, w]'), [1, 2, 3], [1, 0, 0], 0);
    expect(structure).toMatchObject({ matrix: 'Jacobian', entries: 3, places: 6 });
    expect(namesIn(structure?.picture)).toEqual(['y[0]', 'y[1]', 'u', 'v', 'w']);
  });

  test('the pattern of a Hessian has the names of the inputs on both sides', () => {
    const { structure } = study(subjectOfExpression('x1*x2'), [1, 2], [1, 0], 0);
    expect(structure).toMatchObject({ matrix: 'Hessian', entries: 2, places: 4 });
    expect(namesIn(structure?.picture)).toEqual(['x1', 'x2', 'x1', 'x2']);
  });
});

function namesIn(picture = ''): string[] {
  return [...picture.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text = '']) => text);
}
