import { Draft, type Copy, type Insertion, type SourceMap } from './draft.js';
import { ImportedFunctions, type RuntimeFunction } from './imported-functions.js';
import { Knowledge } from './knowledge.js';
import { children, endOf, isClass, isFunction, startOf, type Node } from './nodes.js';
import type { Source } from './source.js';
import { rewriteStatement } from './statements.js';
import { Temporaries } from './temporaries.js';
import { rewriteChain, rewriteTarget, rewriteTest, rewriteUnused, rewriteValue } from './uses.js';
import type { Visitor } from './visitor.js';

type Rewrite = (visitor: Visitor, node: Node) => void;

/** How the code is rewritten: once for all cases, or as one of two copies. */
type Variant = 'only' | 'untraced' | 'traced';

/**
 * Rewrites marked code.
 *
 * Each part of it, as large as possible, is there twice: as it was written, for while no trace is running, and with calls in
 * place of operators. So code that is not being transformed costs what it did. Functions in either copy are copied in turn,
 * because each may be called from anywhere; what holds more of them inside of each other, or may be left and entered again, is
 * there once, with calls, of which some arguments may be there twice.
 */
export class Rewriter implements Visitor {
  readonly source: Source;
  readonly knowledge: Knowledge;
  readonly #imported: ImportedFunctions;
  readonly #beginning: Insertion;
  #draft = new Draft();
  #temporaries: Temporaries;
  #variant: Variant = 'only';

  constructor(source: Source) {
    this.source = source;
    this.knowledge = new Knowledge(source);
    this.#imported = new ImportedFunctions(source.freePrefix());
    this.#temporaries = new Temporaries(this.#imported);
    const [first] = source.program.body;
    this.#beginning = this.#draft.open(first === undefined ? source.code.length : startOf(first), '');
  }

  get draft(): Draft {
    return this.#draft;
  }

  imported(name: RuntimeFunction): string {
    return this.#imported.use(name);
  }

  temporary(): string {
    return this.#temporaries.take();
  }

  /** The new text, and the way back to the old. */
  render(): { readonly code: string; readonly map: SourceMap } {
    this.#beginning.text = this.#imported.importing(this.source) + this.#temporaries.declaration;
    return this.#draft.render(this.source.code, this.source.filename);
  }

  value(node: Node): void {
    this.#expression(node, rewriteValue);
  }

  unused(node: Node): void {
    this.#expression(node, rewriteUnused);
  }

  test(node: Node): void {
    // A variable alone, too, has to be asked in another way.
    if (this.#concerns(node) || this.#variant === 'untraced') this.#expression(node, rewriteTest);
    else rewriteTest(this, node);
  }

  target(node: Node): void {
    this.#rewrite(node, rewriteTarget);
  }

  chain(node: Node): void {
    this.#rewrite(node, rewriteChain);
  }

  statement(node: Node): void {
    const { rewritten, single } = this.knowledge.of(node);
    // What is declared in one copy would not be there after it.
    const declares = node.type === 'VariableDeclaration' || isFunction(node) || isClass(node);
    if (this.#variant === 'only' && rewritten && !single && !declares) this.#statementsTwice([node]);
    else this.#rewrite(node, rewriteStatement);
  }

  statements(nodes: readonly Node[]): void {
    const [first] = nodes;
    if (first === undefined) return;
    const facts = nodes.map((node) => this.knowledge.of(node));
    const single = nodes.some((node) => isFunction(node)) || facts.some((one) => one.single);
    this.#asOnly(() => {
      if (!single && facts.some(({ rewritten }) => rewritten)) {
        this.#statementsTwice(nodes);
      } else {
        const beginning = this.#draft.open(startOf(first), '');
        const temporaries = this.#withTemporaries(() => {
          for (const node of nodes) this.statement(node);
        });
        beginning.text = temporaries.declaration;
      }
    });
  }

  isolated(node: Node): void {
    this.#asOnly(() => this.#withOwnTemporaries(node, '(() => { ', '; })()'));
  }

  arrowBody(node: Node): void {
    this.#asOnly(() => this.#withOwnTemporaries(node, '{ ', '; }'));
  }

  #concerns(node: Node): boolean {
    const { rewritten, depth, classes } = this.knowledge.of(node);
    return rewritten || depth > 0 || classes;
  }

  #expression(node: Node, rewrite: Rewrite): void {
    const { rewritten, single } = this.knowledge.of(node);
    if (this.#variant === 'only' && rewritten && !single && independent.has(node.type)) {
      this.#expressionTwice(node, rewrite);
    } else this.#rewrite(node, rewrite);
  }

  #rewrite(node: Node, rewrite: Rewrite): void {
    if (!this.#concerns(node)) return;
    if (this.#variant === 'untraced' && !isFunction(node) && !isClass(node)) {
      for (const child of children(node)) this.value(child);
    } else {
      rewrite(this, node);
    }
  }

  #expressionTwice(node: Node, rewrite: Rewrite): void {
    const copy = this.#draft.twice(startOf(node), endOf(node));
    const temporaries = this.#fill(copy, () => this.#rewrite(node, rewrite));
    copy.before.text = `(${this.imported('traces')}.running === 0 ? `;
    copy.between.text = temporaries.used ? ` : (() => { ${temporaries.declaration}return ` : ' : ';
    copy.after.text = temporaries.used ? '; })())' : ')';
  }

  #statementsTwice(nodes: readonly Node[]): void {
    const [first, last] = [nodes[0], nodes.at(-1)];
    if (first === undefined || last === undefined) return;
    const copy = this.#draft.twice(startOf(first), endOf(last));
    const temporaries = this.#fill(copy, () => {
      for (const node of nodes) this.#rewrite(node, rewriteStatement);
    });
    copy.before.text = `if (${this.imported('traces')}.running === 0) { `;
    copy.between.text = ` } else { ${temporaries.declaration}`;
    copy.after.text = ' }';
  }

  #fill({ first, second }: Copy, rewrite: () => void): Temporaries {
    this.#as('untraced', first, rewrite);
    return this.#withTemporaries(() => this.#as('traced', second, rewrite));
  }

  #asOnly(rewrite: () => void): void {
    this.#as('only', this.#draft, rewrite);
  }

  #as(variant: Variant, draft: Draft, rewrite: () => void): void {
    const [outerVariant, outerDraft] = [this.#variant, this.#draft];
    this.#variant = variant;
    this.#draft = draft;
    rewrite();
    this.#variant = outerVariant;
    this.#draft = outerDraft;
  }

  #withOwnTemporaries(node: Node, before: string, after: string): void {
    const opening = this.#draft.open(startOf(node), '');
    const temporaries = this.#withTemporaries(() => this.value(node));
    if (!temporaries.used) return;
    opening.text = `${before}${temporaries.declaration}return `;
    this.#draft.close(endOf(node), after);
  }

  #withTemporaries(rewrite: () => void): Temporaries {
    const outer = this.#temporaries;
    const own = new Temporaries(this.#imported);
    this.#temporaries = own;
    rewrite();
    this.#temporaries = outer;
    return own;
  }
}

/** Expressions that can stand in parentheses, and be there twice, wherever their value is used. */
const independent: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'ArrayExpression',
  'AssignmentExpression',
  'BinaryExpression',
  'CallExpression',
  'ConditionalExpression',
  'LogicalExpression',
  'MemberExpression',
  'NewExpression',
  'ObjectExpression',
  'OptionalCallExpression',
  'OptionalMemberExpression',
  'ParenthesizedExpression',
  'TaggedTemplateExpression',
  'TemplateLiteral',
  'TSAsExpression',
  'TSNonNullExpression',
  'TSSatisfiesExpression',
  'UnaryExpression',
  'UpdateExpression',
]);
