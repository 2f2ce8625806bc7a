import { parse, type ParseResult, type ParserPlugin } from '@babel/parser';
import { WengertError } from '@wengert/tensor';

/**
 * The syntax tree of a file, with its tokens.
 *
 * @throws {@link WengertError} when the text is neither JavaScript nor TypeScript.
 */
export function parseFile(code: string, filename: string): ParseResult {
  try {
    return parse(code, {
      sourceType: 'unambiguous',
      allowReturnOutsideFunction: true,
      createParenthesizedExpressions: true,
      tokens: true,
      plugins: pluginsFor(filename),
    });
  } catch (error) {
    if (!isSyntaxError(error)) throw error;
    const { line, column } = error.loc;
    const problem = error.message.replace(/ \(\d+:\d+\)$/, '');
    throw new WengertError(`rewrite: ${filename}:${line}:${column + 1}: ${problem.replace(/\.?$/, '.')}`, {
      cause: error,
    });
  }
}

/** Which language it is, the name says; where it does not, it is JavaScript. Part of a `.vue` file is `.vue?…lang.ts`. */
function pluginsFor(filename: string): ParserPlugin[] {
  const [, kind = 'js'] = /[.=]([cm]?[jt]sx?)(?:[?#&].*)?$/.exec(filename) ?? [];
  if (!kind.includes('t')) return ['jsx', 'decorators', 'decoratorAutoAccessors', 'explicitResourceManagement'];
  const plugins: ParserPlugin[] = [
    'typescript',
    'decorators-legacy',
    'decoratorAutoAccessors',
    'explicitResourceManagement',
  ];
  // In other files of TypeScript, `<T>x` is a type assertion.
  return kind === 'tsx' ? [...plugins, 'jsx'] : plugins;
}

interface ParserError extends SyntaxError {
  readonly loc: { readonly line: number; readonly column: number };
}

function isSyntaxError(error: unknown): error is ParserError {
  return error instanceof SyntaxError && 'loc' in error;
}
