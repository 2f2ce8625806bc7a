import fc from 'fast-check';

/** An expression in x, y and z twice: with operators, and with operations of wengert. */
export interface Both {
  readonly operators: string;
  readonly operations: string;
}

/** An expression twice, from parts that are there twice. */
function both(
  operators: (...parts: string[]) => string,
  operations: (...parts: string[]) => string,
  parts: fc.Arbitrary<Both>[],
): fc.Arbitrary<Both> {
  return fc.tuple(...parts).map((found) => ({
    operators: operators(...found.map((part) => part.operators)),
    operations: operations(...found.map((part) => part.operations)),
  }));
}

const same = (...texts: string[]): fc.Arbitrary<Both> =>
  fc.constantFrom(...texts).map((text) => ({ operators: text, operations: text }));

const binary = [
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
] as const;
const functions = ['abs', 'atan', 'cos', 'exp', 'floor', 'sin', 'sinh', 'tanh', 'cbrt'] as const;
const comparisons = [
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
  ['===', 'eq'],
  ['!==', 'ne'],
  ['==', 'eq'],
  ['!=', 'ne'],
] as const;

/** Random expressions with every operator that has an operation. */
export const randomPair: fc.Arbitrary<Both> = fc.letrec(
  (tie: fc.LetrecTypedTie<{ expression: Both; condition: Both }>) => {
    const [x, test] = [tie('expression'), tie('condition')];
    return {
      expression: fc.oneof(
        { maxDepth: 5, withCrossShrink: true },
        same('x', 'y'),
        same('x', 'y', '2', '0.5', 'Math.PI', 'z'),
        ...binary.map(([operator, name]) =>
          both(
            (a, b) => `(${a} ${operator} ${b})`,
            (a, b) => `${name}(${a}, ${b})`,
            [x, x],
          ),
        ),
        both(
          (a) => `((${a}) ** 2)`,
          (a) => `pow(${a}, 2)`,
          [x],
        ),
        both(
          (a, b) => `((Math.abs(${a}) + 1) ** (${b}))`,
          (a, b) => `pow(add(abs(${a}), 1), ${b})`,
          [x, x],
        ),
        both(
          (a) => `(-${a})`,
          (a) => `neg(${a})`,
          [x],
        ),
        both(
          (a) => `(+${a})`,
          (a) => a,
          [x],
        ),
        ...functions.map((name) =>
          both(
            (a) => `Math.${name}(${a})`,
            (a) => `${name}(${a})`,
            [x],
          ),
        ),
        both(
          (a, b) => `Math.max(${a}, ${b}, 1)`,
          (a, b) => `max(stack([${a}, ${b}, 1]))`,
          [x, x],
        ),
        both(
          (a, b) => `Math.hypot(${a}, ${b})`,
          (a, b) => `hypot(${a}, ${b})`,
          [x, x],
        ),
        both(
          (t, a, b) => `(${t} ? ${a} : ${b})`,
          (t, a, b) => `(${t} ? ${a} : ${b})`,
          [test, x, x],
        ),
        both(
          (a, b) => `(${a} || ${b})`,
          (a, b) => `(ne(${a}, 0) ? ${a} : ${b})`,
          [x, x],
        ),
        both(
          (a, b) => `(${a} && ${b})`,
          (a, b) => `(eq(${a}, 0) ? ${a} : ${b})`,
          [x, x],
        ),
        both(
          (a, b) => `((t) => { t += ${a}; t *= 2; return t--; })(${b})`,
          (a, b) => `mul(add(${b}, ${a}), 2)`,
          [x, x],
        ),
        both(
          (a, b) => `[${a}, ${b}].reduce((s, t) => s + t * x, 1)`,
          (a, b) => `(([s, t]) => add(add(1, mul(s, x)), mul(t, x)))([${a}, ${b}])`,
          [x, x],
        ),
      ),
      condition: fc.oneof(
        { maxDepth: 2, withCrossShrink: true },
        ...comparisons.map(([operator, name]) =>
          both(
            (a, b) => `(${a} ${operator} ${b})`,
            (a, b) => `${name}(${a}, ${b})`,
            [x, x],
          ),
        ),
        both(
          (a) => `!${a}`,
          (a) => `!${a}`,
          [test],
        ),
        both(
          (a) => `!(${a})`,
          (a) => `eq(${a}, 0)`,
          [x],
        ),
        both(
          (a) => `(${a})`,
          (a) => `ne(${a}, 0)`,
          [x],
        ),
        both(
          (a, b) => `(${a} && ${b})`,
          (a, b) => `(${a} && ${b})`,
          [test, test],
        ),
        both(
          (a, b) => `(${a} || ${b})`,
          (a, b) => `(${a} || ${b})`,
          [test, test],
        ),
      ),
    };
  },
).expression;
