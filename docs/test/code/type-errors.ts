import { join } from 'node:path';
import ts from 'typescript';
import type { Page } from './pages.js';

/** What the compiler, as strict as for the packages, has to say about the code of each page. */
export function typeErrors(root: string, pages: readonly Page[]): ReadonlyMap<string, readonly string[]> {
  const config: unknown = ts.readConfigFile(join(root, 'tsconfig.test.json'), (path) => ts.sys.readFile(path)).config;
  const options: ts.CompilerOptions = {
    ...ts.parseJsonConfigFileContent(config, ts.sys, root).options,
    // Prose may import or declare what it does not go on to use.
    noUnusedLocals: false,
    noUnusedParameters: false,
  };
  // Beside the other tests, from where the packages are found.
  const files = new Map(
    pages.map(({ path, code }) => [join(root, 'docs', 'test', `${path.replaceAll('/', '-')}.ts`), { path, code }]),
  );
  const host = ts.createCompilerHost(options);
  const [fileExists, getSourceFile] = [host.fileExists.bind(host), host.getSourceFile.bind(host)];
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.getSourceFile = (name, version, ...rest) => {
    const page = files.get(name);
    return page ? ts.createSourceFile(name, page.code, version) : getSourceFile(name, version, ...rest);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return new Map(
    [...files].map(([file, { path }]) => {
      const source = program.getSourceFile(file);
      const errors = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
      return [path, errors.map((error) => message(error))];
    }),
  );
}

function message({ file, start, messageText }: ts.Diagnostic): string {
  const line = file === undefined || start === undefined ? '' : textOfLine(file, start);
  return `${ts.flattenDiagnosticMessageText(messageText, '\n')}${line}`;
}

function textOfLine(file: ts.SourceFile, position: number): string {
  const { line } = file.getLineAndCharacterOfPosition(position);
  return ` In: ${file.text.split('\n')[line]?.trim() ?? ''}`;
}
