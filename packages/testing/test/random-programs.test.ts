import { describe, test } from '@jest/globals';
import { primitives } from '@wengert/primitives';
import { programLaws, randomPrograms } from '@wengert/testing';
import fc from 'fast-check';

/** A nightly run multiplies the number of programs. */
const numRuns = 100 * Number(process.env['WENGERT_RUNS'] ?? 1);

describe('for programs composed at random of the whole table', () => {
  test.each(programLaws.map((law) => [law.name, law] as const))('%s', (_name, law) => {
    fc.assert(fc.property(randomPrograms(primitives()), law), { numRuns });
  });
});
