import { describe, expect, test } from '@jest/globals';
import {
  abs,
  add,
  broadcastTo,
  cos,
  exp,
  log,
  matmul,
  minimum,
  mul,
  neg,
  relu,
  sin,
  sqrt,
  stopGradient,
  sum,
  where,
  type Scalar,
  type Value,
} from '@wengert/primitives';
import { DomainError, tensor, TreeError, WengertError, type Tensor } from '@wengert/tensor';
import { checkGrads, customJvp, customVjp, grad } from '../src/index.js';

/** A function with a derivative rule of its own, right or wrong. */
const withRule = (partial: (x: Scalar, t: Scalar) => Scalar) =>
  customJvp(
    (x: Scalar) => mul(sin(x), x),
    ([x], [t]) => [mul(sin(x), x), partial(x, t)],
  );
const rightPartial = (x: Scalar, t: Scalar) => mul(add(mul(cos(x), x), sin(x)), t);

describe('right derivatives pass', () => {
  test('of scalars, to third order', () => {
    checkGrads((x: Scalar, y: Scalar) => mul(exp(sin(x)), log(y)), [1.5, 2], { order: 3 });
  });

  test('of trees with tensors, returning trees', () => {
    const layer = ({ w, b }: { w: Tensor; b: Tensor }, x: Tensor) => {
      const hidden = sin(add(matmul(w, x), b));
      return { hidden, loss: [sum(mul(hidden, hidden))] };
    };
    checkGrads(layer, [
      {
        w: tensor([
          [1, 2, 3],
          [4, 5, 6],
        ]),
        b: tensor([1, 0]),
      },
      tensor([1, -1, 0.5]),
    ]);
  });

  test.each([1e-6, 1e-3, 1, 1e3, 1e6])('of logarithm and square root near %p', (x) => {
    checkGrads((y: Scalar) => add(log(y), sqrt(y)), [x]);
  });

  test('of rules of one own', () => {
    checkGrads(withRule(rightPartial), [2]);
    checkGrads(withRule(rightPartial), [2], { modes: ['fwd'] });
    checkGrads(withRule(rightPartial), [2], { modes: ['rev'], order: 1 });
  });

  test('of the arguments that are named', () => {
    checkGrads((x: Scalar, y: Scalar) => mul(x, stopGradient(y)), [1, 2], { argnums: 0 });
  });

  test('of constants', () => checkGrads((x: Scalar) => [1, stopGradient(x)], [3], { argnums: [] }));
});

describe('wrong derivatives are named', () => {
  const message = (run: () => void): string => {
    try {
      run();
    } catch (error) {
      expect(error).toBeInstanceOf(WengertError);
      return (error as WengertError).message;
    }
    throw new Error('Nothing was thrown.');
  };

  test.each([
    ['the sign is flipped', (x: Scalar, t: Scalar) => neg(rightPartial(x, t)), /the sign is flipped/],
    ['a factor of two', (x: Scalar, t: Scalar) => mul(2, rightPartial(x, t)), /a factor of 2 is too much/],
    ['a forgotten factor', (x: Scalar, t: Scalar) => mul(add(mul(cos(x), x), sin(x), 1), t), /chain rule/],
    ['nothing at all', (_: Scalar, t: Scalar) => mul(0, t), /the derivative is missing/],
    ['NaN', (_: Scalar, t: Scalar) => mul(NaN, t), /NaN or Infinity/],
  ])('%s', (_name, partial, cause) => {
    const text = message(() => checkGrads(withRule(partial), [2]));
    expect(text).toMatch(
      /^checkGrads: the derivative of the output by args\[0\] is \S+ by forward mode and \S+ by reverse/,
    );
    expect(text).toMatch(cause);
  });

  test('the numbers and the place in a tree', () => {
    const wrong = withRule((x, t) => mul(2, rightPartial(x, t)));
    const f = ({ a, b }: { a: Scalar; b: [Scalar, Tensor] }) => ({ fine: mul(a, b[0]), bad: [sum(b[1]), wrong(b[0])] });
    expect(message(() => checkGrads(f, [{ a: 1, b: [0.5, tensor([1, 2])] }]))).toMatch(
      /derivative of the output\.bad\[1\] by args\[0\]\.b\[0\] is 1\.8364\d* by forward mode and 1\.8364\d* by reverse mode, but 0\.918\d* by finite/,
    );
  });

  test('an element of a tensor', () => {
    const f = (x: Tensor) => mul(x, where(tensor([[0, 0, 1]]), mul(0.5, stopGradient(x)), x));
    expect(
      message(() =>
        checkGrads(f, [
          tensor([
            [1, 2, 3],
            [4, 5, 6],
          ]),
        ]),
      ),
    ).toMatch(/derivative of the output\.at\(0, 2\) by args\[0\]\.at\(0, 2\)/);
  });

  test('a backward rule alone', () => {
    const f = customVjp(
      (x: Tensor, s: Scalar) => mul(x, s),
      (x: Tensor, s: Scalar) => [mul(x, s), [x, s] as const],
      ([x, s], c) => [mul(c, s), sum(mul(x, c)), 0].slice(0, 2).map((y, i) => (i === 1 ? mul(y as Value, 3) : y)),
    );
    const text = message(() => checkGrads(f, [tensor([1, 2, 3]), 2], { modes: ['reverse'] }));
    expect(text).toMatch(/by args\[1\] is 3 by reverse mode, but 1\.?\d* by finite differences/);
    expect(text).toMatch(/a factor of 3 is too much/);
  });

  test('a sum over a broadcast axis', () => {
    const f = customVjp(
      (s: Scalar) => broadcastTo(s, [3]),
      (s: Scalar) => [broadcastTo(s, [3]), null],
      (_, c) => [c],
    );
    expect(message(() => checkGrads(f, [2], { modes: ['rev'] }))).toMatch(
      /^customVjp: cotangents\[0\] has shape \[3\], args\[0\] has shape \[\]\. Sum it over the axes/,
    );
  });

  test('a pull that is not linear', () => {
    const f = customVjp(
      (x: Scalar) => mul(x, x),
      (x: Scalar) => [mul(x, x), x],
      (x, c) => [minimum(mul(2, x, c), 10)],
      { linear: false },
    );
    expect(message(() => checkGrads(f, [1], { modes: ['rev'] }))).toMatch(/the pull to args\[0\] is not linear/);
  });

  test('a second derivative', () => {
    const f = customJvp(
      (x: Scalar) => mul(x, x, x),
      ([x], [t]) => [mul(x, x, x), mul(3, x, stopGradient(x), t)],
    );
    const text = message(() => checkGrads(f, [2]));
    expect(text).toMatch(/^checkGrads, order 2: the derivative of the tangent of the output by args\[0\]/);
    expect(text).toMatch(/a factor of 2 is missing, which is the argument itself here/);
    checkGrads(f, [2], { order: 1 });
  });

  test('a kink', () => {
    expect(message(() => checkGrads((x: Scalar) => relu(x), [0]))).toMatch(/kink or a jump here \(its slope is/);
    checkGrads((x: Scalar) => abs(x), [0], { order: 1 });
  });

  test('a value that is not finite', () => {
    expect(message(() => checkGrads((x: Scalar) => log(x), [-1]))).toMatch(/the output is NaN at this point/);
  });

  test('a function that changes its mind', () => {
    let calls = 0;
    expect(message(() => checkGrads((x: Scalar) => mul(x, ++calls), [1]))).toMatch(/when it was computed again/);
  });
});

test('a gradient can be checked as any function', () => {
  checkGrads(
    grad((x: Scalar) => mul(x, sin(x))),
    [1],
  );
});

test.each([
  ['an order of 0', () => checkGrads((x: Scalar) => x, [1], { order: 0 }), DomainError],
  ['no modes', () => checkGrads((x: Scalar) => x, [1], { modes: [] }), DomainError],
  ['an unknown mode', () => checkGrads((x: Scalar) => x, [1], { modes: ['both' as 'fwd'] }), DomainError],
  ['an argument that is no tree', () => checkGrads((x: string) => x, ['no']), TreeError],
])('%s is refused', (_name, run, kind) => expect(run).toThrow(kind));
