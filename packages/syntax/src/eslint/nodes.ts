import type { Rule, Scope, SourceCode } from 'eslint';
import type * as ESTree from 'estree';

/** A node of the syntax tree that ESLint makes; what parsers of TypeScript add to it has other names. */
export type Node = ESTree.Node;

/** A function that can be given to another one. */
export type FunctionNode = ESTree.FunctionDeclaration | ESTree.FunctionExpression | ESTree.ArrowFunctionExpression;

/** Whether a node is a function. */
export function isFunction(node: Node): node is FunctionNode {
  return ['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression'].includes(node.type);
}

/** What a node stands in; `null` for the program. */
export function parentOf(node: Node): Node | null {
  return (node as Rule.Node).parent;
}

type Part = Node | null | undefined;

/** The parts of a node, in the order in which they are written. */
export function partsOf(node: Node, { visitorKeys }: SourceCode): readonly Node[] {
  const parts = (visitorKeys[node.type] ?? []).map((key) => Reflect.get(node, key) as Part | Part[]);
  return parts.flat().filter((part) => part !== null && part !== undefined);
}

/** What stands inside of assertions of types, and what may end early with `?.`. */
export function bare(node: Node): Node {
  // Types are no part of ESTree.
  const wrappers: readonly string[] = [
    'TSAsExpression',
    'TSSatisfiesExpression',
    'TSNonNullExpression',
    'ChainExpression',
  ];
  return wrappers.includes(node.type) && 'expression' in node ? bare(node.expression as Node) : node;
}

/** Where a name is declared. */
export function definitionOf(name: ESTree.Identifier, sourceCode: SourceCode): Scope.Definition | undefined {
  for (let scope: Scope.Scope | null = sourceCode.getScope(name); scope !== null; scope = scope.upper) {
    const variable = scope.set.get(name.name);
    if (variable !== undefined) return variable.defs[0];
  }
  return undefined;
}

/** Whether a name is one of JavaScript itself. */
export function isGlobal(name: ESTree.Identifier, sourceCode: SourceCode): boolean {
  return definitionOf(name, sourceCode) === undefined;
}
