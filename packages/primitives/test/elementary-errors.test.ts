import { describe, expect, test } from '@jest/globals';
import { ones, ShapeError, tensor, TraceError, WengertError, zeros } from '@wengert/tensor';
import {
  add,
  clip,
  eq,
  exp,
  ge,
  gt,
  hypot,
  le,
  lt,
  maximum,
  mul,
  ne,
  stopGradient,
  value,
  where,
  type Scalar,
  type Trace,
  TracedValue,
} from '../src/index.js';

/** Calls what the types forbid, as a JavaScript user might. */
const untyped = (f: unknown): ((...args: unknown[]) => unknown) => f as (...args: unknown[]) => unknown;

/** A scalar that was kept after the call that traced it. */
function leftover(transformation: string): Scalar {
  // Refusing the value is all that is asked of the trace, so it has nothing to work with.
  const trace = { level: 1, transformation, live: false } as Trace;
  return new (class extends TracedValue {})(trace);
}

describe('boolean comparisons', () => {
  test.each([
    ['lt', lt, 'less'],
    ['le', le, 'lessEqual'],
    ['gt', gt, 'greater'],
    ['ge', ge, 'greaterEqual'],
    ['eq', eq, 'equal'],
    ['ne', ne, 'notEqual'],
  ])('%s refuses a tensor on either side and names the mask to use instead', (name, compare, mask) => {
    const message = (side: number): string =>
      `${name}: argument ${side} must be a scalar, but is a tensor of shape [3]. Use ${mask}(x, y) for a mask of 0 and 1 ` +
      'for each element, with where(mask, a, b) to choose by it.';
    expect(() => untyped(compare)(ones([3]), 1)).toThrow(new ShapeError(message(1)));
    expect(() => untyped(compare)(1, ones([3]))).toThrow(new ShapeError(message(2)));
  });

  test('they refuse what is no scalar at all', () => {
    expect(() => untyped(lt)('1', 2)).toThrow(
      new WengertError('lt: argument 1 must be a number or a tensor, but is the string "1".'),
    );
    expect(() => untyped(eq)(1, undefined)).toThrow(
      new WengertError('eq: argument 2 must be a number or a tensor, but is undefined.'),
    );
  });

  test('they name themselves when a value of a finished transformation is compared', () => {
    expect(() => ge(leftover('grad'), 0)).toThrow(
      new TraceError(
        'ge: this value belongs to a grad call that has finished. Return it from the function instead of storing it outside.',
      ),
    );
  });
});

describe('values of finished transformations', () => {
  test.each([
    ['exp', () => exp(leftover('jvp'))],
    ['mul', () => mul(2, leftover('jvp'))],
    ['clip', () => clip(leftover('jvp'), 0, 1)],
    ['where', () => where(leftover('jvp'), 0, 1)],
    ['stopGradient', () => stopGradient(leftover('jvp'))],
  ])('%s refuses them', (name, call) => {
    expect(call).toThrow(
      new TraceError(
        `${name}: this value belongs to a jvp call that has finished. Return it from the function instead of storing it outside.`,
      ),
    );
  });
});

describe('arguments of the wrong type', () => {
  test.each([
    ['exp', () => untyped(exp)(null), 1, 'null'],
    ['add', () => untyped(add)(1), 2, 'undefined'],
    ['add', () => untyped(add)(1, 2, '3'), 2, 'the string "3"'],
    ['maximum', () => untyped(maximum)(tensor([1]), true), 2, 'the boolean true'],
    ['hypot', () => untyped(hypot)(3, 4n), 2, 'the bigint 4n'],
    ['clip', () => untyped(clip)(1, 0), 3, 'undefined'],
    ['where', () => untyped(where)('yes', 1, 2), 1, 'the string "yes"'],
    ['where', () => untyped(where)(true, 1, {}), 3, 'an object'],
    ['where', () => untyped(where)(false, undefined, 2), 2, 'undefined'],
    ['value', () => untyped(value)(new Date(0)), 1, 'an instance of Date'],
  ])('%s says which argument is wrong and what it is', (name, call, place, what) => {
    expect(call).toThrow(new WengertError(`${name}: argument ${place} must be a number or a tensor, but is ${what}.`));
  });

  test('arrays are pointed to tensor(...)', () => {
    expect(() => untyped(clip)([1, 2], 0, 1)).toThrow(
      new WengertError(
        'clip: argument 1 must be a number or a tensor, but is an array. Make a tensor of it with tensor(...).',
      ),
    );
  });
});

describe('shapes that do not broadcast', () => {
  test.each([
    ['hypot', () => hypot(zeros([2, 3]), zeros([2]))],
    ['maximum', () => maximum(zeros([2, 3]), zeros([2]))],
    ['clip', () => clip(zeros([2, 3]), 0, zeros([2]))],
    ['where', () => where(zeros([2, 3]), zeros([2]), 0)],
  ])('%s names both', (name, call) => {
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(`${name}: shapes [2, 3] and [2] do not broadcast`);
  });
});
