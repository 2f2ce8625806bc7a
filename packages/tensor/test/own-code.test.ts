import { afterEach, expect, jest, test } from '@jest/globals';

const ownFunction = globalThis.Function;

/** The module anew, since it remembers whether code may be made. */
async function loadOwnCode(): Promise<typeof import('@wengert/tensor').ownCode> {
  jest.resetModules();
  return (await import('@wengert/tensor')).ownCode;
}

function refuseCodeWith(error: () => Error): { attempts: number } {
  const refused = { attempts: 0 };
  globalThis.Function = new Proxy(ownFunction, {
    construct: () => {
      refused.attempts++;
      throw error();
    },
  });
  return refused;
}

afterEach(() => {
  globalThis.Function = ownFunction;
});

test('code is made again after a stack that was too full for it', async () => {
  const ownCode = await loadOwnCode();
  let deepest = 0;
  const descend = (depth: number, visit: (depth: number) => void): void => {
    visit(depth);
    descend(depth + 1, visit);
  };
  expect(() => {
    descend(0, (depth) => {
      deepest = depth;
    });
  }).toThrow(RangeError);
  const results = new Set<unknown>();
  expect(() => {
    descend(0, (depth) => {
      if (depth > deepest - 1000) results.add(ownCode('return 1', {}));
    });
  }).toThrow(RangeError);
  expect(results).toContain(1);
  expect(ownCode('return 1', {})).toBe(1);
});

test('a full stack is not taken for a page that forbids code', async () => {
  const ownCode = await loadOwnCode();
  refuseCodeWith(() => new RangeError('Maximum call stack size exceeded'));
  expect(ownCode('return 1', {})).toBeUndefined();
  globalThis.Function = ownFunction;
  expect(ownCode('return 1', {})).toBe(1);
});

test('a text that is no JavaScript is a mistake of ours, and is thrown', async () => {
  const ownCode = await loadOwnCode();
  expect(() => ownCode('return (', {})).toThrow(SyntaxError);
  expect(ownCode('return 1', {})).toBe(1);
});

test.each([
  ['a page whose policy forbids it', () => new EvalError('Refused to evaluate a string as JavaScript.'), 1],
  ['an engine without a compiler', () => new SyntaxError('Parsing source code unsupported'), 2],
])('no code is made, nor tried again, in %s', async (_where, error, attempts) => {
  const ownCode = await loadOwnCode();
  const refused = refuseCodeWith(error);
  expect(ownCode('return 1', {})).toBeUndefined();
  expect(ownCode('return 1', {})).toBeUndefined();
  expect(refused.attempts).toBe(attempts);
});
