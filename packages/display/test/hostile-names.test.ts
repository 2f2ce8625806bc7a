import { describe, expect, test } from '@jest/globals';
import { add, mul, sin, type Scalar } from '@wengert/primitives';
import fc from 'fast-check';
import { trace, type WengertList } from '../src/index.js';

/** Texts that try to get out of wherever they are put. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...'"\\{}$&#^_~%<>[]()|;:,.`\'*-+=/!?\n\r\t\0 \u2028\ud800aé€😀1'.split('')) }),
  fc.constantFrom(
    '"]; evil [label="',
    '\\"]; evil',
    '\\input{/etc/passwd}',
    '}\\write18{rm}{',
    '$$x$$',
    '`**bold**`',
    '<img src=x onerror=alert(1)>',
    '#quot;]',
    '"]\n  click n0 "javascript:alert(1)"',
    '%%{init: {}}%%',
    '1. list',
    '__proto__',
    'constructor',
    'end',
  ),
);

const keys = fc.uniqueArray(hostile, { minLength: 2, maxLength: 2 });

/** A function of an object with these keys, of which both are used and returned. */
function listOf([first = '', second = '']: readonly string[]): WengertList {
  const f = (p: Readonly<Record<string, Scalar>>): unknown => {
    const x = mul(p[first] ?? 0, p[second] ?? 0);
    return Object.fromEntries([
      [first, sin(x)],
      [second, add(x, 1)],
    ]);
  };
  return trace(
    f,
    Object.fromEntries([
      [first, 2],
      [second, 3],
    ]),
  );
}

const control = /[\p{Cc}\p{Cs}]/gu;

describe('whatever keys and names are made of,', () => {
  test('each line of a DOT file is a node or an edge with the right label', () => {
    fc.assert(
      fc.property(keys, (names) => {
        const list = listOf(names);
        const lines = list.toDot().split('\n');
        expect([lines.shift(), lines.pop()]).toEqual(['digraph trace {', '}']);
        const labels = lines.flatMap((line) => {
          const [, label] =
            /^ {2}n\d+ \[label="((?:[^"\\\n\r]|\\["\\])*)", shape=(?:box|ellipse|plaintext)\];$/.exec(line) ?? [];
          if (label !== undefined) return [label.replace(/\\(.)/g, '$1')];
          expect(line).toMatch(/^ {2}n\d+ -> n\d+;$/);
          return [];
        });
        expect(labels).toEqual(labelsOf(list));
      }),
    );
  });

  test('each line of a Mermaid file is a node or an edge with the right label', () => {
    fc.assert(
      fc.property(keys, (names) => {
        const list = listOf(names);
        const lines = list.toMermaid().split('\n');
        expect(lines.shift()).toBe('flowchart TD');
        const labels = lines.flatMap((line) => {
          const [, label] =
            /^ {2}n\d+(?:\(\[|\(\(|\[)"([\p{L}\p{N} _=+*()[\],.'^/:;#-]*)"(?:\]\)|\)\)|\])$/u.exec(line) ?? [];
          if (label !== undefined) return [label.replace(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))];
          expect(line).toMatch(/^ {2}n\d+ --> n\d+$/);
          return [];
        });
        expect(labels).toEqual(labelsOf(list));
      }),
    );
  });

  test('LaTeX has no commands but ours, and its braces match', () => {
    fc.assert(
      fc.property(keys, (names) => {
        const list = listOf(names);
        for (const latex of [
          list.toLatex(),
          list.toLatex([names.join('') || 'x']),
          list.tangents([{ ...zero(names) }]).toLatex(),
        ]) {
          const bare = latex.replace(
            /\\(?:left|right|sin|cos|text(?:backslash|asciicircum|asciitilde)?|mathrm|dot|overline|begin|end)(?![A-Za-z])|\\[{}$&#_%\\]/g,
            ' ',
          );
          expect(bare).not.toMatch(/[\\$#~%]/);
          expect(depths(bare.replace(/\\[{}]/g, ''))).toBe(0);
        }
      }),
    );
  });

  test('data and expressions can be read back', () => {
    fc.assert(
      fc.property(keys, (names) => {
        const list = listOf(names);
        expect(JSON.parse(JSON.stringify(list))).toEqual(list.toJSON());
        expect(list.toExpression().split('\n')).toHaveLength(1);
        expect(String(list).split('\n')).toHaveLength(list.operations + 2);
      }),
    );
  });
});

/** What the nodes of the graph say. */
function labelsOf(list: WengertList): readonly string[] {
  const { inputs, lines, outputs } = list.toJSON();
  return [
    ...inputs.map(({ variable }) => variable),
    ...lines.map(({ variable, expression }) => `${variable} = ${expression}`),
    ...outputs.map(({ name }) => name),
  ].map((label) => label.replace(control, ' '));
}

function zero(names: readonly string[]): Readonly<Record<string, number>> {
  return Object.fromEntries(names.map((name) => [name, 0]));
}

/** How many braces are left open; NaN when one closes that was not open. */
function depths(text: string): number {
  let depth = 0;
  for (const character of text) {
    if (character === '{') depth++;
    if (character === '}' && --depth < 0) return NaN;
  }
  return depth;
}
