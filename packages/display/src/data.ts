import { isContainer } from '@wengert/primitives';
import { isDense, type Plain, type Shape } from '@wengert/tensor';
import { Algebra } from './formula/algebra.js';
import { textStyle } from './formula/text-style.js';
import type { Listing } from './listing.js';
import { isLine, simplified, type ComputedLine, type Operand } from './recording/line.js';

/** A number as JSON can hold it; what JSON lacks is text. */
export type NumberData = number | 'NaN' | 'Infinity' | '-Infinity' | '-0';

/** A value as data: tensors with their elements in row-major order. */
export type ValueData = NumberData | { readonly shape: Shape; readonly data: readonly NumberData[] };

/** What an operation is applied to: a variable of the list, or a value that depends on none. */
export type OperandData = { readonly variable: string } | { readonly constant: ValueData };

/** A line of the list as data. */
export interface LineData {
  readonly variable: string;
  /** The name of the operation. */
  readonly operation: string;
  readonly operands: readonly OperandData[];
  /** What the operation takes besides its operands; left out where it takes nothing. */
  readonly parameters?: unknown;
  readonly expression: string;
  readonly value: ValueData;
}

/** A Wengert list as plain data. */
export interface ListData {
  readonly inputs: readonly { readonly variable: string; readonly value: ValueData }[];
  readonly lines: readonly LineData[];
  /** The way that the function took: where it asked, and what the answer was. `after` lines had been computed by then. */
  readonly conditions: readonly { readonly expression: string; readonly held: boolean; readonly after: number }[];
  readonly outputs: readonly ({ readonly name: string } & OperandData)[];
}

/** The list as plain data. */
export function listData(listing: Listing): ListData {
  const algebra = new Algebra(textStyle);
  const operandData = (operand: Operand): OperandData => {
    const source = simplified(operand);
    return isLine(source) ? { variable: listing.variable(algebra, source).text } : { constant: valueData(source) };
  };
  const lineData = (line: ComputedLine): LineData => ({
    variable: listing.variable(algebra, line).text,
    operation: line.kind === 'call' ? line.call.name : line.primitive.name,
    operands: line.operands.map(operandData),
    ...(line.kind === 'call' || line.params === undefined ? {} : { parameters: parameterData(line.params) }),
    expression: listing.expression(algebra, line).text,
    value: valueData(line.primal),
  });
  return {
    inputs: listing.inputs.map((line) => ({
      variable: listing.variable(algebra, line).text,
      value: valueData(line.primal),
    })),
    lines: listing.lines.map(lineData),
    conditions: listing.conditions().map(({ condition, after }) => ({
      expression: listing.condition(algebra, condition).text,
      held: condition.held,
      after,
    })),
    outputs: listing.outputNames().map(([name, operand]) => ({ name, ...operandData(operand) })),
  };
}

function valueData(x: Plain): ValueData {
  return isDense(x) ? { shape: x.shape, data: Array.from(x.data, numberData) } : numberData(x);
}

function numberData(x: number): NumberData {
  if (Number.isNaN(x)) return 'NaN';
  if (Object.is(x, -0)) return '-0';
  if (Number.isFinite(x)) return x;
  return x > 0 ? 'Infinity' : '-Infinity';
}

/** Parameters as data; functions and other objects as their names. */
function parameterData(x: unknown): unknown {
  if (typeof x === 'number') return numberData(x);
  if (x === null || typeof x === 'string' || typeof x === 'boolean') return x;
  if (isDense(x)) return valueData(x);
  if (Array.isArray(x)) return x.map(parameterData);
  if (ArrayBuffer.isView(x)) return Array.from(x as Float64Array, numberData);
  if (!isContainer(x)) return typeof x === 'function' ? `function ${x.name}` : typeof x;
  const entries = Object.entries(x).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(entries.map(([key, entry]) => [key, parameterData(entry)]));
}
