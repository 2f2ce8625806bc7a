import { describe, expect, test } from '@jest/globals';
import { DomainError, ShapeError, TraceError, TreeError, WengertError } from '@wengert/tensor';

describe.each([
  ['ShapeError', ShapeError],
  ['DomainError', DomainError],
  ['TraceError', TraceError],
  ['TreeError', TreeError],
])('%s', (name, Kind) => {
  test('carries its name and is a WengertError and an Error', () => {
    const error = new Kind('add: no.');
    expect(error.name).toBe(name);
    expect(String(error)).toBe(`${name}: add: no.`);
    expect(error.stack).toMatch(new RegExp(`^${name}: add: no\\.`));
    expect(error).toBeInstanceOf(WengertError);
    expect(error).toBeInstanceOf(Error);
  });

  test('passes its cause on', () => {
    const cause = new Error('below');
    expect(new Kind('add: no.', { cause }).cause).toBe(cause);
  });
});

test('a WengertError says so', () => {
  expect(new WengertError('no').name).toBe('WengertError');
});
