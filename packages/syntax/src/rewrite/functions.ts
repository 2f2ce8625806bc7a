import type * as Babel from '@babel/types';
import { directive } from './directive.js';
import { endOf, startOf, type ClassNode, type FunctionNode, type Node } from './nodes.js';
import { endStatement } from './statements.js';
import type { Visitor } from './visitor.js';

/** Whether a function begins with the directive. */
export function isMarked({ body }: FunctionNode): boolean {
  return body.type === 'BlockStatement' && hasDirective(body);
}

/** Whether the statements of a function or a file begin with the directive. */
export function hasDirective({ directives }: Babel.BlockStatement | Babel.Program): boolean {
  return directives.some(({ value }) => value.value === directive);
}

/** Takes the directive away, which has been followed. */
export function removeDirective(visitor: Visitor, { directives }: Babel.BlockStatement | Babel.Program): void {
  for (const node of directives) {
    if (node.value.value === directive) visitor.draft.replace(startOf(node), endOf(node), '');
  }
}

/** Rewrites the parameters and the body of a function. */
export function rewriteFunction(visitor: Visitor, node: FunctionNode): void {
  if ((node.type === 'ObjectMethod' || node.type === 'ClassMethod') && node.computed) visitor.value(node.key);
  for (const parameter of node.params) rewriteParameter(visitor, parameter);
  if (node.body.type === 'BlockStatement') {
    removeDirective(visitor, node.body);
    visitor.statements(node.body.body);
  } else {
    visitor.arrowBody(node.body);
  }
}

/** Defaults of parameters run before the body, whose temporary variables they cannot use. */
function rewriteParameter(visitor: Visitor, node: Node): void {
  switch (node.type) {
    case 'AssignmentPattern':
      rewriteParameter(visitor, node.left);
      visitor.isolated(node.right);
      break;
    case 'ObjectPattern':
      for (const property of node.properties) {
        if (property.type === 'ObjectProperty' && property.computed) visitor.isolated(property.key);
        rewriteParameter(visitor, property.type === 'RestElement' ? property : property.value);
      }
      break;
    case 'ArrayPattern':
      for (const element of node.elements) if (element) rewriteParameter(visitor, element);
      break;
    case 'RestElement':
      rewriteParameter(visitor, node.argument);
      break;
    case 'TSParameterProperty':
      rewriteParameter(visitor, node.parameter);
      break;
    default:
  }
}

/** Rewrites the methods of a class, what its fields begin with, and what is computed when it is defined. */
export function rewriteClass(visitor: Visitor, node: ClassNode): void {
  for (const { expression } of node.decorators ?? []) visitor.value(expression);
  if (node.superClass) visitor.value(node.superClass);
  for (const member of node.body.body) rewriteMember(visitor, member);
}

function rewriteMember(visitor: Visitor, member: Babel.ClassBody['body'][number]): void {
  if ('decorators' in member) for (const { expression } of member.decorators ?? []) visitor.value(expression);
  switch (member.type) {
    case 'ClassMethod':
    case 'ClassPrivateMethod':
      rewriteFunction(visitor, member);
      break;
    case 'ClassProperty':
    case 'ClassAccessorProperty':
    case 'ClassPrivateProperty':
      if ('computed' in member && member.computed) visitor.value(member.key);
      if (member.value) visitor.isolated(member.value);
      endStatement(visitor, member);
      break;
    case 'StaticBlock':
      visitor.statements(member.body);
      break;
    default:
  }
}
