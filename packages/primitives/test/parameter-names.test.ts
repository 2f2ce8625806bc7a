import { expect, test } from '@jest/globals';
import { parameterNames } from '../src/parameter-names.js';

test.each([
  ['(a, b) => a', ['a', 'b']],
  ['a => a', ['a']],
  ['(a, b,) => a', ['a', 'b']],
  ['function (a, b) {}', ['a', 'b']],
  ['function named(a, $b_1, größe) {}', ['a', '$b_1', 'größe']],
  ['async (a) => a', ['a']],
  ['{ f(a, b) {} }.f', ['a', 'b']],
  ['() => 1', []],
  ['(...xs) => xs', []],
  ['({ a }, b) => a', []],
  ['(a = 1, b) => a', []],
  ['(a /* the first */, b) => a', []],
  ['Math.max', []],
  ['((a) => a).bind(undefined)', []],
  ['class A {}', []],
  ["Object.assign((a) => a, { toString: () => '(evil) => 1' })", ['a']],
  ["'(a) => a'", []],
])('of %s', (text, names) => {
  expect(parameterNames((0, eval)(`(${text})`))).toEqual(names);
});
