import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { add, mul, sin, sum, type Scalar, type Value } from '@wengert/primitives';
import { tensor, type Tensor } from '@wengert/tensor';
import { trace } from '../src/index.js';

const f = (x: Scalar, y: Scalar): Scalar => mul(x, y);

describe('an error says what is wrong and what to do', () => {
  test.each([
    ['no function', () => trace(3 as never), 'trace: the first argument must be a function, but is the number 3.'],
    [
      'an output that is no tree',
      () => trace((x: Scalar) => [x, 'a'], 1),
      'trace: the output of f[1] is the string "a", but must be a number, a tensor, or a plain array or object of those.',
    ],
    [
      'an argument that is being differentiated',
      () => grad((x: Scalar) => (trace(f, x as number, 2), x))(1),
      'trace: args[0] holds a value of a transformation around the call. Trace outside of it, or pass value(x).',
    ],
    [
      'a value that is being differentiated, from outside',
      () => grad((x: Scalar) => (trace((y: Scalar) => mul(x, y), 2), x))(1),
      'trace: the function uses a traced scalar of a transformation around it. Pass it as an argument.',
    ],
    [
      'a seed that is no list',
      () => trace(f, 1, 2).tangents(1),
      'tangents: the seed must be an array with a tangent for each of the 2 arguments, such as [1, 0], but is the number 1.',
    ],
    [
      'a seed of another length',
      () => trace(f, 1, 2).tangents([1]),
      'tangents: the seed must be an array with a tangent for each of the 2 arguments, such as [1, 0], but is one with 1 ' +
        'entries.',
    ],
    [
      'a tangent of another shape',
      () => trace((p: { a: Tensor }) => sum(p.a), { a: tensor([1, 2]) }).tangents([{ a: tensor([1]) }]),
      'tangents: seed[0].a has shape [1], its argument has shape [2].',
    ],
    [
      'a cotangent of another structure',
      () => trace((x: Scalar) => [x, sin(x)], 1).adjoints(1),
      'adjoints: the seed is the number 1, but the output has an array of 2 there.',
    ],
    ['too few names', () => trace(f, 1, 2).toExpression(['x']), 'trace: there are 2 arguments, but 1 names.'],
    [
      'the same name twice',
      () => trace(f, 1, 2).toLatex(['x', 'x']),
      'trace: names[0] is the string "x", but each argument needs a name of its own that is not empty.',
    ],
    [
      'names that are no list',
      () => trace(f, 1, 2).toLatex('xy' as never),
      "trace: the names must be an array with one for each argument, such as ['x', 'y'], but are the string \"xy\".",
    ],
  ])('%s', (_what, call, message) => {
    expect(call).toThrow(message);
  });

  test('a throw inside of the function leaves nothing behind', () => {
    let kept: Value = 0;
    expect(() =>
      trace((x: Scalar) => {
        kept = x;
        throw new RangeError('mine');
      }, 1),
    ).toThrow('mine');
    expect(() => add(kept, 1)).toThrow('add: this value belongs to a trace call that has finished.');
    expect(trace(f, 1, 2).operations).toBe(1);
  });

  test('the only argument, a number, may have its tangent without brackets', () => {
    expect(trace((x: Scalar) => sin(x), 1).tangents(2)).toEqual(trace((x: Scalar) => sin(x), 1).tangents([2]));
  });
});
