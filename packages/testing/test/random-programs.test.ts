import { describe, expect, test } from '@jest/globals';
import { primitives } from '@wengert/primitives';
import { ShapeError } from '@wengert/tensor';
import { programLaws, randomPrograms } from '@wengert/testing';
import fc from 'fast-check';
import { run, type Instruction } from '../src/programs/program.js';

/** A nightly run multiplies the number of programs. */
const numRuns = 100 * Number(process.env['WENGERT_RUNS'] ?? 1);

describe('for programs composed at random of the whole table', () => {
  test.each(programLaws.map((law) => [law.name, law] as const))('%s', (_name, law) => {
    fc.assert(fc.property(randomPrograms(primitives()), law), { numRuns });
  });
});

/** The same instructions, with every branch going to one side. */
function withBranchesAt(threshold: number, instructions: readonly Instruction[]): readonly Instruction[] {
  return instructions.map((instruction) => {
    if (instruction.kind === 'branch') return { ...instruction, threshold };
    if (instruction.kind === 'operation') return instruction;
    return { ...instruction, body: withBranchesAt(threshold, instruction.body) };
  });
}

function hasBranches(instructions: readonly Instruction[]): boolean {
  return instructions.some(
    (instruction) =>
      instruction.kind === 'branch' || (instruction.kind === 'derivative' && hasBranches(instruction.body)),
  );
}

test('the sides of a branch have one shape, so that a program fits together whichever is taken', () => {
  let branching = 0;
  fc.assert(
    fc.property(randomPrograms(primitives()), ({ program, inputs }) => {
      if (!hasBranches(program.instructions)) return;
      branching++;
      for (const threshold of [Infinity, -Infinity]) {
        const turned = { ...program, instructions: withBranchesAt(threshold, program.instructions) };
        try {
          run(turned, inputs);
        } catch (error) {
          // Numbers may well be outside of a domain there.
          expect(error).not.toBeInstanceOf(ShapeError);
        }
      }
    }),
    { numRuns: 4 * numRuns },
  );
  expect(branching).toBeGreaterThan(numRuns / 10);
});
