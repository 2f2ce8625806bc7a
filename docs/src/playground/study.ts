import { grad, trace, type Scalar, type Tensor, type WengertList } from 'wengert';
import { emittedGradient, type EmittedGradient } from './emitted-gradient.js';
import { shortNumber } from './short-number.js';
import { structureOf, type Structure } from './structure.js';

/** A function of numbers, as the playground looks at it. */
export interface Subject {
  readonly parameters: readonly string[];
  readonly evaluate: (...args: Scalar[]) => unknown;
}

/** A derivative of a variable: what it is computed from, and what it is. */
interface Derivative {
  readonly expression: string;
  readonly value: string;
}

/** A line of the trace. */
export interface Line {
  readonly variable: string;
  readonly expression: string;
  /** The variables that it is computed from. */
  readonly operands: readonly string[];
  readonly input: boolean;
  readonly value: string;
  readonly tangent: Derivative;
  readonly adjoint: Derivative;
}

/** A formula, in LaTeX; or why there is none. */
export type Formula = { readonly latex: string } | { readonly refused: string };

/** Everything that is shown of a function at a point, as plain data. */
export interface Study {
  readonly lines: readonly Line[];
  /** What the function returns: a name, and the variable or constant that it is. */
  readonly outputs: readonly { readonly name: string; readonly source: string; readonly value: string }[];
  readonly gradient: readonly { readonly by: string; readonly value: string }[];
  /** The directional derivative of the first output. */
  readonly directional: string;
  readonly formula: Formula;
  readonly derivatives: readonly { readonly by: string; readonly formula: Formula }[];
  readonly listing: string;
  /** The gradient of the first output as a module; nothing for a function without inputs. */
  readonly emitted: EmittedGradient | undefined;
  /** Which derivatives there are at all; nothing for a function of fewer than two inputs. */
  readonly structure: Structure | undefined;
  /** The branches that were taken: `x < 2`. */
  readonly conditions: readonly string[];
}

/**
 * Traces a function at a point, forward along a seed and backward from its first output.
 *
 * @throws Error when the function throws, or returns what is neither a number nor an array of numbers.
 */
export function study({ parameters, evaluate }: Subject, point: readonly number[], seed: readonly number[]): Study {
  const list = trace(evaluate, ...point).renamed(parameters);
  const data = list.toJSON();
  const tangents = new Map(list.tangents(seed).map((row) => [row.variable, row]));
  const adjointRows = list.adjoints(unitCotangent(data.outputs.length, evaluate(...point)));
  const adjoints = new Map(adjointRows.map((row) => [row.variable, row]));
  const lines = [
    ...data.inputs.map(({ variable }) => ({ variable, operands: [], input: true })),
    ...data.lines.map(({ variable, operands }) => ({
      variable,
      operands: [...new Set(operands.flatMap((operand) => ('variable' in operand ? [operand.variable] : [])))],
      input: false,
    })),
  ].map((line): Line => {
    const [tangent, adjoint] = [tangents.get(line.variable), adjoints.get(line.variable)];
    return {
      ...line,
      expression: tangent?.expression ?? '',
      value: written(tangent?.value),
      tangent: { expression: tangent?.derivativeExpression ?? '', value: written(tangent?.derivative) },
      adjoint: { expression: adjoint?.derivativeExpression ?? '', value: written(adjoint?.derivative) },
    };
  });
  const byVariable = new Map(lines.map((line) => [line.variable, line]));
  const outputs = data.outputs.map((output) => {
    const source = 'variable' in output ? output.variable : written(plainNumber(output.constant));
    return { name: output.name, source, value: byVariable.get(source)?.value ?? source };
  });
  const first = byVariable.get(outputs[0]?.source ?? '');
  return {
    lines,
    outputs,
    gradient: parameters.map((by) => ({ by, value: byVariable.get(by)?.adjoint.value ?? '0' })),
    directional: first?.tangent.value ?? '0',
    formula: formulaOf(() => list.toLatex(parameters)),
    derivatives: parameters.map((by, argnum) => ({
      by,
      formula: formulaOf(() => derivativeList(evaluate, argnum, point).toLatex(parameters)),
    })),
    listing: list.toString(),
    emitted: emittedGradient({ parameters, evaluate: firstOutput(evaluate) }, point),
    structure: structureOf(evaluate, outputs.length, point),
    conditions: data.conditions.map(({ expression, held }) => (held ? expression : `not (${expression})`)),
  };
}

/** 1 for the first output, 0 for the others. */
function unitCotangent(count: number, output: unknown): unknown {
  return Array.isArray(output) ? Array.from({ length: count }, (_, i) => (i === 0 ? 1 : 0)) : 1;
}

function derivativeList(evaluate: Subject['evaluate'], argnum: number, point: readonly number[]): WengertList {
  return trace(grad(firstOutput(evaluate), { argnums: argnum }), ...point);
}

function firstOutput(evaluate: Subject['evaluate']): (...args: Scalar[]) => Scalar {
  return (...args) => {
    const output = evaluate(...args);
    return (Array.isArray(output) ? output[0] : output) as Scalar;
  };
}

function formulaOf(latex: () => string): Formula {
  try {
    return { latex: latex() };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : String(error) };
  }
}

function plainNumber(data: unknown): number | undefined {
  return typeof data === 'number' || typeof data === 'string' ? Number(data) : undefined;
}

function written(value: number | Tensor | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'number' ? shortNumber(value) : `array of shape [${value.shape.join(', ')}]`;
}
