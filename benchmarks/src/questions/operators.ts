import { rewrite } from '@wengert/syntax';
import * as runtime from '@wengert/syntax/runtime';
import { compile, grad, type Scalar } from 'wengert';
import type { Benchmark, Comparison } from '../harness/benchmark.js';
import * as expression from '../workloads/expression.js';
import * as operators from '../workloads/operators.js';
import * as rosenbrock from '../workloads/rosenbrock.js';

/** What a text of a CommonJS module exports as `result`. */
function evaluate(code: string): unknown {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text is that of a function in this program
  const run = new Function('require', `${code}\nreturn result;`) as (require: () => unknown) => unknown;
  return run(() => runtime);
}

function rewritten(code: string): string {
  return rewrite(code, { filename: 'operators.cjs' }).code;
}

const someNumbers = 'const x = Array.from({ length: 20 }, (_, i) => Math.sin(i));';

/** Calls with plain numbers in a hot loop; each contender has a loop of its own, into which its function may be inlined. */
function calls(f: (...args: never[]) => number, args: string, data = ''): Comparison {
  const text = `${f.toString()}
    const result = () => {
      ${data}
      let total = 0;
      for (let i = 1; i <= 1000; i++) total += ${f.name}(${args});
      return total;
    };`;
  return {
    name: `calls of ${f.name}`,
    contenders: () => [
      { name: 'as written', run: evaluate(text) as () => number },
      { name: 'rewritten', run: evaluate(rewritten(text)) as () => number },
    ],
  };
}

type OnNumbers = (...args: Scalar[]) => Scalar;

function compiledGradient(work: string, operations: unknown, f: unknown, args: readonly unknown[]): Comparison {
  const gradientOf = (g: unknown): ((...at: unknown[]) => unknown) =>
    compile(grad(g as OnNumbers)) as (...at: unknown[]) => unknown;
  return {
    name: `compiled gradient of ${work}`,
    contenders: () => {
      const byHand = gradientOf(operations);
      const ours = gradientOf(evaluate(rewritten(`const result = ${String(f)};`)));
      return [
        { name: 'operations', run: () => byHand(...args) },
        { name: 'operators', run: () => ours(...args) },
      ];
    },
  };
}

/** Functions with plain operators, which are rewritten when they are built. */
export const plainOperators: Benchmark = {
  name: 'operators',
  question: 'What does it cost to write plain operators, where nothing is differentiated, and under compile?',
  comparisons: (scope) => [
    calls(operators.line, 'i'),
    calls(operators.expression, 'i, 0.001 * i'),
    calls(operators.pieces, '0.004 * i - 2'),
    calls(operators.root, 'i'),
    ...[operators.meanSquare, operators.similarity, operators.valley].map((f) => calls(f, 'x', someNumbers)),
    compiledGradient('an expression', expression.traced, operators.expression, expression.point),
    ...(scope === 'brief' ? [100] : [100, 10_000]).map((n) =>
      compiledGradient(`a valley, n = ${n}`, rosenbrock.traced, operators.valley, [rosenbrock.point(n)]),
    ),
  ],
};
