import { jacfwd, jacrev } from '@wengert/functional';
import type { Value } from '@wengert/primitives';
import { dataOf, shapeOf, type Plain } from '@wengert/tensor';
import { close, closeNumbers } from './close.js';
import { directionOf } from './directions.js';
import { finiteDifference } from './finite-difference.js';
import { describe, LawViolation } from './law.js';
import { plainOnly, pushForward, type Mapping } from './modes.js';
import { modeWords, nestedDerivative, pairing, wordName } from './nested-derivative.js';
import { combination, largest } from './plain-values.js';
import { run, type Transformation } from './programs/program.js';
import type { ProgramAtPoint } from './random-program.js';

/** Something that holds for every program. It returns when it does, and else throws a {@link LawViolation}. */
export type ProgramLaw = (program: ProgramAtPoint) => void;

/** The gradient by reverse mode is the gradient by forward mode. */
function forwardEqualsReverseForPrograms({ program, inputs }: ProgramAtPoint): void {
  const f = (...xs: Value[]) => run(program, xs);
  inputs.forEach((x, argnums) => {
    const forward = plain(jacfwd(f, { argnums })(...inputs));
    const reverse = plain(jacrev(f, { argnums })(...inputs));
    if (close(reverse, forward, { relative: 1e-9, absolute: 1e-9 * (1 + largest([forward])) })) return;
    throw new LawViolation(
      `forwardEqualsReverse: by v${argnums} = ${describe(x)} the gradient is ${describe(reverse)} in reverse mode, but ` +
        `${describe(forward)} in forward mode.`,
    );
  });
}

/** First and second derivatives are the slopes of values and first derivatives, wherever a finite difference can tell. */
function derivativesAreSlopes({ program, inputs }: ProgramAtPoint): void {
  const f: Mapping = (...xs) => [run(program, xs)];
  const directions = inputs.map((x, i) => combination(2 ** -5, directionOf(shapeOf(x), 1 + i), 0, x));
  const derivative: Mapping = (...xs) => pushForward(f, xs, directions);
  for (const [order, below] of [f, derivative].entries()) {
    const actual = firstNumber(pushForward(below, inputs, directions));
    const [slope] = finiteDifference((t) => {
      const moved = inputs.map((x, i) => combination(1, x, t, directions[i] ?? NaN));
      return [firstNumber(below(...moved))];
    });
    if (slope === undefined || !(slope.error <= 1e-6 * (Math.abs(slope.slope) + slope.size))) continue;
    const tolerance = { relative: 1e-7, absolute: 8 * slope.error + 1e-9 };
    if (closeNumbers(actual, slope.slope, tolerance)) continue;
    throw new LawViolation(
      `derivativesAreSlopes: the derivative of order ${order + 1} along (${directions.map(describe).join(', ')}) is ` +
        `${actual}, but a finite difference gives ${slope.slope} (to ${slope.error.toExponential(0)}).`,
    );
  }
}

/** Second derivatives are the same in all four combinations of the modes. */
function nestingOrdersAgreeForPrograms({ program, inputs }: ProgramAtPoint): void {
  const f: Mapping = (...xs) => [run(program, xs)];
  const active = inputs.map((_, i) => i);
  const levels = [1, 2].map((seed) => ({
    active,
    tangents: inputs.map((x, i) => directionOf(shapeOf(x), seed + 10 * i)),
  }));
  const results = modeWords(2).map((word) => ({
    name: wordName(word),
    ...pairing(nestedDerivative(f, [1], levels, word), inputs),
  }));
  const size = Math.max(...results.map((result) => result.size));
  const [expected] = results;
  for (const actual of results) {
    if (expected === undefined || Object.is(actual.product, expected.product)) continue;
    if (Math.abs(actual.product - expected.product) <= 1e-8 * (1 + size)) continue;
    throw new LawViolation(
      `nestingOrdersAgree: the second derivative is ${actual.product} by ${actual.name}, but ${expected.product} by ` +
        `${expected.name}.`,
    );
  }
}

/** Which transformation takes a derivative inside of a program makes no difference, to the value and to the gradient. */
function innerTransformationsAreInterchangeable({ program, inputs }: ProgramAtPoint): void {
  const choices: readonly Transformation[] = ['jacfwd', 'jacrev', 'grad'];
  const results = choices.map((inner) => {
    const f = (...xs: Value[]) => run(program, xs, () => inner);
    const gradient = inputs.map((_, argnums) => plain(jacrev(f, { argnums })(...inputs)));
    return { inner, values: [plain(f(...inputs)), ...gradient] };
  });
  const [expected] = results;
  for (const { inner, values } of results) {
    const others = expected?.values ?? [];
    const absolute = 1e-8 * (1 + largest(others));
    if (values.every((x, i) => close(x, others[i] ?? NaN, { relative: 1e-8, absolute }))) continue;
    throw new LawViolation(
      `innerTransformationsAreInterchangeable: value and gradient are ${values.map(describe).join(', ')} with ${inner} ` +
        `inside, but ${others.map(describe).join(', ')} with ${String(expected?.inner)}.`,
    );
  }
}

/** Every law for programs. */
export const programLaws: readonly ProgramLaw[] = [
  forwardEqualsReverseForPrograms,
  derivativesAreSlopes,
  nestingOrdersAgreeForPrograms,
  innerTransformationsAreInterchangeable,
];

function plain(x: unknown): Plain {
  const [value = NaN] = plainOnly([x as Value]);
  return value;
}

function firstNumber(results: readonly Value[]): number {
  const [result = NaN] = plainOnly(results);
  return Number(dataOf(result)[0]);
}
