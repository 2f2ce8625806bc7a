import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import fc from 'fast-check';
import { trace, type TraceTable } from '../src/index.js';
import { evaluateFormula, type Environment } from './evaluate-formula.js';
import { textOfLatex } from './latex-formula.js';
import { scalarPrograms } from './scalar-programs.js';

const numRuns = 150 * Number(process.env['WENGERT_RUNS'] ?? 1);

/** Equal but for rounding, of which sums in another order have more. */
function expectClose(actual: number, expected: number, formula: string): void {
  if (Object.is(actual, expected) || !Number.isFinite(expected)) return;
  const size = Math.max(1, Math.abs(expected));
  expect({ formula, error: Math.abs(actual - expected) / size < 1e-9 }).toEqual({ formula, error: true });
}

/** Programs whose values are of a size at which rounding errors stay small. */
const programs = scalarPrograms.filter(({ f, point }) => {
  const lines = trace(f, ...point).toJSON().lines;
  return lines.every(({ value }) => typeof value === 'number' && Math.abs(value) < 1e3 && Math.abs(value) > 1e-3);
});

describe('what is printed, read as mathematics and computed,', () => {
  test('is the value, as a formula of the inputs', () => {
    fc.assert(
      fc.property(programs, ({ f, point: [x, y] }) => {
        const formula = trace(f, x, y).toExpression(['x', 'y']);
        expectClose(evaluateFormula(formula, new Map(Object.entries({ x, y }))), f(x, y) as number, formula);
      }),
      { numRuns },
    );
  });

  test('is the value, in LaTeX', () => {
    fc.assert(
      fc.property(programs, ({ f, point: [x, y] }) => {
        const latex = trace(f, x, y).toLatex(['x', 'y']);
        expectClose(evaluateFormula(textOfLatex(latex), new Map(Object.entries({ x, y }))), f(x, y) as number, latex);
      }),
      { numRuns },
    );
  });

  test('is the derivative, as a formula of the inputs', () => {
    fc.assert(
      fc.property(programs, ({ f, point: [x, y] }) => {
        const derivative = grad(f);
        const formula = trace(derivative, x, y).toExpression(['x', 'y']);
        expectClose(evaluateFormula(formula, new Map(Object.entries({ x, y }))), derivative(x, y), formula);
      }),
      { numRuns },
    );
  });

  test('needs every one of its parentheses', () => {
    fc.assert(
      fc.property(programs, ({ f, point: [x, y] }) => {
        const environment = new Map<string, number>();
        // Another number in each place, so that nothing cancels.
        const formula = trace(f, x, y)
          .toExpression(['x', 'y'])
          .replace(/\b(?:[xy]|\d+(?:\.\d+)?)\b/g, () => {
            const name = `n${environment.size}`;
            environment.set(name, 1 + 0.31 * Math.sin(7 * environment.size + 1));
            return name;
          });
        const value = evaluateFormula(formula, environment, anyFunction);
        const without = withoutOnePair(formula).filter((shorter) => {
          try {
            return Math.abs(evaluateFormula(shorter, environment, anyFunction) / value - 1) < 1e-12;
          } catch (error) {
            if (error instanceof SyntaxError) return false;
            throw error;
          }
        });
        expect({ formula, without }).toEqual({ formula, without: [] });
      }),
      { numRuns },
    );
  });

  test('is the value and the derivative, line by line of the tables', () => {
    fc.assert(
      fc.property(programs, ({ f, point: [x, y] }) => {
        const list = trace(f, x, y);
        checkTable(list.tangents([0.3, -0.7]), "'", []);
        checkTable(list.adjoints(1.5), '_bar', [[`${String(list.toJSON().outputs[0]?.name)}_bar`, 1.5]]);
      }),
      { numRuns },
    );
  });
});

/**
 * Some function that depends on all of its arguments, so that any other formula has another value; near 1, so that no part
 * of a formula is lost in the rounding of another.
 */
function anyFunction(name: string): (...args: number[]) => number {
  return (...args) => 1 + 0.4 * Math.sin(args.reduce((total, x, i) => total + (i + 1) * x, name.length));
}

/** The formula without the parentheses of one operand, for each of them. */
function withoutOnePair(formula: string): readonly string[] {
  return [...formula.matchAll(/(?<![\w'])\(/g)].map(({ index }) => {
    let depth = 0;
    for (let end = index; ; end++) {
      depth += formula[end] === '(' ? 1 : formula[end] === ')' ? -1 : 0;
      if (depth === 0) return formula.slice(0, index) + formula.slice(index + 1, end) + formula.slice(end + 1);
    }
  });
}

function checkTable(table: TraceTable, mark: string, seeds: readonly (readonly [string, number])[]): void {
  const environment: Environment = new Map([
    ...seeds,
    ...table.flatMap(({ variable, value, derivative }) => [
      [variable, value as number] as const,
      [`${variable}${mark}`, derivative as number] as const,
    ]),
  ]);
  for (const { expression, value, derivativeExpression, derivative } of table) {
    expectClose(evaluateFormula(expression, environment), value as number, expression);
    expectClose(evaluateFormula(derivativeExpression, environment), derivative as number, derivativeExpression);
  }
}
