import { compile } from '@wengert/compile';
import { jacfwd, jacrev, vmap } from '@wengert/functional';
import { stack, take, type Value } from '@wengert/primitives';
import { dataOf, shapeOf, TraceError, type Plain } from '@wengert/tensor';
import { close, closeNumbers } from './close.js';
import { directionOf } from './directions.js';
import { finiteDifference } from './finite-difference.js';
import { describe, LawViolation } from './law.js';
import { plainOnly, pullBack, pushForward, type Mapping } from './modes.js';
import { modeWords, nestedDerivative, pairing, wordName, type Mode } from './nested-derivative.js';
import { combination, largest } from './plain-values.js';
import { run, type Program, type Transformation } from './programs/program.js';
import type { ProgramAtPoint } from './random-program.js';

/** Something that holds for every program. It returns when it does, and else throws a {@link LawViolation}. */
export type ProgramLaw = (program: ProgramAtPoint) => void;

/** The gradient by reverse mode is the gradient by forward mode. */
function forwardEqualsReverseForPrograms({ program, inputs }: ProgramAtPoint): void {
  const f = (...xs: Value[]) => run(program, xs);
  inputs.forEach((x, argnums) => {
    const forward = (...xs: Plain[]): readonly Plain[] => [plain(jacfwd(f, { argnums })(...xs))];
    const reverse = plain(jacrev(f, { argnums })(...inputs));
    if (agree([reverse], forward, inputs)) return;
    throw new LawViolation(
      `forwardEqualsReverse: by v${argnums} = ${describe(x)} the gradient is ${describe(reverse)} in reverse mode, but ` +
        `${describe(forward(...inputs)[0])} in forward mode.`,
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
  const [expected = [], ...others] = modeWords(2);
  const second = (word: readonly Mode[], xs: readonly Plain[]) => pairing(nestedDerivative(f, [1], levels, word), xs);
  for (const word of others) {
    const { product, size } = second(word, inputs);
    if (agree([product], (...xs) => [second(expected, xs).product], inputs, size)) continue;
    throw new LawViolation(
      `nestingOrdersAgree: the second derivative is ${product} by ${wordName(word)}, but ` +
        `${second(expected, inputs).product} by ${wordName(expected)}.`,
    );
  }
}

/** Which transformation takes a derivative inside of a program makes no difference, to the value and to the gradient. */
function innerTransformationsAreInterchangeable({ program, inputs }: ProgramAtPoint): void {
  const others: readonly Transformation[] = ['jacrev', 'grad'];
  const valueAndGradient = (inner: Transformation, xs: readonly Plain[]): readonly Plain[] => {
    const f = (...ys: Value[]) => run(program, ys, () => inner);
    return [plain(f(...xs)), ...xs.map((_, argnums) => plain(jacrev(f, { argnums })(...xs)))];
  };
  for (const inner of others) {
    const actual = valueAndGradient(inner, inputs);
    if (agree(actual, (...xs) => valueAndGradient('jacfwd', xs), inputs)) continue;
    throw new LawViolation(
      `innerTransformationsAreInterchangeable: value and gradient are ${actual.map(describe).join(', ')} with ${inner} ` +
        `inside, but ${valueAndGradient('jacfwd', inputs).map(describe).join(', ')} with jacfwd.`,
    );
  }
}

/** Mapped over a batch of points, a program has the values and the gradients that it has at each of them. */
function batchEqualsLoopForPrograms({ program, inputs }: ProgramAtPoint): void {
  const f = withGradient(program);
  const points = [inputs, inputs.map((x) => combination(1 + 2 ** -10, x, 0, x))];
  const batches = inputs.map((_, i) => stack(points.map((point) => point[i] ?? NaN)));
  const mapped = unlessBranching(() => vmap(f)(...batches));
  if (mapped === undefined) return;
  points.forEach((point, entry) => {
    const actual = (mapped as readonly Value[]).map((batch) => plain(take(batch, entry, 0)));
    if (agree(actual, (...xs) => plainOnly(f(...xs)), point)) return;
    throw new LawViolation(
      `batchEqualsLoop: value and gradient are ${actual.map(describe).join(', ')} in entry ${entry} of a batch, but ` +
        `${plainOnly(f(...point))
          .map(describe)
          .join(', ')} alone.`,
    );
  });
}

/** Compiled, a program and its gradient are what they are without, at the first call and after it. */
function compiledEqualsEagerForPrograms({ program, inputs }: ProgramAtPoint): void {
  const f = withGradient(program);
  const compiled = compile<Value[], readonly Value[]>(f);
  for (let call = 0; call < 2; call++) {
    const actual = plainOnly(compiled(...inputs));
    if (agree(actual, (...xs) => plainOnly(f(...xs)), inputs)) continue;
    throw new LawViolation(
      `compiledEqualsEager: value and gradient are ${actual.map(describe).join(', ')} compiled, but ` +
        `${plainOnly(f(...inputs))
          .map(describe)
          .join(', ')} without.`,
    );
  }
}

/** Every law for programs. */
export const programLaws: readonly ProgramLaw[] = [
  forwardEqualsReverseForPrograms,
  derivativesAreSlopes,
  nestingOrdersAgreeForPrograms,
  innerTransformationsAreInterchangeable,
  batchEqualsLoopForPrograms,
  compiledEqualsEagerForPrograms,
];

/** The value of a program, and its gradients by all inputs in reverse mode. */
function withGradient(program: Program): Mapping {
  const f: Mapping = (...xs) => [run(program, xs)];
  return (...xs) => [...f(...xs), ...pullBack(f, xs, [1])];
}

/** What a mapped program returns. It is refused where it branches on what differs between the entries of the batch. */
function unlessBranching<T>(compute: () => T): T | undefined {
  try {
    return compute();
  } catch (error) {
    if (error instanceof TraceError && error.message.startsWith('value: under vmap')) return undefined;
    throw error;
  }
}

/**
 * Whether two ways to compute the same at a point agree, to nine digits. A program may magnify rounding errors; so
 * they may differ, too, by what a change of the inputs in their last digits makes.
 *
 * @param expected - The second way, as a function of the inputs.
 * @param size - How large the terms are that add up to the results.
 */
function agree(
  actual: readonly Plain[],
  expected: (...inputs: Plain[]) => readonly Plain[],
  inputs: readonly Plain[],
  size = 0,
): boolean {
  const here = expected(...inputs);
  const absolute = 1e-9 * (1 + Math.max(size, largest(here)));
  const areWithin = (more: number): boolean =>
    actual.every((x, i) => close(x, here[i] ?? NaN, { relative: 1e-9, absolute: absolute + more }));
  if (areWithin(0)) return true;
  const beside = expected(...inputs.map((x) => combination(1 + 2 ** -40, x, 0, x)));
  return areWithin(largest(here.map((x, i) => combination(1, x, -1, beside[i] ?? NaN))));
}

function plain(x: unknown): Plain {
  const [value = NaN] = plainOnly([x as Value]);
  return value;
}

function firstNumber(results: readonly Value[]): number {
  const [result = NaN] = plainOnly(results);
  return Number(dataOf(result)[0]);
}
