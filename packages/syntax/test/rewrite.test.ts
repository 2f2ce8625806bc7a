import { describe, expect, test } from '@jest/globals';
import { WengertError } from '@wengert/tensor';
import { rewrite } from '../src/index.js';

const header =
  "import { add as $add, mul as $mul, sin as $sin, traces as $traces0 } from '@wengert/syntax/runtime'; const $traces = $traces0; ";

describe('rewrite', () => {
  test('puts operations beside the operators, for while a trace is running', () => {
    const { code } = rewrite(
      "export const f = (x, y) => {\n  'use wengert';\n  return x * y + Math.sin(x); // yes\n};\n",
      {
        filename: 'f.js',
      },
    );
    expect(code).toBe(
      `${header}export const f = (x, y) => {\n  \n  ` +
        'if ($traces.running === 0) { return x * y + Math.sin(x); } else { return $add($mul(x, y), $sin(x)); } // yes\n};\n',
    );
  });

  test('leaves the rest of the file as it is', () => {
    const before = "#!/usr/bin/env node\n/** About. */\n'use strict';\nconst g = (x) => x * 2;\n";
    const { code } = rewrite(`${before}const f = (x) => { 'use wengert'; return -x; };`, { filename: 'f.cjs' });
    expect(code).toBe(
      before.replace('const', "const { neg: $neg, traces: $traces } = require('@wengert/syntax/runtime'); const") +
        'const f = (x) => {  if ($traces.running === 0) { return -x; } else { return $neg(x); } };',
    );
  });

  test('marks all functions of a file that begins with the directive, and no statement outside of them', () => {
    const { code } = rewrite("'use wengert';\nconst a = 1 + 2 * window.b;\nclass C { m(x = -a) { return x; } }", {
      filename: 'f.mjs',
    });
    expect(code).toContain(
      'const a = 1 + 2 * window.b;\nclass C { m(x = ($traces.running === 0 ? -a : $neg(a))) { return x; } }',
    );
    expect(code).not.toContain('use wengert');
  });

  test('marks functions inside of a marked one', () => {
    const { code } = rewrite("function f(x) { 'use wengert'; return (y) => { return y / x; }; }", { filename: 'f.js' });
    expect(code).toContain('if ($traces.running === 0) { return y / x; } else { return $div(y, x); }');
  });

  test.each([
    ['const f = (x) => x * 2;', 'f.js'],
    ["const text = 'use wengert ' + 'or not';", 'f.js'],
    ["const f = (x) => { // 'use wengert'\n return x * 2; };", 'f.js'],
    ['not even ( code', 'f.js'],
  ])('returns the same code, without a map, where nothing is marked: %s', (code, filename) => {
    expect(rewrite(code, { filename })).toEqual({ code, map: null });
  });

  test('rewrites nothing twice', () => {
    const { code } = rewrite("const f = (x) => { 'use wengert'; return x * 2; };", { filename: 'f.js' });
    expect(rewrite(code, { filename: 'f.js' })).toEqual({ code, map: null });
  });

  test('rewrites nothing that is no number: texts, comparisons with null, a switch over texts', () => {
    const body =
      "const a = 'a' === x; const b = x == null; switch (x) { case 'a': return -1; } return 2 * 3 + Math.PI;";
    const { code } = rewrite(`const f = (x) => { 'use wengert'; ${body} };`, { filename: 'f.js' });
    expect(code).toBe(`const f = (x) => {  ${body} };`);
  });

  test('uses names that are not taken', () => {
    const { code } = rewrite("const f = ($mul) => { 'use wengert'; return $mul * 2; };", { filename: 'f.js' });
    expect(code).toContain('mul as $$mul');
    expect(code).toContain('$$mul($mul, 2)');
  });

  test('leaves names alone that the file declares itself', () => {
    const { code } = rewrite(
      "import { Math } from './math.js'; const f = (x) => { 'use wengert'; return Math.sin(x); };",
      { filename: 'f.js' },
    );
    expect(code).toContain('return Math.sin(x);');
  });

  test.each([
    "function g(Math) {} const f = (x) => { 'use wengert'; return Math.sin(x); };",
    "{ const Math = 1; } const f = (x) => { 'use wengert'; return Math.sin(x); };",
    "for (let Math = 0; Math < 1; Math++) {} const f = (x) => { 'use wengert'; return Math.sin(x); };",
    "try { g(); } catch (Math) {} const f = (x) => { 'use wengert'; return Math.sin(x); };",
    "const g = () => { var Math = 1; }; const f = (x) => { 'use wengert'; return Math.sin(x); };",
    "const g = class Math {}; const f = (x) => { 'use wengert'; return Math.sin(x); };",
  ])('knows how far a declaration reaches: not here, in %s', (code) => {
    expect(rewrite(code, { filename: 'f.js' }).code).toContain('$sin(x)');
  });

  test.each([
    "const f = (x) => { 'use wengert'; return Math.sin(x); }; var Math;",
    "const f = (x, Math) => { 'use wengert'; return Math.sin(x); };",
    "const f = (x) => { 'use wengert'; const Math = x; return Math.sin(x); };",
    "const f = (x) => { 'use wengert'; if (g) { var Math = x; } return Math.sin(x); };",
    "const f = (x) => { 'use wengert'; for (const Math of x) return Math.sin(x); };",
    "const f = (x) => { 'use wengert'; try { g(); } catch (Math) { return Math.sin(x); } };",
    "const f = function Math(x) { 'use wengert'; return Math.sin(x); };",
    "const f = (x) => { 'use wengert'; return Math.sin(x); }; function Math() {}",
  ])('knows how far a declaration reaches: here, in %s', (code) => {
    expect(rewrite(code, { filename: 'f.js' }).code).not.toContain('$sin(x)');
  });

  test('a variable elsewhere changes nothing, also for what Math has and wengert has not', () => {
    const f = "const f = (x) => { 'use wengert'; return x * Math.random() + Math.fround(x); };";
    const [other, same] = ['other', 'Math'].map(
      (name) => rewrite(`${f} function g(${name}) {}`, { filename: 'f.js' }).code,
    );
    expect(same).toBe(other?.replace('g(other)', 'g(Math)'));
  });

  test('imports what may be called before the module has run directly', () => {
    const code = "import './other.js'; export function f(x) { 'use wengert'; return -x; }";
    expect(rewrite(code, { filename: 'f.js' }).code).toContain('traces as $traces }');
  });
});

describe('the language of a file', () => {
  test.each([
    ['f.ts', 'const f = (x: number): number => { "use wengert"; return <number>x * 2!; };'],
    ['f.tsx', 'const f = <T,>(x: number) => { "use wengert"; return <p title={x * 2 + ""}>{-x}</p>; };'],
    [
      'f.mts',
      'abstract class A<T> { constructor(private readonly x = 2) {} f(this: A<T>, y: number): asserts y is 2 { "use wengert"; (this.x as number) + y!; } abstract g(): void; }',
    ],
    [
      'f.cts',
      'enum E { A = 1 << 2 } namespace N { export const f = (x: number) => { "use wengert"; return x satisfies number * 2; } } export = N;',
    ],
    ['f.jsx', 'const f = (x) => { "use wengert"; return <p {...x}>{x * 2}</p>; };'],
    ['f.vue?vue&type=script&lang.ts', 'const f = (x: number) => { "use wengert"; return x * 2; };'],
    [
      'f.js',
      '@decorated class A { @deco() accessor x = 1; static { label: 1; } #y = 2; f(x) { "use wengert"; using z = x; return #y in x; } }',
    ],
  ])('%s is read', (filename, code) => {
    expect(rewrite(code, { filename }).code).toContain(filename === 'f.js' ? '#y in x' : '$traces.running');
  });

  test('decides how the operations are imported', () => {
    const imported = (code: string, filename: string): string =>
      rewrite(`${code} (x) => { 'use wengert'; return -x; }`, { filename }).code.includes('require(')
        ? 'require'
        : 'import';
    expect(imported('f =', 'f.js')).toBe('import');
    expect(imported('exports.f =', 'f.js')).toBe('require');
    expect(imported('export const f =', 'f.js')).toBe('import');
    expect(imported('f =', 'f.cjs')).toBe('require');
    expect(imported('exports.f =', 'f.mjs')).toBe('import');
    expect(imported('const require = 1; export const f =', 'f.ts')).toBe('import');
  });
});

describe('rewrite refuses', () => {
  test.each([
    [
      'code that cannot be read',
      "const f = (x) => { 'use wengert'; return x +; };",
      'rewrite: dir/f.js:1:45: Unexpected token.',
    ],
    [
      'a directive that is not the first statement',
      "const f = (x) => {\n  const y = x;\n  'use wengert';\n  return y * 2;\n};",
      "rewrite: dir/f.js:3:3: 'use wengert' marks nothing here. It must be the first statement of a function in braces, or of the file.",
    ],
    [
      'a with statement',
      "function f(x) { 'use wengert'; with (x) { return y * 2; } }",
      'rewrite: dir/f.js:1:32: in a with statement no name is certain, so that it cannot be rewritten.',
    ],
  ])('%s', (_what, code, message) => {
    const rewriting = (): unknown => rewrite(code, { filename: 'dir/f.js' });
    expect(rewriting).toThrow(WengertError);
    expect(rewriting).toThrow(message);
  });

  test('a source map that is none', () => {
    const rewriting = (): unknown => rewrite("(x) => { 'use wengert'; return -x; }", { map: 'no map' });
    expect(rewriting).toThrow(WengertError);
    expect(rewriting).toThrow('rewrite: the source map of the code cannot be read.');
  });

  test('what is no text', () => {
    expect(() => rewrite(1 as never)).toThrow('rewrite: the code must be a text, but is the number 1.');
  });
});
