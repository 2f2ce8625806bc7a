import type * as Babel from '@babel/types';
import { rewriteAssignment, rewriteUpdate } from './assignments.js';
import { functionOfBuiltin } from './builtins.js';
import { rewriteClass, rewriteFunction } from './functions.js';
import { children, endOf, isClass, isFunction, startOf, type Node } from './nodes.js';
import { rewriteBinary, rewriteCallee, rewriteLogical, rewriteUnary } from './operations.js';
import type { Visitor } from './visitor.js';

// An expression is rewritten according to its kind, and to the use that is made of it.

/** Rewrites an expression whose value is used. */
export function rewriteValue(visitor: Visitor, node: Node): void {
  if (isFunction(node)) rewriteFunction(visitor, node);
  else if (isClass(node)) rewriteClass(visitor, node);
  else if (node.type === 'BinaryExpression') rewriteBinary(visitor, node);
  else if (node.type === 'UnaryExpression') rewriteUnary(visitor, node);
  else if (node.type === 'LogicalExpression') rewriteLogical(visitor, node);
  else if (node.type === 'AssignmentExpression') rewriteAssignment(visitor, node);
  else if (node.type === 'UpdateExpression') rewriteUpdate(visitor, node, true);
  else if (node.type === 'ConditionalExpression') rewriteConditional(visitor, node, (part) => visitor.value(part));
  else if (node.type === 'SequenceExpression') rewriteSequence(visitor, node, (last) => visitor.value(last));
  else if (isLink(node)) rewriteLink(visitor, node);
  // Names of properties are no expressions, and hold nothing to rewrite.
  else for (const child of children(node)) visitor.value(child);
}

/** Rewrites an expression of which only matters whether JavaScript takes it for true. */
export function rewriteTest(visitor: Visitor, node: Node): void {
  if (node.type === 'ParenthesizedExpression') {
    visitor.test(node.expression);
  } else if (node.type === 'LogicalExpression' && node.operator !== '??') {
    visitor.test(node.left);
    visitor.test(node.right);
  } else if (node.type === 'ConditionalExpression') {
    rewriteConditional(visitor, node, (part) => visitor.test(part));
  } else if (node.type === 'SequenceExpression') {
    rewriteSequence(visitor, node, (last) => visitor.test(last));
  } else if (visitor.knowledge.neverTraced(node)) {
    visitor.value(node);
  } else {
    visitor.draft.open(startOf(node), `${visitor.imported('truth')}(`);
    visitor.value(node);
    visitor.draft.close(endOf(node), ')');
  }
}

/** Rewrites an expression whose value is not used. */
export function rewriteUnused(visitor: Visitor, node: Node): void {
  if (node.type === 'UpdateExpression') {
    rewriteUpdate(visitor, node, false);
  } else if (node.type === 'SequenceExpression') {
    rewriteSequence(visitor, node, (last) => visitor.unused(last));
  } else if (node.type === 'ConditionalExpression') {
    rewriteConditional(visitor, node, (part) => visitor.unused(part));
  } else if (node.type === 'LogicalExpression' && node.operator !== '??') {
    visitor.test(node.left);
    visitor.unused(node.right);
  } else {
    visitor.value(node);
  }
}

/** Rewrites what is computed in a place to which a value is assigned. */
export function rewriteTarget(visitor: Visitor, node: Node): void {
  if (node.type === 'MemberExpression') {
    rewriteLink(visitor, node);
  } else if (node.type === 'AssignmentPattern') {
    visitor.target(node.left);
    visitor.value(node.right);
  } else if (node.type === 'ObjectProperty') {
    if (node.computed) visitor.value(node.key);
    visitor.target(node.value);
  } else {
    for (const child of children(node)) visitor.target(child);
  }
}

/** Rewrites an expression that has to stay where it is: what is called on what, and where `?.` ends, depends on it. */
export function rewriteChain(visitor: Visitor, node: Node): void {
  if (isLink(node)) rewriteLink(visitor, node);
  else if (node.type === 'ParenthesizedExpression' || node.type === 'TSNonNullExpression') {
    visitor.chain(node.expression);
  } else visitor.value(node);
}

type Link =
  | Babel.MemberExpression
  | Babel.OptionalMemberExpression
  | Babel.CallExpression
  | Babel.OptionalCallExpression
  | Babel.NewExpression
  | Babel.TaggedTemplateExpression;

function isLink(node: Node): node is Link {
  return linkTypes.has(node.type);
}

const linkTypes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'MemberExpression',
  'OptionalMemberExpression',
  'CallExpression',
  'OptionalCallExpression',
  'NewExpression',
  'TaggedTemplateExpression',
]);

function rewriteLink(visitor: Visitor, node: Link): void {
  if ('tag' in node) {
    visitor.chain(node.tag);
    for (const expression of node.quasi.expressions) visitor.value(expression);
  } else if ('callee' in node) {
    if (node.type !== 'CallExpression' || !rewriteCallee(visitor, node)) visitor.chain(node.callee);
    for (const argument of node.arguments) visitor.value(argument);
  } else {
    const replacement = functionOfBuiltin(visitor.source, node);
    if (replacement !== undefined) {
      visitor.draft.replace(startOf(node), endOf(node), visitor.imported(replacement));
      return;
    }
    visitor.chain(node.object);
    if (node.computed) visitor.value(node.property);
  }
}

function rewriteConditional(
  visitor: Visitor,
  { test, consequent, alternate }: Babel.ConditionalExpression,
  rewrite: (part: Node) => void,
): void {
  visitor.test(test);
  rewrite(consequent);
  rewrite(alternate);
}

function rewriteSequence(
  visitor: Visitor,
  { expressions }: Babel.SequenceExpression,
  rewriteLast: (last: Node) => void,
): void {
  expressions.forEach((part, i) => {
    if (i < expressions.length - 1) visitor.unused(part);
    else rewriteLast(part);
  });
}
