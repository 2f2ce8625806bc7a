import { shapeOfValue, zerosOf, type Tangent, type Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import type { Algebra } from '../formula/algebra.js';
import type { Written } from '../formula/written.js';
import type { Listing } from '../listing.js';
import { isLine, simplified, type CallLine, type ComputedLine, type Line, type Operand } from '../recording/line.js';
import { selectedSide } from './selected.js';
import { plainDerivative, primalsOf, ruleFormula, type SymbolicRule } from './symbolic-rule.js';
import type { WrittenRow } from './row.js';

/** The tangent of every line, where it is not zero by structure. */
export type Tangents = ReadonlyMap<Line, Plain>;

/** Pushes tangents of the inputs forward through all lines, exactly as forward mode does. */
export function pushTangents({ inputs, recording }: Listing, seed: readonly Plain[]): Tangents {
  const tangents = new Map<Line, Plain>();
  inputs.forEach((line, i) => tangents.set(line, seed[i] ?? zerosOf(shapeOfValue(line.primal))));
  const of = (operand: Operand): Tangent => (isLine(operand) ? tangents.get(operand) : undefined);
  const keep = (line: Line, tangent: Tangent): void => {
    const plain = plainDerivative(tangent);
    if (plain !== undefined) tangents.set(line, plain);
  };
  for (const line of recording.lines) {
    if (line.kind === 'input') continue;
    const side = selectedSide(line);
    if (side !== undefined) keep(line, of(side));
    else if (line.kind === 'operation') {
      const { primitive, operands, primal, params } = line;
      keep(line, primitive.push(operands.map(of), primalsOf(operands), primal, params));
    } else if (line.outputs[0] === line) {
      const { push } = line.call.linearize(primalsOf(line.operands));
      push(line.operands.map(of)).forEach((tangent, i) => {
        const output = line.outputs[i];
        if (output !== undefined) keep(output, tangent);
      });
    }
  }
  return tangents;
}

/** The forward tangent trace: every line with its tangent. */
export function tangentRows(listing: Listing, algebra: Algebra, tangents: Tangents): readonly WrittenRow[] {
  const row = (line: Line, expression: Written, derivativeExpression: Written): WrittenRow => ({
    variable: listing.variable(algebra, line).text,
    expression: expression.text,
    value: line.primal,
    derivativeName: listing.variable(algebra, line, 'tangent').text,
    derivativeExpression: derivativeExpression.text,
    derivative: tangents.get(line) ?? zerosOf(shapeOfValue(line.primal)),
  });
  return [
    ...listing.inputs.map((line) =>
      row(line, listing.variable(algebra, line), listing.variable(algebra, line, 'tangent')),
    ),
    ...listing.lines.map((line) =>
      row(line, listing.expression(algebra, line), tangentFormula(listing, algebra, tangents, line)),
    ),
  ];
}

function tangentFormula(listing: Listing, algebra: Algebra, tangents: Tangents, line: ComputedLine): Written {
  if (!tangents.has(line)) return algebra.number(0);
  const formula = ruleFormula(listing, algebra, (names) => {
    const args = line.operands.map((operand) => names.variable(operand));
    const directions = line.operands.map((operand) => tangentOf(names, tangents, operand));
    if (line.kind === 'call') return pushCall(line, args, directions);
    return line.primitive.push(directions, args, names.variable(line), line.params);
  });
  return formula ?? algebra.number(0);
}

function tangentOf(names: SymbolicRule, tangents: Tangents, operand: Operand): Tangent {
  const tangent = isLine(operand) ? tangents.get(operand) : undefined;
  const source = simplified(operand);
  return tangent === undefined || !isLine(source) ? undefined : names.derivative(source, 'tangent', tangent);
}

function pushCall(line: CallLine, args: readonly Value[], directions: readonly Tangent[]): Tangent {
  return line.call.linearize(args).push(directions)[line.outputs.indexOf(line)];
}
