import {
  describeValue,
  isValue,
  optionsOf,
  type ArgumentExample,
  type Domain,
  type Row,
  type Value,
} from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import fc from 'fast-check';
import { calls } from './call-arbitrary.js';
import { edgeCalls, edgeTensors } from './edges.js';
import { LawViolation, type Law } from './law.js';
import { laws as allLaws } from './laws.js';
import { derivativeIsAsExpected, type ExpectedDerivative } from './laws/derivative-is-as-expected.js';
import { forwardEqualsReverse } from './laws/forward-equals-reverse.js';
import { sidesNotTakenContributeNothing } from './laws/sides-not-taken-contribute-nothing.js';
import { tensorsAgreeWithScalars } from './laws/tensors-agree-with-scalars.js';
import { examplesOf } from './structures.js';

/** Options of {@link checkRule}. */
export interface CheckRuleOptions {
  /** How many random calls each law is held against, spread over the examples, each of which has one. Default 100. */
  readonly runs?: number;
  /** Chooses the random calls: a failure names the seed that repeats it. Left out, it differs from run to run. */
  readonly seed?: number;
  /** The laws to check. Default all of them. */
  readonly laws?: readonly Law[];
  /**
   * What the derivative should be, if you have a formula of your own: given the arguments and a tangent for each, the
   * tangent of the output.
   */
  readonly derivative?: ExpectedDerivative;
}

/** Options of {@link checkRule} for a function, which unlike a row does not say what it may be called with. */
export interface CheckFunctionOptions extends CheckRuleOptions {
  /** What to call the function in messages. Default its own name. */
  readonly name?: string;
  /**
   * For a function that works on each element by itself: the numbers that each argument may take. It is tested with
   * scalars, with tensors of several shapes, and with all ways in which those broadcast.
   */
  readonly domain?: readonly Domain[];
  /** For any other function: argument lists to test with, each argument a shape and the numbers in it. */
  readonly examples?: readonly (readonly ArgumentExample[])[];
}

/**
 * Holds a derivative rule of your own against the laws that every operation of the library obeys: the derivative is the
 * slope of the value, reverse mode is the transpose of forward mode, both are linear, nested derivatives agree in all
 * combinations of the modes up to third order, batching is a loop, nothing is mutated, and so on.
 *
 * The calls are random, and a failure is shrunk to a simple one. It only throws, so it works under every test runner:
 * jest, vitest, node:test.
 *
 * For a single point there is `checkGrads`.
 *
 * @param rule - A row of the table or an operation with a row; or a function of scalars and tensors that returns one, such
 * as what `customJvp` and `customVjp` return.
 * @param options - `runs`, `seed`, `laws`, `derivative`; for a function also what to call it with: `domain` or `examples`.
 * @throws {@link LawViolation} at the first law that does not hold, naming the law, the argument, the numbers, what they
 * look like (a flipped sign, a factor, a forgotten sum over a broadcast axis), and the seed.
 * @throws {@link WengertError} when there is nothing to call the rule with.
 *
 * @example
 * const cube = customJvp(
 *   (x: Scalar) => mul(x, x, x),
 *   ([x], [t]) => [mul(x, x, x), mul(3, mul(x, x), t)],
 * );
 * test('cube obeys the laws', () => checkRule(cube, { domain: [reals] }));
 */
export function checkRule(rule: Row | { readonly row: Row }, options?: CheckRuleOptions): void;
export function checkRule(rule: (...args: never[]) => unknown, options: CheckFunctionOptions): void;
export function checkRule(
  rule: Row | { readonly row: Row } | ((...args: never[]) => unknown),
  options: CheckFunctionOptions = {},
): void {
  const chosen = optionsOf<CheckFunctionOptions>('checkRule', options, [
    'runs',
    'seed',
    'laws',
    'derivative',
    'name',
    'domain',
    'examples',
  ]);
  const row = rowOf(rule, chosen);
  const examples = examplesOf(row);
  if (examples.length === 0) {
    throw new WengertError(
      `checkRule: there is nothing to call ${row.name} with. Say which numbers its arguments may be: ` +
        '{ domain: [reals] } for a function of each element, else { examples: [[argument([2, 3])]] }.',
    );
  }
  const { runs = 100, seed = Math.floor(Math.random() * 2 ** 31), derivative } = chosen;
  const laws = [...(derivative === undefined ? [] : [derivativeIsAsExpected(derivative)]), ...(chosen.laws ?? allLaws)];
  const numRuns = Math.ceil(runs / examples.length);
  for (const law of laws) {
    for (const example of examples) {
      const outcome = fc.check(fc.property(calls(row, example), law), { numRuns, seed });
      if (outcome.failed) throw failure(law, row, seed, outcome.errorInstance);
    }
  }
  // The conventions at zeros, infinities and NaN are those of the table.
  if (row.kind === 'elementwise' && chosen.laws === undefined) checkEdges(row, seed);
}

function checkEdges(row: Row, seed: number): void {
  const hold = (law: Law, points: ReturnType<typeof edgeCalls>): void => {
    for (const point of points) {
      try {
        law(point);
      } catch (error) {
        throw failure(law, row, seed, error);
      }
    }
  };
  for (const points of [edgeCalls(row), edgeTensors(row)]) {
    hold(forwardEqualsReverse, points);
    hold(sidesNotTakenContributeNothing, points);
  }
  hold(tensorsAgreeWithScalars, edgeTensors(row));
}

function failure(law: Law, row: Row, seed: number, cause: unknown): LawViolation {
  const said =
    cause instanceof LawViolation
      ? cause.message
      : `${law.name}: ${row.name}: the rule throws ${cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause)}`;
  return new LawViolation(`${said}\n  repeat with { seed: ${seed} }`, { cause });
}

function checkSubject(rule: unknown, domain: unknown, examples: unknown): void {
  if (
    typeof rule !== 'function' &&
    (typeof rule !== 'object' || rule === null || !('row' in rule || 'apply' in rule))
  ) {
    throw new WengertError(
      `checkRule: the first argument must be a function, an operation or a row of the table, but is ${describeValue(rule)}.`,
    );
  }
  if (domain !== undefined && !Array.isArray(domain)) {
    throw new WengertError(
      `checkRule: domain must be an array with the numbers of each argument, such as [reals], but is ${describeValue(domain)}.`,
    );
  }
  if (!Array.isArray(examples)) {
    throw new WengertError(
      'checkRule: examples must be an array of argument lists, such as [[argument([2, 3])]], but is ' +
        `${describeValue(examples)}.`,
    );
  }
}

function rowOf(
  rule: Row | { readonly row: Row } | ((...args: never[]) => unknown),
  { name, domain, examples = [] }: CheckFunctionOptions,
): Row {
  checkSubject(rule, domain, examples);
  if ('row' in rule) return rule.row;
  if (typeof rule !== 'function') return rule;
  const called = name ?? (rule.name === '' ? 'the function' : rule.name);
  return {
    name: called,
    kind: 'composite',
    arity: domain?.length,
    domain,
    examples: examples.map((args) => ({ args, params: undefined })),
    source: 'given by the caller',
    apply(args) {
      const output = (rule as (...args: readonly Value[]) => unknown)(...args);
      if (isValue(output)) return output;
      throw new WengertError(
        `checkRule: ${called} must return a number or a tensor, but returned ${describeValue(output)}. Check one entry of it ` +
          'at a time.',
      );
    },
  };
}
