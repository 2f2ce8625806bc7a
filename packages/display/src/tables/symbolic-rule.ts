import { isPlain, where, type Value } from '@wengert/primitives';
import type { DenseTensor, Plain } from '@wengert/tensor';
import type { Algebra } from '../formula/algebra.js';
import { lineFormula, operandFormula, type Symbols } from '../formula/line-formulas.js';
import { FormulaSizes } from '../formula/size.js';
import { whole, type Written } from '../formula/written.js';
import type { Listing } from '../listing.js';
import type { Mark } from '../naming/name.js';
import { isLine, primalOf, simplified, type Line, type Operand } from '../recording/line.js';
import { RecordingTrace } from '../recording/recording-trace.js';

/** Derivatives of one operation with more operations are not written out. */
const largestRule = 200;

/** A derivative rule, run on the names of variables: what it computes is a formula of them. */
export function ruleFormula(
  listing: Listing,
  algebra: Algebra,
  rule: (names: SymbolicRule) => Value | undefined,
): Written | undefined {
  const names = new SymbolicRule(listing, algebra);
  try {
    const result = rule(names);
    return result === undefined ? undefined : names.formula(result);
  } finally {
    names.end();
  }
}

/** The values that a derivative rule is run on: each stands for the name of a variable. */
export class SymbolicRule {
  private readonly listing: Listing;
  private readonly algebra: Algebra;
  private readonly trace = new RecordingTrace('trace');
  /** What each input of the recording stands for. */
  private readonly names = new Map<Line, Written>();
  private readonly variables = new Map<Line, Value>();

  constructor(listing: Listing, algebra: Algebra) {
    this.listing = listing;
    this.algebra = algebra;
  }

  /** The variable that an operand is; a value that depends on no input is itself. */
  variable(operand: Operand): Value {
    const source = simplified(operand);
    if (!isLine(source)) return source;
    const known = this.variables.get(source) ?? this.symbol(source, source.primal);
    this.variables.set(source, known);
    return known;
  }

  /** The tangent or the adjoint of a line, which has this value. */
  derivative(line: Line, mark: Mark, derivative: Plain): Value {
    return this.symbol(line, derivative, mark);
  }

  /** What the rule computed, as a formula. */
  formula(result: Value): Written {
    const { algebra, listing, trace } = this;
    const output = trace.operandOf(result);
    const symbols: Symbols = {
      line: (line) => formulas.get(line) ?? algebra.number(NaN),
      constant: (x: DenseTensor) => listing.constant(algebra, x),
    };
    const formulas = new Map(this.names);
    const sizes = new FormulaSizes(trace.lines);
    const size = isLine(output) ? sizes.of(output) : 0;
    if (size > largestRule) return whole(algebra.style.words(`(a formula of ${size} operations)`), 'atom');
    for (const line of trace.lines) {
      if (line.kind !== 'input') formulas.set(line, lineFormula(algebra, symbols, line));
    }
    return operandFormula(algebra, symbols, output);
  }

  /** Ends the recording of the rule. */
  end(): void {
    this.trace.end();
  }

  /** `direction` where the mask is set, else 0. Where the mask is itself a selection of 1 or 0, by that one's mask. */
  select(mask: Value, direction: Value): Value {
    const line = this.trace.operandOf(mask);
    if (!isLine(line) || line.kind !== 'operation' || line.primitive.kind !== 'selection') {
      return where(mask, direction, 0);
    }
    const [inner, one, other] = line.operands;
    if (inner === undefined || !isLine(inner)) return where(mask, direction, 0);
    if (one === 1 && other === 0) return where(this.trace.valueOf(inner), direction, 0);
    if (one === 0 && other === 1) return where(this.trace.valueOf(inner), 0, direction);
    return where(mask, direction, 0);
  }

  private symbol(line: Line, primal: Plain, mark?: Mark): Value {
    const value = this.trace.input(primal);
    const input = this.trace.operandOf(value);
    if (isLine(input)) this.names.set(input, this.listing.rankedVariable(this.algebra, line, mark));
    return value;
  }
}

/** The values of operands, for a rule on numbers. */
export function primalsOf(operands: readonly Operand[]): readonly Plain[] {
  return operands.map(primalOf);
}

/** A derivative of plain values, which is plain. */
export function plainDerivative(x: Value | undefined): Plain | undefined {
  return x !== undefined && isPlain(x) ? x : undefined;
}
