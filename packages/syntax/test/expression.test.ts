import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import * as operations from '@wengert/primitives/operations';
import { add, grad, isTensor, jacobian, mul, sin, tensor, WengertError, type Scalar } from 'wengert';
import { parseExpression, type FunctionOfOne, type FunctionOfSeveral } from '../src/expression.js';

function one(text: string, names?: readonly string[]): FunctionOfOne {
  const expression = parseExpression(text, names);
  if (expression.several) throw new Error(`${text} has several values.`);
  return expression.evaluate;
}

function several(text: string): FunctionOfSeveral {
  const expression = parseExpression(text);
  if (!expression.several) throw new Error(`${text} has one value.`);
  return expression.evaluate;
}

const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double({ min: -9, max: 9, noNaN: true }));

/** Texts that JavaScript and `parseExpression` both read. */
const { text } = fc.letrec<{ text: string; condition: string }>((tie) => ({
  text: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('x', 'y', 'Math.PI'),
    fc.double({ min: 0, max: 1e6, noNaN: true }).map(String),
    fc
      .tuple(tie('text'), fc.constantFrom('+', '-', '*', '/', '%'), tie('text'))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`),
    tie('text').map((a) => `(${a})`),
    tie('text').map((a) => `- ${a}`),
    tie('text').map((a) => `+ ${a}`),
    fc.tuple(tie('text'), tie('text')).map(([a, b]) => `((${a}) ** (${b}))`),
    tie('text').map((a) => `Math.sin(${a})`),
    fc.tuple(tie('text'), tie('text'), tie('text')).map(([a, b, c]) => `Math.max(${a}, ${b}, ${c})`),
    fc.tuple(tie('condition'), tie('text'), tie('text')).map(([test, a, b]) => `(${test} ? ${a} : ${b})`),
  ),
  condition: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc
      .tuple(tie('text'), fc.constantFrom('<', '<=', '>', '>=', '==', '!=', '===', '!=='), tie('text'))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`),
    fc
      .tuple(tie('condition'), fc.constantFrom('&&', '||'), tie('condition'))
      .map(([a, operator, b]) => `${a} ${operator} ${b}`),
    tie('condition').map((a) => `!(${a})`),
  ),
}));

describe('an expression', () => {
  test('has the value that JavaScript gives it', () => {
    fc.assert(
      fc.property(text, number, number, (written, x, y) => {
        expect(one(written, ['x', 'y'])(x, y)).toBe(runInNewContext(written, { x, y, Math }));
      }),
    );
  });

  test('has the derivative of the operations written by hand', () => {
    const byHand = (x: Scalar, y: Scalar): Scalar => add(mul(x, y), sin(x));
    fc.assert(
      fc.property(number, number, (x, y) => {
        const gradient = grad(one('x1*x2 + sin(x1)'), { argnums: [0, 1] });
        expect(gradient(x, y)).toEqual(grad(byHand, { argnums: [0, 1] })(x, y));
      }),
    );
  });

  test('shares the derivative of max and min evenly among all that are tied', () => {
    for (const name of ['max', 'min', 'maximum', 'Math.min']) {
      const gradient = grad(one(`${name}(x, y, z)`), { argnums: [0, 1, 2] });
      expect(gradient(1, 1, 1)).toEqual([1 / 3, 1 / 3, 1 / 3]);
      expect(one(`${name}(x, y, z)`)(-0, -0, -0)).toBe(-0);
    }
    expect(grad(one('max(x, y, z)'), { argnums: [0, 1, 2] })(2, 1, 2)).toEqual([0.5, 0, 0.5]);
    const ofTensors = one('max(x, y, 2)')(tensor([1, 5]), 3);
    expect(isTensor(ofTensors) ? ofTensors.toArray() : ofTensors).toEqual([3, 5]);
  });

  test('in brackets has several values', () => {
    expect(several('[x, x*y, 3]')(2, 5)).toEqual([2, 10, 3]);
    expect(jacobian((x: readonly Scalar[]) => several('[x*y, x + y]')(...x))([2, 5])).toEqual([
      [5, 2],
      [1, 1],
    ]);
  });

  test('takes tensors where its operations do', () => {
    const result = one('2*x + 1')(tensor([1, 2]));
    expect(isTensor(result) ? result.toArray() : result).toEqual([3, 5]);
  });

  test('is printed as it was written', () => {
    expect(String(parseExpression(' x1*x2 + sin(x1)\n'))).toBe('x1*x2 + sin(x1)');
  });

  test('takes as many arguments as it has names', () => {
    expect(() => one('x + y')(1)).toThrow(new WengertError('x + y: takes 2 (x, y), but got 1.'));
    expect(() => one('1 + 1')(1)).toThrow(new WengertError('1 + 1: takes no arguments, but got 1.'));
  });
});

describe('a power', () => {
  test.each([
    ['2 ^ 3', 8],
    ['2 * 3 ^ 2', 18],
    ['3 ^ 2 + 1', 10],
    ['2 ^ 3 ^ 2', 512],
    ['2 ** 3 ^ 2', 512],
    ['(2 ^ 3) ^ 2', 64],
    ['-2 ^ 2', -4],
    ['-2 ** 2', -4],
    ['(-2) ^ 2', 4],
    ['2 ^ -1', 0.5],
    ['2 ^ -2 ^ 2', 0.0625],
    ['- -2 ^ 2', 4],
  ])('%s is %p', (written, value) => {
    expect(one(written)()).toBe(value);
  });
});

describe('the remainder', () => {
  test.each([
    ['7 % 3', 7, 3],
    ['-7 % 3', -7, 3],
    ['7 % -3', 7, -3],
    ['0 % 3', 0, 3],
  ])('%s has its derivatives: 1 and minus the whole part of the quotient', (_written, x, y) => {
    expect(one('x % y')(x, y)).toBe(x % y);
    expect(grad(one('x % y'), { argnums: [0, 1] })(x, y)).toEqual([1, 0 - Math.trunc(x / y)]);
  });
});

describe('the arguments of an expression', () => {
  test.each([
    ['b + a', ['b', 'a']],
    ['x2 + y + x10 + x1', ['x1', 'x2', 'x10', 'y']],
    ['y1 * x2 + x1 * y0 + x', ['y0', 'y1', 'x', 'x1', 'x2']],
    ['x + x + sin(x)', ['x']],
    ['2 * pi + e + PI + E + π + NaN + Infinity', []],
  ])('of %s are %p', (written, parameters) => {
    expect(parseExpression(written).parameters).toEqual(parameters);
  });

  test('can be named, in any order, also if they are not used or would be constants', () => {
    const names = ['unused', 'y', 'e', 'x'];
    expect(parseExpression('x - y + e', names).parameters).toEqual(names);
    expect(one('x - y + e', names)(0, 1, 10, 100)).toBe(109);
  });

  test.each([
    [['x', 'x'], 'parseExpression: the name x is given twice.'],
    [['2x'], 'parseExpression: names[0] must be a name such as x or x1, but is the string "2x".'],
  ])('cannot be named %p', (names, message) => {
    expect(() => parseExpression('x', names)).toThrow(new WengertError(message));
  });
});

describe('functions and constants', () => {
  const elementwise = Object.entries(operations).filter(([, operation]) => 'row' in operation);

  test('of every elementwise operation there is one', () => {
    expect(elementwise.length).toBeGreaterThan(60);
    for (const [name, operation] of elementwise) {
      const apply = operation as (...args: number[]) => number;
      const args = [0.25, 0.5].slice(0, apply.length);
      expect(one(`${name}(${args.join(', ')})`)()).toBe(apply(...args));
    }
  });

  test.each([
    ['where(x < 1, 2, 3)', 2],
    ['where(x > 1 || !(x < 1), 2, 3)', 3],
    ['where(greater(x, 1), 2, 3)', 3],
    ['clip(x, 1, 2)', 1],
    ['stopGradient(x)', 0.5],
    ['max(x, 3, 2)', 3],
    ['min(x, 3)', 0.5],
    ['hypot(2, 3, 6)', 7],
    ['add(x, 1, 1, 1)', 3.5],
    ['Math.SQRT2 * x', Math.SQRT2 * 0.5],
  ])('%s is %p where x is 0.5', (written, value) => {
    expect(one(written, ['x'])(0.5)).toBe(value);
  });
});

describe('what is no expression is refused, with its place', () => {
  test.each([
    ['', '1:1'],
    ['2x', '1:2'],
    ['x +', '1:4'],
    ['x\n  + foo(y)', '2:5'],
    ['x1(2)', '1:1'],
    ['sin', '1:1'],
    ['x + sin', '1:5'],
    ['sin(x, 2)', '1:1'],
    ['sum(x)', '1:1'],
    ['sin(...x)', '1:5'],
    ['Math.random()', '1:1'],
    ['Math.foo', '1:6'],
    ['Math["sin"](x)', '1:1'],
    ['constructor(1)', '1:1'],
    ['x.__proto__', '1:1'],
    ['x?.y', '1:1'],
    ['x = 3', '1:1'],
    ['x++', '1:1'],
    ['(x, y)', '1:2'],
    ['x; y', '1:4'],
    ['x y', '1:3'],
    ['x & 3', '1:3'],
    ['~x', '1:1'],
    ['x ^= 2', '1:4'],
    ['x ?? 1', '1:3'],
    ['x < 1', '1:1'],
    ['0 < x < 1 ? 1 : 2', '1:1'],
    ['x ? 1 : 2', '1:1'],
    ['x < 1 && x ? 1 : 2', '1:10'],
    ['[1,,2]', '1:1'],
    ['2 * [1]', '1:5'],
    ['"2"', '1:1'],
    ['3n', '1:1'],
    ['/x/', '1:1'],
    ['`2`', '1:1'],
    ['undefined', '1:1'],
    ['this', '1:1'],
    ['() => 1', '1:1'],
    ['new Date', '1:1'],
    ['import("fs")', '1:1'],
    ['function f() {}', '1:1'],
    ['{}', '1:1'],
  ])('%p at %s', (written, place) => {
    const parsing = (): unknown => parseExpression(written);
    expect(parsing).toThrow(WengertError);
    expect(parsing).toThrow(`parseExpression: ${place}: `);
  });

  test('and a mark under it', () => {
    expect(() => parseExpression('y +\n  x1 * foo(x2)')).toThrow(
      new WengertError(
        'parseExpression: 2:8: There is no function foo of Math or of wengert on scalars.\n\n' +
          '      x1 * foo(x2)\n' +
          '           ^',
      ),
    );
  });

  test('of a long line, the part around it', () => {
    const long = '1 + '.repeat(100);
    expect(() => parseExpression(`${long}foo(1) + ${long}1`)).toThrow(
      `\n\n    …${long.slice(-50)}foo(1) + ${long.slice(0, 41)}…\n    ${' '.repeat(51)}^`,
    );
  });

  test('also when names are given and another one is used', () => {
    expect(() => parseExpression('x + z', ['x', 'y'])).toThrow(
      'parseExpression: 1:5: There is no argument z; the names are x, y.',
    );
  });

  test('also when it is nested without end', () => {
    expect(() => parseExpression('('.repeat(100_000))).toThrow(WengertError);
  });

  test('and never runs', () => {
    const characters = [
      ...Array.from('xye123.,+-*/%^()[]?:<>=!&|~;{}`"\\\n '),
      '=>',
      'Math.',
      'sin(',
      'this',
      'new ',
      '\u2028',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...characters), { maxLength: 12 }), (parts) => {
        try {
          expect(parseExpression(parts.join('')).parameters.every((name) => /^\w+$/.test(name))).toBe(true);
        } catch (error) {
          if (!(error instanceof WengertError)) throw error;
        }
      }),
      { numRuns: 2000 },
    );
  });
});
