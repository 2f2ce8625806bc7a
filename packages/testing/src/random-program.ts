import type { Row } from '@wengert/primitives';
import { sizeOf, type Plain } from '@wengert/tensor';
import fc from 'fast-check';
import { argumentValues } from './call-arbitrary.js';
import { hasPartials } from './has-partials.js';
import { plan, type Sketch, type Word } from './programs/plan.js';
import { printProgram } from './programs/print.js';
import type { Program } from './programs/program.js';

/** A random program, and where to try it. */
export interface ProgramAtPoint {
  readonly program: Program;
  readonly inputs: readonly Plain[];
}

const largestArgument = 9;

/** The inputs of every program: two numbers and a tensor. */
const inputShapes = [[], [], [3]] as const;

/**
 * Programs composed of rows of the table: with shared subexpressions, branches on values, and derivatives inside of
 * derivatives of functions that close over the variables outside. A counterexample is printed as code.
 *
 * @param rows - Usually the whole table. Rows on which a program cannot build (no examples, large ones) are left out.
 * @param size - About how many lines a program may have.
 */
export function randomPrograms(rows: readonly Row[], size = 6): fc.Arbitrary<ProgramAtPoint> {
  const sketches = fc.array(sketchOf(wordsOf(rows), 2), { minLength: 1, maxLength: size });
  const inputs = argumentValues(inputShapes.map((shape) => ({ shape, domain: { min: -2, max: 2 } })));
  return fc.tuple(sketches, inputs).map(([lines, point]) => {
    const program: Program = { instructions: plan(lines, point), inputCount: point.length };
    return { program, inputs: point, [fc.toStringMethod]: () => printProgram(program, point) };
  });
}

function wordsOf(rows: readonly Row[]): readonly Word[] {
  return rows.flatMap((row): readonly Word[] => {
    if (row.domain !== undefined) return [{ row, domain: row.domain, example: undefined }];
    const usable = row.examples.filter(({ args }) =>
      args.every(({ shape }) => sizeOf(shape) > 0 && sizeOf(shape) <= largestArgument),
    );
    return usable.map((example) => ({ row, domain: undefined, example }));
  });
}

function sketchOf(words: readonly Word[], depth: number): fc.Arbitrary<Sketch> {
  // Few operations are of the elementwise kind, and many programs consist of them. Constant ones end the dependence on
  // the inputs, so there should not be many.
  const [constant, dependent] = [words.filter(isConstant), words.filter((word) => !isConstant(word))];
  const groups = [
    { weight: 5, list: dependent.filter(({ domain }) => domain !== undefined) },
    { weight: 5, list: dependent.filter(({ domain }) => domain === undefined) },
    { weight: 1, list: constant },
  ];
  const word = fc.oneof(
    ...groups
      .filter(({ list }) => list.length > 0)
      .map(({ weight, list }) => ({ weight, arbitrary: fc.constantFrom(...list) })),
  );
  // The latest value most often, which in the body of a derivative begins with its variable.
  const choice = fc.oneof(fc.constant(0), fc.nat(5));
  const operation = fc.record({
    kind: fc.constant('operation' as const),
    word,
    choices: fc.array(choice, { minLength: 3, maxLength: 3 }),
  });
  const branch = fc.record({
    kind: fc.constant('branch' as const),
    choice,
    isBelow: fc.boolean(),
    below: operation,
    above: operation,
  });
  if (depth === 0) return fc.oneof({ weight: 5, arbitrary: operation }, { weight: 1, arbitrary: branch });
  const derivative = fc.record({
    kind: fc.constant('derivative' as const),
    transformation: fc.constantFrom('grad' as const, 'jacfwd' as const, 'jacrev' as const),
    choice,
    body: fc.array(sketchOf(words, depth - 1), { minLength: 1, maxLength: 4 }),
  });
  return fc.oneof(
    { weight: 5, arbitrary: operation },
    { weight: 1, arbitrary: branch },
    { weight: 2, arbitrary: derivative },
  );
}

function isConstant({ row }: Word): boolean {
  return row.kind === 'constant' || (hasPartials(row) && row.partials.every((partial) => partial === undefined));
}
