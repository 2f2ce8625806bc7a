import { grad, trace, type Scalar, type Tensor } from 'wengert';
import { emittedGradient, type EmittedGradient } from './emitted-gradient.js';
import { outputOf, numbersOf, unitCotangent } from './outputs.js';
import { shortNumber } from './short-number.js';
import { structureOf, type Structure } from './structure.js';

/** A function of numbers, as the playground looks at it. */
export interface Subject {
  readonly parameters: readonly string[];
  readonly evaluate: (...args: Scalar[]) => unknown;
}

/** A function of numbers that returns one number. */
export interface ScalarSubject {
  readonly parameters: readonly string[];
  readonly evaluate: (...args: Scalar[]) => Scalar;
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
  /** Which of the outputs is differentiated, by its place. */
  readonly chosen: number;
  /** The gradient of the chosen output. */
  readonly gradient: readonly { readonly by: string; readonly value: string }[];
  /** The directional derivative of the chosen output. */
  readonly directional: string;
  /** The chosen output, and its derivatives. */
  readonly formula: Formula;
  readonly derivatives: readonly { readonly by: string; readonly formula: Formula }[];
  readonly listing: string;
  /** The gradient of the chosen output as a module; nothing for a function without inputs. */
  readonly emitted: EmittedGradient | undefined;
  /** Which derivatives there are at all; nothing for a function of fewer than two inputs. */
  readonly structure: Structure | undefined;
  /** The branches that were taken: `x < 2`. */
  readonly conditions: readonly string[];
}

/**
 * Traces a function at a point, forward along a seed and backward from one of its outputs.
 *
 * @param output - Which output, counted from 0; one beyond the last stands for the last.
 * @throws Error when the function throws, or returns something other than numbers.
 */
export function study(subject: Subject, point: readonly number[], seed: readonly number[], output: number): Study {
  const { parameters, evaluate } = subject;
  const list = trace(evaluate, ...point).renamed(parameters);
  const data = list.toJSON();
  const tangents = new Map(list.tangents(seed).map((row) => [row.variable, row]));
  const returned = evaluate(...point);
  const chosen = Math.max(0, Math.min(output, numbersOf(returned).length - 1));
  const ofChosen = outputOf(evaluate, chosen);
  const adjointRows = list.adjoints(unitCotangent(returned, chosen));
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
  const outputs = data.outputs.map(({ name, ...from }) => {
    const source = 'variable' in from ? from.variable : written(plainNumber(from.constant));
    return { name, source, value: byVariable.get(source)?.value ?? source };
  });
  return {
    lines,
    outputs,
    chosen,
    gradient: parameters.map((by) => ({ by, value: byVariable.get(by)?.adjoint.value ?? '0' })),
    directional: byVariable.get(outputs[chosen]?.source ?? '')?.tangent.value ?? '0',
    formula: formulaOf(() => trace(ofChosen, ...point).toLatex(parameters)),
    derivatives: parameters.map((by, argnum) => ({
      by,
      formula: formulaOf(() => trace(grad(ofChosen, { argnums: argnum }), ...point).toLatex(parameters)),
    })),
    listing: list.toString(),
    emitted: emittedGradient({ parameters, evaluate: ofChosen }, point),
    structure: structureOf(subject, outputs, point),
    conditions: data.conditions.map(({ expression, held }) => (held ? expression : `not (${expression})`)),
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
