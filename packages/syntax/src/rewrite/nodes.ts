import type * as Babel from '@babel/types';

/** A node of the syntax tree. */
export type Node = Babel.Node;

/** A function, method or accessor. */
export type FunctionNode =
  | Babel.FunctionDeclaration
  | Babel.FunctionExpression
  | Babel.ArrowFunctionExpression
  | Babel.ObjectMethod
  | Babel.ClassMethod
  | Babel.ClassPrivateMethod;

/** A class, declared or as an expression. */
export type ClassNode = Babel.ClassDeclaration | Babel.ClassExpression;

/** Where a node begins in the text. */
export function startOf(node: Node): number {
  return node.start ?? 0;
}

/** Where a node ends in the text. */
export function endOf(node: Node): number {
  return node.end ?? 0;
}

/** Whether a node is a function, of whatever kind. */
export function isFunction(node: Node): node is FunctionNode {
  return functionTypes.has(node.type);
}

/** Whether a node is a class. */
export function isClass(node: Node): node is ClassNode {
  return node.type === 'ClassDeclaration' || node.type === 'ClassExpression';
}

const functionTypes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);

/** The nodes of TypeScript that hold code to run; all others are types, or declare what exists elsewhere. */
const runningTypeScript: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'TSTypeAssertion',
  'TSInstantiationExpression',
  'TSParameterProperty',
  'TSExportAssignment',
  'TSModuleDeclaration',
  'TSModuleBlock',
]);

/** The parts of a node in the order in which the parser lists them, without types. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const [key, part] of Object.entries(node) as [string, unknown][]) {
    if (notParts.has(key)) continue;
    if (Array.isArray(part)) found.push(...part.filter(isRunning));
    else if (isRunning(part)) found.push(part);
  }
  return found;
}

const notParts: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'loc',
  'extra',
  'leadingComments',
  'innerComments',
  'trailingComments',
]);

function isRunning(part: unknown): part is Node {
  if (typeof part !== 'object' || part === null || !('type' in part) || typeof part.type !== 'string') return false;
  return !part.type.startsWith('TS') || runningTypeScript.has(part.type);
}

/** Visits a node and all that it is made of. */
export function walk(node: Node, visit: (node: Node) => void): void {
  visit(node);
  for (const child of children(node)) walk(child, visit);
}

/** What stands inside parentheses and type assertions. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return bare(node.expression);
    default:
      return node;
  }
}
