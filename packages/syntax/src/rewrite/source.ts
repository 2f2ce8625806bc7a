import type * as Babel from '@babel/types';
import { WengertError } from '@wengert/tensor';
import { Scopes } from './scopes.js';
import { directive } from './directive.js';
import type { EarlierMap } from './earlier-map.js';
import { endOf, startOf, walk, type Node } from './nodes.js';
import { parseFile } from './parse.js';

/** A piece of the text that the parser took as one. */
interface Token {
  readonly start: number;
  readonly end: number;
  /** The name of a kind of comment, or the kind of token. */
  readonly type: unknown;
  readonly value: unknown;
}

/** A file: its text, its syntax tree, and what must be known of the whole. */
export class Source {
  readonly code: string;
  readonly filename: string;
  readonly program: Babel.Program;
  readonly #format: 'module' | 'commonjs' | undefined;
  readonly #earlier: EarlierMap | undefined;
  readonly #tokens: readonly Token[];
  readonly #identifiers = new Set<string>();
  readonly #scopes: Scopes;

  /**
   * @throws {@link WengertError} when the text is neither JavaScript nor TypeScript, or has a directive in a place where it
   * marks nothing.
   */
  constructor(code: string, filename: string, format?: 'module' | 'commonjs', earlier?: EarlierMap) {
    this.code = code;
    this.filename = filename;
    this.#format = format;
    this.#earlier = earlier;
    const { program, tokens } = parseFile(code, filename);
    this.program = program;
    this.#tokens = ((tokens ?? []) as Token[]).filter(({ type }) => type !== 'CommentBlock' && type !== 'CommentLine');
    for (const { type, value } of this.#tokens) if (isName(type)) this.#identifiers.add(String(value));
    walk(program, (node) => this.#note(node));
    this.#scopes = new Scopes(program);
  }

  /** File, line and column of a node, for messages of the new code: the file without its path, which differs elsewhere. */
  place(node: Node): string {
    return this.#placeIn(/[^\\/]*$/.exec(this.filename)?.[0] ?? this.filename, node);
  }

  /** The error for what cannot be rewritten. */
  refusal(node: Node, problem: string): WengertError {
    return new WengertError(`rewrite: ${this.#placeIn(this.filename, node)}: ${problem}`);
  }

  /** The first token after this position, which is no comment. */
  tokenAfter(position: number): { readonly start: number; readonly end: number } {
    let low = 0;
    let high = this.#tokens.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#tokens[middle]?.start ?? Infinity) < position) low = middle + 1;
      else high = middle;
    }
    return this.#tokens[low] ?? { start: position, end: position };
  }

  /** The text of a node. */
  text(node: Node): string {
    return this.code.slice(startOf(node), endOf(node));
  }

  /** Whether a name means at this node what it means outside of the file: no declaration of it reaches there. */
  isGlobal(name: string, at: Node): boolean {
    return !this.#scopes.declares(name, at);
  }

  /** A beginning of names that no name in the file has. */
  freePrefix(): string {
    let prefix = '$';
    while ([...this.#identifiers].some((name) => name.startsWith(prefix) && name.length > prefix.length)) prefix += '$';
    return prefix;
  }

  /** Whether imports are written `import`, and not `require`. */
  get isModule(): boolean {
    if (this.#format !== undefined) return this.#format === 'module';
    if (/\.[cm][jt]s$/.test(this.filename)) return /\.m[jt]s$/.test(this.filename);
    if (this.program.sourceType === 'module') return true;
    return !['require', 'module', 'exports'].some(
      (name) => this.#identifiers.has(name) && this.isGlobal(name, this.program),
    );
  }

  /**
   * Whether a function of the module may be called before its first statement has run: where modules import each other in a
   * circle, and one of them declares functions, which are there from the beginning.
   */
  get mayBeCalledEarly(): boolean {
    const { body } = this.program;
    const declares = body.some((node) => {
      const declaration = node.type.startsWith('Export') && 'declaration' in node ? node.declaration : node;
      return declaration?.type === 'FunctionDeclaration';
    });
    return declares && body.some((node) => 'source' in node && node.source && !isPackage(node.source.value));
  }

  #placeIn(filename: string, { loc }: Node): string {
    if (!loc) return filename;
    const { line, column } = this.#earlier?.origin(loc.start) ?? loc.start;
    return `${filename}:${line}:${column + 1}`;
  }

  #note(node: Node): void {
    if (node.type === 'ExpressionStatement' && node.expression.type === 'StringLiteral') {
      if (node.expression.value === directive) {
        throw this.refusal(
          node,
          `'${directive}' marks nothing here. It must be the first statement of a function in braces, or of the file.`,
        );
      }
    }
  }
}

function isName(type: unknown): boolean {
  return typeof type === 'object' && type !== null && 'label' in type && type.label === 'name';
}

/** Whether something that is imported is a package, which does not import in turn from where it is imported. */
function isPackage(specifier: string): boolean {
  return /^(?:node:|@[^/]|[^./#@~\\:]+(?:\/|$))/.test(specifier);
}
