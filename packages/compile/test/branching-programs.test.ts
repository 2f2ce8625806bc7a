import { expect, it } from '@jest/globals';
import { valueAndGrad } from '@wengert/functional';
import { add, gt, lt, minimum, mul, sin, sub, where, greater, type Scalar } from '@wengert/primitives';
import fc from 'fast-check';
import { compile } from '../src/index.js';

/** A program on a list of numbers that branches on them: a tree of steps, each of which changes an accumulator. */
type Step =
  | { readonly kind: 'add'; readonly index: number }
  | { readonly kind: 'multiply'; readonly index: number }
  | { readonly kind: 'wave'; readonly index: number }
  | { readonly kind: 'select'; readonly index: number }
  | { readonly kind: 'if'; readonly index: number; readonly then: readonly Step[]; readonly otherwise: readonly Step[] }
  | { readonly kind: 'while'; readonly body: readonly Step[] };

const { steps } = fc.letrec<{ steps: readonly Step[]; step: Step }>((tie) => ({
  steps: fc.array(tie('step'), { minLength: 1, maxLength: 4, depthIdentifier: 'steps' }),
  step: fc.oneof(
    { depthSize: 'small', withCrossShrink: true, depthIdentifier: 'steps' },
    fc.record({
      kind: fc.constantFrom('add', 'multiply', 'wave', 'select'),
      index: fc.nat({ max: 3 }),
    }) as fc.Arbitrary<Step>,
    fc.record({
      kind: fc.constant('if'),
      index: fc.nat({ max: 3 }),
      then: tie('steps'),
      otherwise: tie('steps'),
    }) as fc.Arbitrary<Step>,
    fc.record({ kind: fc.constant('while'), body: tie('steps') }) as fc.Arbitrary<Step>,
  ),
}));

function run(program: readonly Step[], x: readonly Scalar[], start: Scalar): Scalar {
  let state = start;
  for (const step of program) {
    if (step.kind === 'while') {
      for (let count = 0; count < 4 && lt(state, 1); count++) state = add(run(step.body, x, state), 0.75);
      continue;
    }
    const operand = x[step.index] ?? 0;
    if (step.kind === 'add') state = add(state, operand);
    else if (step.kind === 'multiply') state = mul(state, operand);
    else if (step.kind === 'wave') state = sin(sub(state, operand));
    else if (step.kind === 'select') state = where(greater(state, operand), mul(state, 0.5), minimum(operand, 1));
    else state = run(gt(operand, state) ? step.then : step.otherwise, x, state);
  }
  return state;
}

/** The side that `where` does not take contributes a zero to a sum in compiled code, and nothing eagerly. */
function unsigned([value, gradient]: readonly [number, readonly number[]]): readonly number[] {
  return [value, ...gradient].map((x) => x + 0);
}

const numbers = fc.array(fc.constantFrom(-2, -0.5, -0, 0, 0.25, 1, 1.5, 3), { minLength: 4, maxLength: 4 });

it('a branching program returns the same compiled as eagerly, whichever way it goes', () => {
  fc.assert(
    fc.property(
      steps,
      fc.array(numbers, { minLength: 1, maxLength: 12 }),
      fc.integer({ min: 1, max: 20 }),
      (program, points, maxPaths) => {
        const f = valueAndGrad((x: readonly Scalar[]) => run(program, x, x[0] ?? 0));
        const compiled = compile(f, { maxPaths: maxPaths + 64 });
        for (const point of points) expect(unsigned(compiled(point))).toEqual(unsigned(f(point)));
      },
    ),
    { numRuns: 150 * Number(process.env['WENGERT_RUNS'] ?? 1) },
  );
});
