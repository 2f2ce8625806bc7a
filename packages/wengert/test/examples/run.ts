import ts from 'typescript';

/** What a line of an example did, and the comment that says what it should. */
export interface Outcome {
  readonly statement: string;
  readonly comment: string;
  readonly result?: unknown;
  readonly error?: Error;
}

type Recorder = (index: number, compute: () => unknown) => void;

/**
 * Runs an example. Every expression is recorded that has a comment after it, on the same line, or on the lines below up to an
 * empty one.
 *
 * @param scope - What the example may use without importing it.
 * @param load - Loads what it imports, by its specifier.
 */
export async function run(
  code: string,
  scope: Readonly<Record<string, unknown>>,
  load: (specifier: string) => Promise<object> = (specifier) => Promise.reject(new Error(`What is ${specifier}?`)),
): Promise<readonly Outcome[]> {
  const { instrumented, expectations } = instrument(code);
  const { outputText } = ts.transpileModule(instrumented, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
  });
  const modules = new Map<string, object>();
  for (const { fileName } of ts.preProcessFile(code).importedFiles) modules.set(fileName, await load(fileName));
  // The block lets an example declare names that are in scope.
  const parameters = `{ ${Object.keys(scope).join(', ')} }, require, exports, $record`;
  const module = `export default function (${parameters}) {{\n${outputText}\n}}`;
  const url = `data:text/javascript;charset=utf-8,${encodeURIComponent(module)}`;
  const program = (await import(url)) as {
    default: (scope: object, require: (specifier: string) => unknown, exports: object, record: Recorder) => void;
  };
  const outcomes: Outcome[] = [];
  const record: Recorder = (index, compute) => {
    const expectation = expectations[index];
    if (expectation === undefined) throw new Error(`There is no line ${index}.`);
    try {
      outcomes.push({ ...expectation, result: compute() });
    } catch (error) {
      outcomes.push({ ...expectation, error: error as Error });
    }
  };
  program.default(scope, (specifier) => modules.get(specifier), {}, record);
  if (outcomes.length < expectations.length) throw new Error('A line with a comment was not run.');
  return outcomes;
}

interface Expectation {
  readonly statement: string;
  readonly comment: string;
}

function instrument(code: string): { instrumented: string; expectations: readonly Expectation[] } {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.ES2022, true);
  const expectations: Expectation[] = [];
  const edits: { start: number; end: number; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    const comment = commentAfter(node, source, code);
    if (comment !== undefined) {
      const statement = node.getText(source);
      if (!ts.isExpressionStatement(node)) throw new Error(`The comment after this is not checked: ${statement}`);
      edits.push({
        start: node.getStart(source),
        end: node.end,
        text: `$record(${expectations.length}, () => (${node.expression.getText(source)}));`,
      });
      expectations.push({ statement, comment });
      return;
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(source, visit);
  const instrumented = edits.reduceRight(
    (text, { start, end, text: recorded }) => text.slice(0, start) + recorded + text.slice(end),
    code,
  );
  return { instrumented, expectations };
}

/** Whether what follows on the lines below, up to an empty one, are comments: nothing else can they speak of. */
function endsParagraph(node: ts.Node, source: ts.SourceFile, code: string): boolean {
  if (node === source.statements.at(-1)) return true;
  return ts.isExpressionStatement(node) && /^\n(\/\/.*\n)+\n/.test(code.slice(node.end));
}

/** The text of the comments that belong to a statement; `undefined` without one. */
function commentAfter(node: ts.Node, source: ts.SourceFile, code: string): string | undefined {
  if (!ts.isStatement(node)) return undefined;
  const ranges = [
    ...(ts.getTrailingCommentRanges(code, node.end) ?? []),
    ...(endsParagraph(node, source, code) ? (ts.getLeadingCommentRanges(code, node.end) ?? []) : []),
  ];
  if (ranges.length === 0) return undefined;
  return ranges.map(({ pos, end }) => code.slice(pos, end).replace(/^\/\/ ?/, '')).join('\n');
}
