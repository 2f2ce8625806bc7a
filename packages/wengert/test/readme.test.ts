import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import * as wengert from '../src/index.js';

const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8');
const blocks = [...readme.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, code = '']) => code);

describe('the code in the README', () => {
  test('is there', () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  test.each(blocks)(
    'passes the type checker: %#',
    (code) => {
      expect(typeErrors(code)).toEqual([]);
    },
    60_000,
  );

  test.each(blocks)('gives the results that its comments say: %#', async (code) => {
    const results: { code: string; result: unknown }[] = [];
    const promised: { code: string; result: unknown }[] = [];
    await run(code, (statement, result, comment) => {
      results.push({ code: statement, result: plain(result) });
      promised.push({ code: statement, result: comment });
    });
    expect(promised.length).toBeGreaterThan(0);
    expect(results).toEqual(promised);
  });
});

/** What the compiler, as strict as for the packages, has to say about a file of theirs with this code in it. */
function typeErrors(code: string): string[] {
  const file = fileURLToPath(new URL('readme-example.ts', import.meta.url));
  const project = fileURLToPath(new URL('../../../tsconfig.test.json', import.meta.url));
  const config: unknown = ts.readConfigFile(project, (path) => ts.sys.readFile(path)).config;
  const { options } = ts.parseJsonConfigFileContent(
    config,
    ts.sys,
    fileURLToPath(new URL('../../..', import.meta.url)),
  );
  const host = ts.createCompilerHost(options);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) =>
    name === file ? ts.createSourceFile(name, code, version) : getSourceFile(name, version, ...rest);
  const program = ts.createProgram([file], options, host);
  const source = program.getSourceFile(file);
  return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)].map(
    ({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'),
  );
}

type Recorder = (statement: string, result: unknown, comment: unknown) => void;

/** Runs code against the sources. Each expression with a comment after it is recorded, the comment read as a value. */
async function run(code: string, record: Recorder): Promise<void> {
  const source = ts.createSourceFile('readme.ts', code, ts.ScriptTarget.ES2022);
  const recording = source.statements.map((statement) => {
    const text = statement.getText(source);
    const [comment] = ts.getTrailingCommentRanges(code, statement.end) ?? [];
    if (comment === undefined || !ts.isExpressionStatement(statement)) return text;
    const expected = code.slice(comment.pos, comment.end).replace('//', '');
    return `record(${JSON.stringify(text)}, ${statement.expression.getText(source)}, ${expected});`;
  });
  const { outputText } = ts.transpileModule(recording.join('\n'), {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const module = `export default function (require, exports, record) {\n${outputText}\n}`;
  const url = `data:text/javascript;charset=utf-8,${encodeURIComponent(module)}`;
  const program = (await import(url)) as {
    default: (require: (name: string) => unknown, exports: object, record: Recorder) => void;
  };
  const packages = new Map<string, unknown>([['wengert', wengert]]);
  program.default((name) => packages.get(name), {}, record);
}

/** A result as its comment writes it: tensors as nested arrays. */
function plain(result: unknown): unknown {
  if (wengert.isTensor(result)) return result.toArray();
  if (Array.isArray(result)) return result.map(plain);
  if (typeof result !== 'object' || result === null) return result;
  return Object.fromEntries(Object.entries(result).map(([key, value]) => [key, plain(value)]));
}
