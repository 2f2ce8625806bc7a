import { describe, expect, test } from '@jest/globals';
import { primitives } from '@wengert/primitives';
import {
  calls,
  codeEqualsValue,
  decompositionEqualsValue,
  edgeArrays,
  edgeCalls,
  edgeTensors,
  examplesOf,
  forwardEqualsReverse,
  laws,
  sidesNotTakenContributeNothing,
  tensorsAgreeWithScalars,
} from '@wengert/testing';
import fc from 'fast-check';

/** A nightly run multiplies the number of random calls. */
const factor = Number(process.env['WENGERT_RUNS'] ?? 1);

/** Random calls for each law and each row, spread over its examples, each of which has at least one. */
const callsPerRow = 8 * factor;

/** Its derivative is zero by decree, so no example of it could agree with a finite difference. */
const withoutExamples = ['stopGradient'];

const rows = primitives();
const named = rows.map((row) => [row.name, row] as const);
const elementwise = named.filter(([, { domain }]) => domain !== undefined);

describe('the table', () => {
  test('has no two rows of the same name', () => {
    const names = rows.map(({ name }) => name);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });

  test.each(named)('%s has a name, a source, and calls to test with', (name, row) => {
    expect(name).toMatch(/^[a-z]\w*(\.\w+)?$/);
    expect(row.source).not.toBe('');
    expect(examplesOf(row).length > 0).toBe(!withoutExamples.includes(name));
    if (row.arity === undefined) return;
    for (const { args } of examplesOf(row)) expect(args).toHaveLength(row.arity);
  });
});

const written = named.filter(([, { kind }]) => kind === 'elementwise');

test.each(written)('%s has a notation, and either code or a reason why not', (_name, row) => {
  expect(row.notation !== undefined || 'notate' in row).toBe(true);
  expect([row.code, row.body, row.uncoded].filter((column) => column !== undefined)).toHaveLength(1);
  expect([row.code, row.body, row.uncoded]).not.toContain('');
});

const coded = elementwise.filter(([, { code, body }]) => (code ?? body) !== undefined);

test.each(coded)(
  '%s has code that does the same at zeros, infinities, NaN and the ends of its domain',
  (_name, row) => {
    for (const call of edgeCalls(row)) codeEqualsValue(call);
  },
);

const kindsOfOneNumber = ['elementwise', 'selection', 'linear', 'multilinear', 'composite'];
const along = named.filter(([, { kind }]) => !kindsOfOneNumber.includes(kind));

test.each(along)('%s says what it is made of, or why not', (_name, row) => {
  expect(row.decompose === undefined).toBe(row.undecomposed !== undefined);
  expect(row.undecomposed).not.toBe('');
});

const decomposed = named.filter(([, row]) => row.decompose !== undefined && row.examples.length > 0);

test.each(decomposed)('%s is made of what does the same at zeros, infinities, NaN, ties and extremes', (_name, row) => {
  for (const example of row.examples) {
    fc.assert(fc.property(edgeArrays(row, example), decompositionEqualsValue), { numRuns: 20 * factor });
  }
});

describe.each(named)('%s', (_name, row) => {
  const examples = examplesOf(row);

  test.each(laws.map((law) => [law.name, law] as const))('%s', (_law, law) => {
    const numRuns = Math.ceil(callsPerRow / examples.length);
    for (const example of examples) fc.assert(fc.property(calls(row, example), law), { numRuns });
  });
});

describe.each(elementwise)('%s, at zeros, infinities, NaN and the ends of its domain', (_name, row) => {
  test('has the same derivative in both modes', () => {
    for (const call of edgeCalls(row)) forwardEqualsReverse(call);
    for (const call of edgeTensors(row)) forwardEqualsReverse(call);
  });

  test('does to tensors what it does to numbers', () => {
    for (const call of edgeTensors(row)) tensorsAgreeWithScalars(call);
  });

  test('contributes nothing where it is not selected', () => {
    for (const call of edgeCalls(row)) sidesNotTakenContributeNothing(call);
    for (const call of edgeTensors(row)) sidesNotTakenContributeNothing(call);
  });
});
