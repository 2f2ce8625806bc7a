import type * as Babel from '@babel/types';
import { functionOfBuiltin, withoutOperation } from './builtins.js';
import type { RuntimeFunction } from './imported-functions.js';
import { bare, endOf, startOf, type Node } from './nodes.js';
import { binaryFunctions, unaryFunctions } from './operators.js';
import type { Visitor } from './visitor.js';

/** `x + y` becomes `add(x, y)`. */
export function rewriteBinary(visitor: Visitor, node: Babel.BinaryExpression): void {
  const { draft, source } = visitor;
  const { left, right, operator } = node;
  const operates = visitor.knowledge.operates(node);
  if (operates) {
    const call = callOf(visitor, binaryFunctions.get(operator), operator, node);
    draft.open(startOf(node), operator.startsWith('!') ? `!${call}` : call);
    const token = source.tokenAfter(endOf(left));
    // Between them there may be a comment.
    const start = source.code.slice(endOf(left), token.start) === ' ' ? endOf(left) : token.start;
    draft.replace(start, token.end, ',');
  }
  visitor.value(left);
  visitor.value(right);
  if (operates) draft.close(endOf(node), ')');
}

/** `-x` becomes `neg(x)`, and `!x` `!truth(x)`. */
export function rewriteUnary(visitor: Visitor, node: Babel.UnaryExpression): void {
  const { argument, operator } = node;
  if (operator === 'delete') visitor.chain(argument);
  else if (operator === '!') visitor.test(argument);
  else if (!visitor.knowledge.operates(node)) visitor.value(argument);
  else if (operator === 'typeof' && bare(argument).type === 'Identifier') rewriteTypeofName(visitor, node);
  else {
    const start = startOf(node);
    visitor.draft.open(start, callOf(visitor, unaryFunctions.get(operator), operator, node));
    visitor.draft.replace(start, start + operator.length, '');
    visitor.value(argument);
    visitor.draft.close(endOf(node), ')');
  }
}

/** The name may be declared nowhere, which is no error for `typeof` alone. */
function rewriteTypeofName(visitor: Visitor, node: Babel.UnaryExpression): void {
  const { draft, source } = visitor;
  const written = source.text(node);
  draft.open(startOf(node), '(');
  draft.close(
    endOf(node),
    ` === 'object' ? ${visitor.imported('typeOf')}(${source.text(node.argument)}) : ${written})`,
  );
}

/** The beginning of a call for an operator; of those without an operation, with the place for an error message. */
export function callOf(visitor: Visitor, called: RuntimeFunction | undefined, operator: string, node: Node): string {
  if (called !== undefined) return `${visitor.imported(called)}(`;
  return `${visitor.imported('bitwise')}('${operator}', ${placeOf(visitor, node)}, `;
}

/** `a && b` becomes `truth(t = a) ? b : t`, and `a || b` `truth(t = a) ? t : b`. */
export function rewriteLogical(visitor: Visitor, node: Babel.LogicalExpression): void {
  const { draft, source } = visitor;
  const { left, right, operator } = node;
  if (!visitor.knowledge.operates(node)) {
    visitor.value(left);
    visitor.value(right);
    return;
  }
  const first = visitor.temporary();
  draft.open(startOf(node), `(${visitor.imported('truth')}(${first} = `);
  visitor.value(left);
  draft.close(endOf(left), ')');
  const token = source.tokenAfter(endOf(left));
  draft.replace(token.start, token.end, operator === '&&' ? '?' : `? ${first} :`);
  visitor.value(right);
  draft.close(endOf(node), operator === '&&' ? ` : ${first})` : ')');
}

/** `Math.sin(x)` becomes `sin(x)`; what has no operation becomes a call that refuses traced arguments. */
export function rewriteCallee(visitor: Visitor, node: Babel.CallExpression): boolean {
  const { draft, source } = visitor;
  const { callee } = node;
  const called = functionOfBuiltin(source, callee);
  if (called !== undefined) {
    draft.replace(startOf(callee), endOf(callee), visitor.imported(called));
    return true;
  }
  const name = withoutOperation(source, callee);
  if (name === undefined) return false;
  const opening = source.tokenAfter(endOf(callee));
  const separator = node.arguments.length === 0 ? '' : ', ';
  const call =
    name === 'random'
      ? `${visitor.imported('random')}(${placeOf(visitor, node)}`
      : `${visitor.imported('untraced')}('${name}', ${placeOf(visitor, node)}`;
  draft.replace(startOf(callee), opening.end, `${call}${separator}`);
  return true;
}

function placeOf({ source }: Visitor, node: Node): string {
  return JSON.stringify(source.place(node));
}
