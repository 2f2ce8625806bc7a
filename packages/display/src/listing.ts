import type { DenseTensor } from '@wengert/tensor';
import type { Algebra } from './formula/algebra.js';
import { lineFormula, operandFormula, type Symbols } from './formula/line-formulas.js';
import { tensorFormula } from './formula/tensor-formula.js';
import type { Written } from './formula/written.js';
import { nameText, type Mark, type Name } from './naming/name.js';
import { nameAll, type Naming } from './naming/naming.js';
import {
  simplified,
  type ComputedLine,
  type Condition,
  type InputLine,
  type Line,
  type Operand,
} from './recording/line.js';
import { liveLines } from './recording/live-lines.js';
import type { AnyFunction, Recording } from './recording/record.js';

/** A condition, and after how many lines it was asked. */
export interface PlacedCondition {
  readonly condition: Condition;
  readonly after: number;
}

/** A recording with names for its lines: what is shown, in whatever form. */
export class Listing {
  readonly recording: Recording;
  readonly inputs: readonly InputLine[];
  /** The computed lines that are shown. */
  readonly lines: readonly ComputedLine[];
  readonly naming: Naming;
  private readonly f: AnyFunction;
  private readonly ranks: ReadonlyMap<Line, number>;

  /** @param names - Names for the arguments, instead of those of the parameters of `f`. */
  constructor(f: AnyFunction, recording: Recording, names?: readonly string[]) {
    this.f = f;
    this.recording = recording;
    this.inputs = recording.args.flatMap(({ inputs }) => inputs);
    this.lines = liveLines(recording);
    this.naming = nameAll(recording, this.lines, f, names);
    this.ranks = new Map([...this.inputs, ...this.lines].map((line, rank) => [line, rank]));
  }

  /** The same with other names for the arguments. */
  renamed(names: readonly string[]): Listing {
    return new Listing(this.f, this.recording, names);
  }

  nameOf(line: Line): Name {
    return this.naming.lines.get(line) ?? { root: '?', path: [] };
  }

  /** A variable of the list, or its derivative. */
  variable(algebra: Algebra, line: Line, mark?: Mark): Written {
    return algebra.variable(this.nameOf(line), mark);
  }

  /** As `variable`, with its place in a product: adjoints first, then the variables in order, each before its tangent. */
  rankedVariable(algebra: Algebra, line: Line, mark?: Mark): Written {
    const rank = this.ranks.get(line) ?? 0;
    const place = mark === 'adjoint' ? -1 : mark === 'tangent' ? rank + 0.5 : rank;
    return algebra.variable(this.nameOf(line), mark, place);
  }

  constant(algebra: Algebra, x: DenseTensor): Written {
    const name = this.naming.constants.get(x);
    return name === undefined ? tensorFormula(algebra, x) : algebra.variable(name);
  }

  /** What a line computes, in terms of the names of others. */
  expression(algebra: Algebra, line: ComputedLine): Written {
    return lineFormula(algebra, this.symbols(algebra), line);
  }

  /** The name or the number that an operand is. */
  operand(algebra: Algebra, operand: Operand): Written {
    return operandFormula(algebra, this.symbols(algebra), operand);
  }

  /** The conditions, each with the number of shown lines that stand before it. */
  conditions(): readonly PlacedCondition[] {
    const shown = new Set<Line>(this.lines);
    const before: number[] = [0];
    for (const line of this.recording.lines) before.push((before.at(-1) ?? 0) + (shown.has(line) ? 1 : 0));
    return this.recording.conditions.map((condition) => ({ condition, after: before[condition.position] ?? 0 }));
  }

  /** What settled a condition, as an expression. */
  condition(algebra: Algebra, { line }: Condition): Written {
    const source = simplified(line) as Line;
    if (source.kind === 'input' || this.naming.lines.has(source)) return this.variable(algebra, source);
    return this.expression(algebra, source);
  }

  /** The names of the outputs with the operands that they are, in plain text. */
  outputNames(): readonly (readonly [name: string, operand: Operand])[] {
    const { outputs } = this.recording;
    return this.naming.outputs.map((name, i) => [nameText(name), outputs[i] ?? NaN] as const);
  }

  private symbols(algebra: Algebra): Symbols {
    return {
      line: (line) => this.variable(algebra, line),
      constant: (x) => this.constant(algebra, x),
    };
  }
}
