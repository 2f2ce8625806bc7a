import { isPlain, type Call, type Primitive } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';

/** A value that a function is given. */
export interface InputLine {
  readonly kind: 'input';
  readonly primal: Plain;
}

/** A value that an operation computes. */
export interface OperationLine {
  readonly kind: 'operation';
  readonly primitive: Primitive;
  readonly params: unknown;
  readonly operands: readonly Operand[];
  /** The operand that the operation leaves as it is because of the other one, as in `x * 1`. */
  readonly unchanged: Operand | undefined;
  readonly primal: Plain;
}

/** One of the values that a function with a derivative rule of its own computes. */
export interface CallLine {
  readonly kind: 'call';
  readonly call: Call;
  readonly operands: readonly Operand[];
  /** The lines of all its values, this one among them. */
  readonly outputs: readonly CallLine[];
  readonly primal: Plain;
}

/** One line of a Wengert list, with the value that it had. */
export type Line = InputLine | OperationLine | CallLine;

/** A line that is computed from others. */
export type ComputedLine = OperationLine | CallLine;

/** What an operation is applied to: the value of another line, or one that depends on no input. */
export type Operand = Line | Plain;

/** A place where the function asked which way to go. */
export interface Condition {
  readonly line: Line;
  /** Whether the condition held. */
  readonly held: boolean;
  /** How many lines there were before it. */
  readonly position: number;
}

/** Whether an operand is the value of a line. */
export function isLine(operand: Operand): operand is Line {
  return !isPlain(operand);
}

/** The value of an operand. */
export function primalOf(operand: Operand): Plain {
  return isLine(operand) ? operand.primal : operand;
}

/** The same value without operations that change nothing. */
export function simplified(operand: Operand): Operand {
  let current = operand;
  while (isLine(current) && current.kind === 'operation' && current.unchanged !== undefined) {
    current = current.unchanged;
  }
  return current;
}

/** The lines that a line is computed from, as often as they occur, without those that change nothing. */
export function parentsOf(line: Line): readonly Line[] {
  return line.kind === 'input' ? [] : line.operands.map(simplified).filter(isLine);
}
