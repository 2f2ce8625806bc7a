import type { Formula, FunctionNotation, Notation, Strength, Template } from '@wengert/primitives';
import type { Algebra } from './algebra.js';
import { operandText } from './parentheses.js';
import { whole, type Binding, type Written } from './written.js';

/**
 * An operation, written as its row says.
 *
 * @param name - Of the row: what it is called by where it has no sign of its own.
 */
export function notated(algebra: Algebra, name: string, notation: Notation, operands: readonly Written[]): Written {
  if (isFunction(notation)) return applied(algebra, name, notation, operands);
  return substituted(algebra, name, notation, operands);
}

function isFunction(notation: Notation): notation is FunctionNotation {
  return typeof notation === 'object' && !Array.isArray(notation);
}

const places: Readonly<Record<'x' | 'y' | 'z', number>> = { x: 0, y: 1, z: 2 };

function substituted(algebra: Algebra, name: string, formula: Formula, operands: readonly Written[]): Written {
  if (typeof formula === 'number') return algebra.number(formula);
  if (typeof formula === 'string') return operands[places[formula]] ?? algebra.number(NaN);
  const [head, first, second] = formula;
  const parts = [first, second].flatMap((part) =>
    part === undefined ? [] : [substituted(algebra, name, part, operands)],
  );
  if (typeof head === 'object') return applied(algebra, name, head, parts);
  const [left, right] = parts;
  if (left === undefined) return algebra.number(NaN);
  return right === undefined ? algebra.negated(left) : algebra.binary(head, left, right);
}

function applied(algebra: Algebra, name: string, notation: FunctionNotation, operands: readonly Written[]): Written {
  const { style } = algebra;
  const template = style.template(notation) ?? style.word(name);
  const [text, binding] = partsOf(template);
  return whole(
    text.includes('#')
      ? filled(text, binding, operands, style.parentheses)
      : style.call(
          text,
          operands.map((operand) => operand.text),
        ),
    binding,
  );
}

function partsOf(template: Template): readonly [text: string, binding: Strength | 'atom'] {
  return typeof template === 'string' ? [template, 'atom'] : template;
}

/** What an operand in a template of this strength must be at least, to need no parentheses. */
const stronger: Readonly<Record<Binding, Binding>> = {
  relation: 'sum',
  sum: 'product',
  product: 'power',
  power: 'atom',
  atom: 'atom',
};

function filled(
  text: string,
  binding: Binding,
  operands: readonly Written[],
  parentheses: (text: string) => string,
): string {
  return text.replace(/#(?:(\d)|\((\d)\))/g, (_hole, plain: string | undefined, guarded: string | undefined) => {
    const operand = operands[Number(plain ?? guarded) - 1];
    if (operand === undefined) return '';
    return plain !== undefined ? operand.text : operandText(operand, stronger[binding], parentheses);
  });
}
