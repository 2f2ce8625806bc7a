import { describe, expect, test } from '@jest/globals';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import ts from 'typescript';
import { rewrite, type Rewritten } from '../src/index.js';

/** Where a text is in another, each time: lines from 1, columns from 0. */
function placesOf(part: string, text: string): readonly (readonly [line: number, column: number])[] {
  return text
    .split(part)
    .slice(0, -1)
    .map((_, index, parts) => {
      const lines = parts
        .slice(0, index + 1)
        .join(part)
        .split('\n');
      return [lines.length, lines.at(-1)?.length ?? 0];
    });
}

/** Where the map says that a part of the new code was written, each time that it is there. */
function originsOf(part: string, { code, map }: Rewritten): readonly (readonly (number | null)[])[] {
  const trace = new TraceMap(String(map));
  return placesOf(part, code).map(([line, column]) => {
    const origin = originalPositionFor(trace, { line, column });
    return [origin.line, origin.column];
  });
}

const source = `import { grad } from 'wengert';
export function loss(w, data) {
  'use wengert';
  let total = 0;
  for (const { x, y } of data) {
    const error = w * x - y;
    total += error ** 2;
  }
  return total / data.length;
}
export const after = 1;`;

describe('the source map', () => {
  const rewritten = rewrite(source, { filename: 'src/loss.js' });

  test('names the file and holds its text', () => {
    expect(rewritten.map?.sources).toEqual(['src/loss.js']);
    expect(rewritten.map?.sourcesContent).toEqual([source]);
  });

  test.each(['const error = ', 'let total', 'for (const { x', 'return '])(
    'leads from both copies of a statement to where it was written: %s',
    (statement) => {
      const [written] = placesOf(statement, source);
      expect(originsOf(statement, rewritten)).toEqual([written, written]);
    },
  );

  test('leads from the parts of a rewritten expression to theirs', () => {
    const [line, column] = placesOf('w * x', source)[0] ?? [0, 0];
    expect(originsOf('w, x', rewritten)).toEqual([[line, column]]);
    expect(originsOf('x), y', rewritten)).toEqual([[line, column + 'w * '.length]]);
    expect(originsOf('y);', rewritten)).toEqual([[line, column + 'w * x - '.length]]);
  });

  test('leads from what is left alone to the same', () => {
    expect(originsOf('export const after', rewritten)).toEqual([[11, 0]]);
    expect(originsOf('import { grad', rewritten)).toEqual([[1, 0]]);
    expect(originsOf('loss(w, data)', rewritten)).toEqual(placesOf('loss(w, data)', source));
  });

  test('leads from what was put in to the operator that it stands for', () => {
    const [line] = placesOf('total / data', source)[0] ?? [0];
    expect(originsOf('$div(', rewritten).map(([found]) => found)).toEqual([line]);
  });
});

describe('a file that another tool has compiled', () => {
  const typed = `interface Options {
  readonly limit: number;
}

export function f(x: number, options: Options): number {
  'use wengert';
  const y: number = x * 2;

  return y | options.limit;
}
`;
  const { outputText, sourceMapText = '' } = ts.transpileModule(typed, {
    fileName: 'f.ts',
    compilerOptions: { module: ts.ModuleKind.ESNext, sourceMap: true, target: ts.ScriptTarget.ES2022 },
  });

  test.each([
    ['JSON', sourceMapText],
    ['an object', JSON.parse(sourceMapText) as object],
  ])('has a map to what it was compiled from, given its map as %s', (_kind, map) => {
    const rewritten = rewrite(outputText, { filename: 'f.ts', map });
    const [written] = placesOf('const y', typed);
    expect(originsOf('const y', rewritten)).toEqual([written, written]);
    expect(rewritten.map?.sources).toEqual(['f.ts']);
  });

  test('names the lines of that in messages', () => {
    const { code } = rewrite(outputText, { filename: 'f.ts', map: sourceMapText });
    expect(code).toContain('"f.ts:9:10"');
  });
});
