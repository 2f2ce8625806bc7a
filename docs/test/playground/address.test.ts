import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { initialState, stateFromHash, stateToHash, type PlaygroundState } from '../../src/playground/address.js';

const text = fc.string({ unit: 'binary' });
const states: fc.Arbitrary<PlaygroundState> = fc.record({
  language: fc.constantFrom('expression', 'module'),
  text,
  point: text,
  seed: text,
  mode: fc.constantFrom('forward', 'reverse'),
  output: fc.nat({ max: 999 }),
});

test('an address says all that is shown', () => {
  fc.assert(fc.property(states, (state) => expect(stateFromHash(stateToHash(state))).toEqual(state)));
});

test('an address of the first output does not mention outputs', () => {
  expect(stateToHash(initialState)).not.toContain('output');
  expect(stateToHash({ ...initialState, output: 2 })).toMatch(/&output=2$/);
});

test.each(['', '-1', '1.5', 'x', '1e9', '99999999'])(
  'an address that asks for output "%s" shows the first',
  (output) => {
    expect(stateFromHash(`#f=x&at=1&seed=1&output=${output}`).output).toBe(0);
  },
);
