import type * as Babel from '@babel/types';
import { keep } from './assignments.js';
import { children, endOf, startOf, type Node } from './nodes.js';
import type { Visitor } from './visitor.js';

/** Rewrites what a statement is made of. */
export function rewriteStatement(visitor: Visitor, node: Node): void {
  switch (node.type) {
    case 'ExpressionStatement':
      rewriteExpressionStatement(visitor, node);
      break;
    case 'VariableDeclaration':
      rewriteVariables(visitor, node);
      endStatement(visitor, node);
      break;
    case 'ReturnStatement':
    case 'ThrowStatement':
      if (node.argument) visitor.value(node.argument);
      endStatement(visitor, node);
      break;
    case 'IfStatement':
      visitor.test(node.test);
      visitor.statement(node.consequent);
      if (node.alternate) visitor.statement(node.alternate);
      break;
    case 'WhileStatement':
    case 'DoWhileStatement':
      visitor.test(node.test);
      visitor.statement(node.body);
      break;
    case 'ForStatement':
      rewriteFor(visitor, node);
      break;
    case 'ForInStatement':
    case 'ForOfStatement':
      if (node.left.type === 'VariableDeclaration') rewriteVariables(visitor, node.left);
      else visitor.target(node.left);
      visitor.value(node.right);
      visitor.statement(node.body);
      break;
    case 'SwitchStatement':
      rewriteSwitch(visitor, node);
      break;
    case 'TryStatement':
      rewriteStatement(visitor, node.block);
      if (node.handler?.param) visitor.target(node.handler.param);
      if (node.handler) rewriteStatement(visitor, node.handler.body);
      if (node.finalizer) rewriteStatement(visitor, node.finalizer);
      break;
    case 'WithStatement':
      throw visitor.source.refusal(node, 'in a with statement no name is certain, so that it cannot be rewritten.');
    case 'BlockStatement':
    case 'LabeledStatement':
      for (const child of children(node)) visitor.statement(child);
      break;
    default:
      // Functions and classes.
      visitor.value(node);
  }
}

/**
 * Ends a statement that ended with its line. What has taken the place of operators is not always followed by a line that
 * begins with a parenthesis or a bracket in the same way: `x++` cannot be called, while `(t = x, ...)` can.
 */
export function endStatement({ draft, source }: Visitor, node: Node): void {
  if (!source.text(node).endsWith(';')) draft.close(endOf(node), ';');
}

function rewriteExpressionStatement(visitor: Visitor, node: Babel.ExpressionStatement): void {
  const start = startOf(node);
  const guard = visitor.draft.open(start, '');
  visitor.unused(node.expression);
  // The statement before may have ended with its line, and would be called.
  if (visitor.draft.opensParenthesisAt(start)) guard.text = 'void 0, ';
  endStatement(visitor, node);
}

function rewriteVariables(visitor: Visitor, { declarations }: Babel.VariableDeclaration): void {
  for (const { id, init } of declarations) {
    visitor.target(id);
    if (init) visitor.value(init);
  }
}

function rewriteFor(visitor: Visitor, { init, test, update, body }: Babel.ForStatement): void {
  if (init?.type === 'VariableDeclaration') rewriteVariables(visitor, init);
  else if (init) visitor.unused(init);
  if (test) visitor.test(test);
  if (update) visitor.unused(update);
  visitor.statement(body);
}

/** `switch (x) { case y:` becomes `switch (t = x, true) { case equals(t, y):`. */
function rewriteSwitch(visitor: Visitor, node: Babel.SwitchStatement): void {
  const { draft } = visitor;
  const { cases, discriminant } = node;
  const operates = visitor.knowledge.operates(node);
  let subject = '';
  if (operates) {
    subject = keep(visitor, discriminant);
    draft.close(endOf(discriminant), ', true');
  } else {
    visitor.value(discriminant);
  }
  for (const { consequent, test } of cases) {
    if (test) {
      if (operates) draft.open(startOf(test), `${visitor.imported('equals')}(${subject}, `);
      visitor.value(test);
      if (operates) draft.close(endOf(test), ')');
    }
    for (const statement of consequent) visitor.statement(statement);
  }
}
