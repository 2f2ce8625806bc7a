import { describe, expect, it, test } from '@jest/globals';
import { Linter, RuleTester, type ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { wengert } from '../src/eslint.js';

RuleTester.describe = describe;
RuleTester.it = it;

const rule = wengert.rules['no-unmarked-operators'];
const importing = "import { compile, grad, jvp, lt, mul, numerical, value } from 'wengert';\n";

function message(transformation: string, operator: string): string {
  return (
    `${transformation} traces this function, in which ${operator} would be used on a traced value. ` +
    "Begin the function with 'use wengert', or use operations of wengert."
  );
}

/** A case in which the rule finds an operator, and what it makes of the code. */
function found(code: string, output: string, operator: string, transformation = 'grad'): RuleTester.InvalidTestCase {
  return {
    code: importing + code,
    output: importing + output,
    errors: [{ message: message(transformation, operator) }],
  };
}

new RuleTester().run('no-unmarked-operators', rule, {
  valid: [
    "grad((x) => { 'use wengert'; return x * x; });",
    'grad((x) => mul(x, 2 * Math.PI));',
    // Arguments that are not differentiated are plain.
    'grad((x, n) => mul(x, n * 2));',
    'grad((x, n) => mul(x, n * 2), { hasAux: true });',
    'grad((n, x) => mul(x, n * 2), { argnums: 1 });',
    'grad((n, x, y) => mul(x, y, n * 2), { argnums: [1, 2] });',
    'grad((x) => mul(x, x.length - 1));',
    'grad((x) => mul(x, value(x) * 2));',
    'grad((x) => (x === undefined ? 0 : mul(x, x)));',
    'const n = 3; grad((x) => mul(x, n * 2));',
    'grad((x) => { for (let i = 0; i < 3; i++) x = mul(x, x); return x; });',
    'grad((x) => f(x) * 2);',
    'grad((p) => (p.bias ? mul(p.weight, p.bias) : p.weight));',
    'grad((x, n) => { if (n && Number.isInteger(n)) return mul(x, n); return x; });',
    'grad((x) => (lt(x, 0) ? 0 : mul(x, x)));',
    'grad((x) => (value(x) ? x : mul(x, x)));',
    'numerical.grad((x) => x * x);',
    'const g = (x) => x * x; g(2);',
    '[1].map((x) => x * x);',
    "function outer() { 'use wengert'; return grad((x) => x * x); }",
  ]
    .map((code) => importing + code)
    .concat(
      `'use wengert';\n${importing}grad((x) => x * x);`,
      "import { grad } from 'elsewhere'; grad((x) => x * x);",
      "const { grad } = require('elsewhere'); grad((x) => x * x);",
      'grad((x) => x * x);',
    ),
  invalid: [
    found('grad((x) => x * x);', "grad((x) => { 'use wengert'; return x * x; });", '*'),
    found('grad((x) => (x + 1));', "grad((x) => { 'use wengert'; return (x + 1); });", '+'),
    found('grad(function (x) { return -x; });', "grad(function (x) { 'use wengert'; return -x; });", '-'),
    found(
      'const f = (x) => {\n  const y = mul(x, x);\n  return y / 2;\n};\ngrad(f);',
      "const f = (x) => {\n  'use wengert';\n  const y = mul(x, x);\n  return y / 2;\n};\ngrad(f);",
      '/',
    ),
    found(
      'function f({ a: [b] }) { return Math.sin(b); }\ngrad(f);',
      "function f({ a: [b] }) { 'use wengert'; return Math.sin(b); }\ngrad(f);",
      'Math.sin',
    ),
    found(
      'jvp((x, n) => mul(x, n ** 2), [1, 2], [1, 0]);',
      "jvp((x, n) => { 'use wengert'; return mul(x, n ** 2); }, [1, 2], [1, 0]);",
      '**',
      'jvp',
    ),
    found(
      'grad((x) => x.reduce((s, y) => s + y));',
      "grad((x) => { 'use wengert'; return x.reduce((s, y) => s + y); });",
      '+',
    ),
    found(
      'grad((x) => { let y = 1; y *= x[0]; return y; });',
      "grad((x) => { 'use wengert'; let y = 1; y *= x[0]; return y; });",
      '*=',
    ),
    ...[
      ['if (x) return x;', 'if'],
      ['if (!x) return x;', '!'],
      ['while (mul(x, 2)) return x;', 'while'],
      ['do x = mul(x, x); while (x);', 'while'],
      ['for (; x; ) return x;', 'for'],
      ['return x ? x : 1;', '?'],
      ['return x && 1;', '&&'],
      ['return Number.isNaN(x) ? 0 : x;', 'Number.isNaN'],
      ['return isFinite(mul(x, x)) ? 0 : x;', 'isFinite'],
    ].map(([body = '', operator = '']) =>
      found(`grad((x) => { ${body} });`, `grad((x) => { 'use wengert'; ${body} });`, operator),
    ),
    found('grad((x) => { while (x > 1) x--; });', "grad((x) => { 'use wengert'; while (x > 1) x--; });", '>'),
    found(
      'grad((n, x) => mul(x, n * x), { argnums: 1 });',
      "grad((n, x) => { 'use wengert'; return mul(x, n * x); }, { argnums: 1 });",
      '*',
    ),
    // One report for one function, by the transformation that is given it first.
    found(
      'const f = (x) => x * x; grad(f); compile(f);',
      "const f = (x) => { 'use wengert'; return x * x; }; grad(f); compile(f);",
      '*',
    ),
    found('compile(grad((x) => x % 2));', "compile(grad((x) => { 'use wengert'; return x % 2; }));", '%'),
    {
      code: "import * as w from 'wengert'; w.grad((x) => x * x);",
      output: "import * as w from 'wengert'; w.grad((x) => { 'use wengert'; return x * x; });",
      errors: [{ message: message('grad', '*') }],
    },
    {
      code: "const { jacfwd: J } = require('@wengert/functional'); J((x) => x * x);",
      output: "const { jacfwd: J } = require('@wengert/functional'); J((x) => { 'use wengert'; return x * x; });",
      errors: [{ message: message('jacfwd', '*') }],
    },
  ],
});

new RuleTester({ languageOptions: { parser: tseslint.parser } }).run('no-unmarked-operators in TypeScript', rule, {
  valid: [`${importing}grad((x: number): number => { 'use wengert'; return (x as number) * x; });`],
  invalid: [
    found(
      'grad((x: number): number => (x as number) * 2);',
      "grad((x: number): number => { 'use wengert'; return (x as number) * 2; });",
      '*',
    ),
    found(
      'grad((x: number[]): number => x[0]! / 2);',
      "grad((x: number[]): number => { 'use wengert'; return x[0]! / 2; });",
      '/',
    ),
  ],
});

test('the recommended configuration warns', () => {
  // The types of the plugin are assignable to those of ESLint.
  const plugin: ESLint.Plugin = { rules: wengert.rules };
  const config: Linter.Config = wengert.configs.recommended;
  expect(plugin.rules).toBe(config.plugins?.['wengert']?.rules);
  const messages = new Linter().verify(`${importing}grad((x) => x * x);`, [config]);
  expect(messages.map(({ ruleId, severity }) => [ruleId, severity])).toEqual([['wengert/no-unmarked-operators', 1]]);
});
