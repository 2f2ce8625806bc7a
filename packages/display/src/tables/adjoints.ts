import {
  addCotangents,
  isMasked,
  shapeOfValue,
  unmask,
  zerosOf,
  type Cotangent,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import type { Algebra } from '../formula/algebra.js';
import type { Written } from '../formula/written.js';
import type { Listing } from '../listing.js';
import {
  isLine,
  simplified,
  type CallLine,
  type ComputedLine,
  type Line,
  type OperationLine,
} from '../recording/line.js';
import { selectedSide } from './selected.js';
import { plainDerivative, primalsOf, ruleFormula, type SymbolicRule } from './symbolic-rule.js';
import type { WrittenRow } from './row.js';

/** The adjoint of every line that received one, perhaps with a mask. */
export type Adjoints = ReadonlyMap<Line, Cotangent>;

/** Pulls cotangents of the outputs back through all lines, exactly as reverse mode does. */
export function pullAdjoints({ recording }: Listing, seed: readonly Plain[]): Adjoints {
  const adjoints = new Map<Line, Cotangent>();
  const send = (line: Line, contribution: Cotangent): void => {
    const before = adjoints.get(line);
    adjoints.set(line, before === undefined ? contribution : addCotangents(before, contribution));
    // Reverse mode knows a selection by one number only as the side that it took.
    const side = selectedSide(line);
    if (side !== undefined && isLine(side)) send(side, contribution);
  };
  recording.outputs.forEach((output, i) => {
    const cotangent = seed[i];
    if (isLine(output) && cotangent !== undefined) send(output, cotangent);
  });
  for (const line of recording.lines.toReversed()) {
    if (line.kind === 'input' || selectedSide(line) !== undefined) continue;
    const contributions = line.kind === 'call' ? pulledThroughCall(line, adjoints) : pulled(line, adjoints);
    line.operands.forEach((operand, i) => {
      const contribution = contributions[i];
      if (isLine(operand) && contribution !== undefined) send(operand, contribution);
    });
  }
  return adjoints;
}

function pulled(line: OperationLine, adjoints: Adjoints): readonly (Cotangent | undefined)[] {
  const adjoint = adjoints.get(line);
  if (adjoint === undefined) return [];
  const { primitive, operands, primal, params } = line;
  const args = primalsOf(operands);
  return operands.map((operand, i) => {
    if (!isLine(operand)) return undefined;
    if (isMasked(adjoint) && primitive.pullMasked !== undefined) {
      return primitive.pullMasked(i, adjoint, args, primal, params);
    }
    return primitive.pull(i, unmask(adjoint), args, primal, params);
  });
}

/** A call takes the cotangents of all its outputs at once, when the sweep comes to the first. */
function pulledThroughCall(line: CallLine, adjoints: Adjoints): readonly Tangent[] {
  const cotangents = line.outputs.map((output) => adjointOf(adjoints, output));
  if (line.outputs[0] !== line || cotangents.every((cotangent) => cotangent === undefined)) return [];
  return line.call.linearize(primalsOf(line.operands)).pull(cotangents);
}

/** The adjoint of a line without its mask. */
function adjointOf(adjoints: Adjoints, line: Line): Plain | undefined {
  const adjoint = adjoints.get(line);
  return adjoint === undefined ? undefined : plainDerivative(unmask(adjoint));
}

/** The reverse adjoint trace: every line with its adjoint, from the last to the first. */
export function adjointRows(listing: Listing, algebra: Algebra, adjoints: Adjoints): readonly WrittenRow[] {
  const terms = new AdjointTerms(listing, algebra, adjoints);
  const row = (line: Line, expression: Written): WrittenRow => ({
    variable: listing.variable(algebra, line).text,
    expression: expression.text,
    value: line.primal,
    derivativeName: listing.variable(algebra, line, 'adjoint').text,
    derivativeExpression: algebra.sum(terms.of(line)).text,
    derivative: adjointOf(adjoints, line) ?? zerosOf(shapeOfValue(line.primal)),
  });
  return [
    ...listing.lines.toReversed().map((line) => row(line, listing.expression(algebra, line))),
    ...listing.inputs.toReversed().map((line) => row(line, listing.variable(algebra, line))),
  ];
}

/** A line that uses another one. */
interface Use {
  readonly line: ComputedLine;
  readonly index: number;
}

/** What adjoints are the sums of. */
class AdjointTerms {
  private readonly listing: Listing;
  private readonly algebra: Algebra;
  private readonly adjoints: Adjoints;
  private readonly uses = new Map<Line, Use[]>();

  constructor(listing: Listing, algebra: Algebra, adjoints: Adjoints) {
    this.listing = listing;
    this.algebra = algebra;
    this.adjoints = adjoints;
    const calls = new Set<readonly CallLine[]>();
    for (const line of listing.lines) {
      // A call with several outputs is one use.
      if (line.kind === 'call' && calls.has(line.outputs)) continue;
      if (line.kind === 'call') calls.add(line.outputs);
      line.operands.forEach((operand, index) => {
        const source = simplified(operand);
        if (!isLine(source)) return;
        const known = this.uses.get(source);
        if (known === undefined) this.uses.set(source, [{ line, index }]);
        else known.push({ line, index });
      });
    }
  }

  /** One term for each output that the line is, and one for each use of it. */
  of(line: Line): readonly Written[] {
    const { algebra, listing } = this;
    const seeds = listing.recording.outputs.flatMap((output, i) => {
      const name = listing.naming.outputs[i];
      return simplified(output) === line && name !== undefined ? [algebra.variable(name, 'adjoint')] : [];
    });
    const uses = this.uses.get(line) ?? [];
    return [...seeds, ...uses.flatMap((use) => this.term(use) ?? [])];
  }

  private term({ line, index }: Use): Written | undefined {
    return ruleFormula(this.listing, this.algebra, (names) => {
      const cotangentOf = (output: Line): Tangent => {
        const adjoint = adjointOf(this.adjoints, output);
        return adjoint === undefined ? undefined : names.derivative(output, 'adjoint', adjoint);
      };
      const args = line.operands.map((operand) => names.variable(operand));
      if (line.kind === 'call') {
        const cotangents = line.outputs.map(cotangentOf);
        const reached = cotangents.some((cotangent) => cotangent !== undefined);
        return reached ? line.call.linearize(args).pull(cotangents)[index] : undefined;
      }
      const cotangent = cotangentOf(line);
      if (cotangent === undefined) return undefined;
      const { primitive, params } = line;
      return unmaskedFormula(names, primitive.pull(index, cotangent, args, names.variable(line), params));
    });
  }
}

/** A cotangent without its mask; a mask that only says which side of a selection this is becomes that selection. */
function unmaskedFormula(names: SymbolicRule, cotangent: Cotangent | undefined): Value | undefined {
  if (cotangent === undefined || !isMasked(cotangent)) return cotangent;
  const { mask, cotangent: direction } = cotangent;
  if (typeof mask === 'number') return mask === 0 ? undefined : direction;
  return names.select(mask, direction);
}
