import { shapeOfValue, type NotatedArgument } from '@wengert/primitives';
import { isDense, type DenseTensor, type Plain } from '@wengert/tensor';
import { isLine, primalOf, simplified, type ComputedLine, type Line, type Operand } from '../recording/line.js';
import type { Algebra } from './algebra.js';
import { notated } from './notated.js';
import { parameterText } from './parameters.js';
import { whole, type Written } from './written.js';

/** What lines and tensors are written as. */
export interface Symbols {
  readonly line: (line: Line) => Written;
  /** A tensor that depends on no input. */
  readonly constant: (x: DenseTensor) => Written;
}

/** What an operand is written as. */
export function operandFormula(algebra: Algebra, symbols: Symbols, operand: Operand): Written {
  const source = simplified(operand);
  return isLine(source) ? symbols.line(source) : plainFormula(algebra, symbols, source);
}

function plainFormula(algebra: Algebra, symbols: Symbols, x: Plain): Written {
  return isDense(x) ? symbols.constant(x) : algebra.number(x);
}

/** What a line computes, in terms of its operands. */
export function lineFormula(algebra: Algebra, symbols: Symbols, line: ComputedLine): Written {
  const operands = line.operands.map((operand) => operandFormula(algebra, symbols, operand));
  if (line.kind === 'call') {
    const { outputs, call } = line;
    const index = outputs.length > 1 ? `[${outputs.indexOf(line)}]` : '';
    return callFormula(algebra, call.name, operands, '', index);
  }
  const { primitive, params } = line;
  const notation = primitive.notation ?? primitive.notate?.(line.operands.map(notatedArgument), params);
  if (notation !== undefined) return notated(algebra, primitive.name, notation, operands);
  return callFormula(algebra, primitive.name, operands, parameterText(params), '');
}

function notatedArgument(operand: Operand): NotatedArgument {
  return { shape: shapeOfValue(primalOf(operand)), plain: isLine(operand) ? undefined : operand };
}

function callFormula(
  { style }: Algebra,
  name: string,
  operands: readonly Written[],
  parameters: string,
  suffix: string,
): Written {
  const texts = operands.map(({ text }) => text);
  const last = texts.pop() ?? '';
  const settings = parameters === '' ? '' : `; ${style.words(parameters)}`;
  return whole(`${style.call(style.word(name), [...texts, `${last}${settings}`])}${suffix}`, 'atom');
}
