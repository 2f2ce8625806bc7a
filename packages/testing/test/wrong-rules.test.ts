import { describe, expect, test } from '@jest/globals';
import {
  bind,
  ElementwisePrimitive,
  isMasked,
  mul,
  neg,
  primitives,
  unmask,
  type Cotangent,
  type Elementwise,
  type Primitive,
  type Row,
  type Value,
} from '@wengert/primitives';
import { calls, examplesOf, laws, LawViolation } from '@wengert/testing';
import fc from 'fast-check';

/** How a rule may be wrong. Mutation testing changes operators, of which rules written in operations have few. */
const mistakes: readonly (readonly [string, (x: Value) => Value | undefined])[] = [
  ['with the sign flipped', neg],
  ['twice as large', (x) => mul(2, x)],
  ['forgotten', () => undefined],
];

/** The laws that say what a first derivative is. */
const firstOrder = laws.filter(({ name }) => ['pushEqualsFiniteDifference', 'pullIsTransposeOfPush'].includes(name));

/** Whether one of those laws refuses a row, at a few of the calls that it is tested with. */
function isNoticed(row: Row): boolean {
  return examplesOf(row).some((example) =>
    fc.sample(calls(row, example), { numRuns: 8, seed: 1 }).some((call) =>
      firstOrder.some((law) => {
        try {
          law(call);
          return false;
        } catch (error) {
          if (error instanceof LawViolation) return true;
          throw error;
        }
      }),
    ),
  );
}

function withWrongPartial(row: Elementwise, index: number, mistake: (x: Value) => Value | undefined): Row {
  const { name, scalar, domain = [], source } = row;
  const rule = row.partials[index];
  const wrong = rule === undefined ? undefined : (...args: Value[]) => mistake(rule(...args)) ?? 0;
  return new ElementwisePrimitive({ name, scalar, domain, source, partials: row.partials.with(index, wrong) });
}

/** A copy of a row with other methods, of which `pull` serves masked cotangents too. */
function changed(row: Primitive, methods: Partial<Primitive>): Row {
  const copy: Primitive = {
    ...row,
    ...methods,
    pullMasked: (index, cotangent, ...rest) => copy.pull(index, unmask(cotangent), ...rest),
    apply: (args, params) => bind(copy, args, params),
  };
  return copy;
}

const plain = (x: Cotangent): Value => (isMasked(x) ? unmask(x) : x);

const elementwise = primitives().filter((row): row is Elementwise => row.kind === 'elementwise');
const others = primitives().filter(
  (row): row is Primitive => !['elementwise', 'constant'].includes(row.kind) && 'pull' in row,
);

const partials = elementwise.flatMap((row) =>
  row.partials.flatMap((rule, index) => (rule === undefined ? [] : [[row.name, index, row] as const])),
);

test('a right rule is no wrong one', () => {
  const [first, second] = [
    elementwise.find(({ name }) => name === 'mul'),
    others.find(({ name }) => name === 'matmul'),
  ];
  expect(first !== undefined && isNoticed(withWrongPartial(first, 0, (x) => x))).toBe(false);
  expect(second !== undefined && isNoticed(changed(second, {}))).toBe(false);
  expect(partials.length).toBeGreaterThan(100);
  expect(others.length).toBeGreaterThan(40);
});

describe('a wrong partial is noticed', () => {
  test.each(partials)('of %s along argument %i', (_name, index, row) => {
    for (const [what, mistake] of mistakes) {
      expect([what, isNoticed(withWrongPartial(row, index, mistake))]).toEqual([what, true]);
    }
  });
});

describe('a wrong push or pull is noticed', () => {
  test.each(others.map((row) => [row.name, row] as const))('of %s', (_name, row) => {
    for (const [what, mistake] of mistakes) {
      const push = changed(row, {
        push: (...given) => {
          const tangent = row.push(...given);
          return tangent === undefined ? undefined : mistake(tangent);
        },
      });
      const pull = changed(row, {
        pull: (...given) => {
          const cotangent = row.pull(...given);
          return cotangent === undefined ? undefined : mistake(plain(cotangent));
        },
      });
      expect([what, isNoticed(push), isNoticed(pull)]).toEqual([what, true, true]);
    }
  });
});
