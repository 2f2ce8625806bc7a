import type * as Babel from '@babel/types';
import { bare, endOf, startOf, type Node } from './nodes.js';
import { callOf } from './operations.js';
import { binaryFunctions } from './operators.js';
import type { Visitor } from './visitor.js';

/** `x += y` becomes `x = add(x, y)`, and `x &&= y` `truth(t = x) ? x = y : t`. */
export function rewriteAssignment(visitor: Visitor, node: Babel.AssignmentExpression): void {
  const { draft, source } = visitor;
  const { left, right } = node;
  const operator = node.operator.slice(0, -1);
  if (!visitor.knowledge.operates(node)) {
    visitor.target(left);
    visitor.value(right);
    return;
  }
  const token = source.tokenAfter(endOf(left));
  if (operator === '&&' || operator === '||') {
    const first = visitor.temporary();
    draft.open(startOf(node), `(${visitor.imported('truth')}(${first} = `);
    const again = reference(visitor, left);
    const kept = operator === '&&' ? '' : ` ${first} :`;
    draft.replace(token.start, token.end, `) ?${kept} ${again} =`);
    visitor.value(right);
    draft.close(endOf(node), operator === '&&' ? ` : ${first})` : ')');
    return;
  }
  const again = reference(visitor, left);
  const call = callOf(visitor, binaryFunctions.get(operator), operator, node);
  draft.replace(token.start, token.end, `= ${call}${again},`);
  visitor.value(right);
  draft.close(endOf(node), ')');
}

/** `x++` becomes `x = increment(x)`; where the old value is used, `t = numeric(x), x = increment(t), t`. */
export function rewriteUpdate(visitor: Visitor, node: Babel.UpdateExpression, used: boolean): void {
  const { draft } = visitor;
  if (!visitor.knowledge.operates(node)) {
    visitor.value(node.argument);
    return;
  }
  const [start, end] = [startOf(node), endOf(node)];
  const next = visitor.imported(node.operator === '++' ? 'increment' : 'decrement');
  if (used && !node.prefix) {
    const old = visitor.temporary();
    draft.open(start, `(${old} = ${visitor.imported('numeric')}(`);
    const again = reference(visitor, node.argument);
    draft.replace(end - 2, end, `), ${again} = ${next}(${old}), ${old})`);
    return;
  }
  if (used) draft.open(start, '(');
  if (node.prefix) draft.replace(start, start + 2, '');
  else draft.replace(end - 2, end, '');
  const again = reference(visitor, node.argument);
  draft.close(end, ` = ${next}(${again})${used ? ')' : ''}`);
}

/** Notes the parts of a place in temporary variables as they are computed; the answer is the place in their terms. */
function reference(visitor: Visitor, place: Node): string {
  const { draft, source } = visitor;
  const target = bare(place);
  if (target.type !== 'MemberExpression') return source.text(target);
  const { object, property } = target;
  let base = source.text(object);
  if (object.type !== 'Super' && object.type !== 'ThisExpression') {
    draft.open(startOf(object), '(');
    base = keep(visitor, object);
    draft.close(endOf(object), ')');
  }
  if (!target.computed) return `${base}.${source.text(property)}`;
  return `${base}[${keep(visitor, property)}]`;
}

/** Keeps the value of an expression in a temporary variable, besides using it; the answer is its name. */
export function keep(visitor: Visitor, node: Node): string {
  const name = visitor.temporary();
  const listed = node.type === 'SequenceExpression';
  visitor.draft.open(startOf(node), listed ? `${name} = (` : `${name} = `);
  visitor.value(node);
  if (listed) visitor.draft.close(endOf(node), ')');
  return name;
}
