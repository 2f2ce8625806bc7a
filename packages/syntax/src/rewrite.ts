import { describeValue } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { directive } from './rewrite/directive.js';
import type { SourceMap } from './rewrite/draft.js';
import { EarlierMap } from './rewrite/earlier-map.js';
import { hasDirective, isMarked, removeDirective, rewriteClass, rewriteFunction } from './rewrite/functions.js';
import { children, isClass, isFunction, type Node } from './rewrite/nodes.js';
import { Rewriter } from './rewrite/rewriter.js';
import { Source } from './rewrite/source.js';

export type { SourceMap } from './rewrite/draft.js';

/** Which file it is. */
export interface RewriteOptions {
  /**
   * The name of the file: it says whether the code is JavaScript or TypeScript, and stands in the source map and in error
   * messages. Default `code.js`.
   */
  readonly filename?: string | undefined;
  /**
   * Whether it is a module or a CommonJS script, and so how the operations are imported. Default what the name of the file or
   * what it holds says.
   */
  readonly format?: 'module' | 'commonjs' | undefined;
  /**
   * The source map, as an object or as JSON, of a tool that has made the code of other code: the new map leads to that other
   * code, and error messages name its lines.
   */
  readonly map?: string | object | null | undefined;
}

/** What {@link rewrite} returns. */
export interface Rewritten {
  readonly code: string;
  /** Leads from the new code back to the old; `null` when nothing is marked, and the code is as it was. */
  readonly map: SourceMap | null;
}

/**
 * The same code with operations of wengert in place of operators and functions of `Math`, in the functions that are marked by
 * `'use wengert'` as their first statement, and in all functions of a file that begins with it.
 *
 * While no transformation is running, the new code does what the old code does; so it does on values that are not traced, to
 * the bit and to the error. Types of TypeScript stay as they are.
 *
 * @throws {@link WengertError} when the code or its source map cannot be read, the directive stands where it marks nothing, or
 * a marked function holds a `with` statement.
 *
 * @example
 * const { code } = rewrite("const f = (x) => { 'use wengert'; return x * x; };", { filename: 'f.js' });
 * code.includes('$mul(x, x)'); // true
 */
export function rewrite(code: string, options: RewriteOptions = {}): Rewritten {
  if (typeof code !== 'string') {
    throw new WengertError(`rewrite: the code must be a text, but is ${describeValue(code)}.`);
  }
  if (!code.includes(directive)) return { code, map: null };
  const earlier = options.map ? new EarlierMap(options.map) : undefined;
  const source = new Source(code, options.filename ?? 'code.js', options.format, earlier);
  const rewriter = new Rewriter(source);
  const { program } = source;
  if (hasDirective(program)) removeDirective(rewriter, program);
  const marked = rewriteMarked(rewriter, program, hasDirective(program));
  if (!marked) return { code, map: null };
  const rewritten = rewriter.render();
  return earlier === undefined ? rewritten : { code: rewritten.code, map: earlier.chain(rewritten.map) };
}

/** Rewrites the outermost marked functions; `all` marks every one. The answer is whether there is any. */
function rewriteMarked(rewriter: Rewriter, node: Node, all: boolean): boolean {
  if (isFunction(node) && (all || isMarked(node))) {
    rewriteFunction(rewriter, node);
    return true;
  }
  if (isClass(node) && all) {
    rewriteClass(rewriter, node);
    return true;
  }
  return children(node).reduce((any, child) => rewriteMarked(rewriter, child, all) || any, all);
}
