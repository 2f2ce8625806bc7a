// A function differentiated by hand-readable steps: its evaluation traces, forward and reverse.
import { add, grad, jvp, mul, sin, type Scalar } from 'wengert';
import { beside, say, showCode, table } from './terminal.js';

/** Sees each variable as it is computed, and returns what the program goes on with. */
type Note = (variable: string, value: Scalar) => Scalar;

/** x₁ x₂ + sin x₁ as an evaluation procedure: one variable for each input and for each operation. */
function program(x1: Scalar, x2: Scalar, note: Note): Scalar {
  const vMinus1 = note('v₋₁ = x₁', x1);
  const v0 = note('v₀ = x₂', x2);
  const v1 = note('v₁ = v₋₁ · v₀', mul(vMinus1, v0));
  const v2 = note('v₂ = sin v₋₁', sin(vMinus1));
  return note('v₃ = v₁ + v₂', add(v1, v2));
}

/** The function as one would write it. */
function f(x1: Scalar, x2: Scalar): Scalar {
  return add(mul(x1, x2), sin(x1));
}

/** A variable of the program, its value, and its tangent or its adjoint. */
export interface TraceRow {
  readonly variable: string;
  readonly value: number;
  readonly derivative: number;
}

/**
 * The forward trace: what each variable is, and how fast it moves when the inputs move in the direction of `tangents`.
 */
export function forwardTrace(inputs: [number, number], tangents: [number, number]): TraceRow[] {
  const names: string[] = [];
  const everyVariable = (x1: Scalar, x2: Scalar): Scalar[] => {
    const variables: Scalar[] = [];
    program(x1, x2, (name, value) => {
      names.push(name);
      variables.push(value);
      return value;
    });
    return variables;
  };
  const [values, derivatives] = jvp(everyVariable, inputs, tangents);
  return names.map((variable, i) => ({ variable, value: values[i] ?? NaN, derivative: derivatives[i] ?? NaN }));
}

/**
 * The reverse trace, from the output back to the inputs: how fast the output moves with each variable. That is its
 * derivative by a change, at zero, that is added to the variable and carried through the rest of the program.
 */
export function reverseTrace(inputs: [number, number]): TraceRow[] {
  const trace = forwardTrace(inputs, [0, 0]);
  const changed = (changes: Scalar[]): Scalar => {
    const next = changes.values();
    return program(...inputs, (_name, value) => add(value, next.next().value ?? 0));
  };
  const adjoints = grad(changed)(trace.map(() => 0));
  return trace.map((row, i) => ({ ...row, derivative: adjoints[i] ?? NaN })).reverse();
}

/** The gradient of the function at a point, by one forward sweep for each input, and by one reverse sweep for all. */
export function gradientBothWays(inputs: [number, number]): { forward: number[]; reverse: number[] } {
  const [, byX1] = jvp(f, inputs, [1, 0]);
  const [, byX2] = jvp(f, inputs, [0, 1]);
  return { forward: [byX1, byX2], reverse: grad(f, { argnums: [0, 1] })(...inputs) };
}

/** Prints this part of the tour. */
export function showTraces(): void {
  showCode('const f = (x1, x2) => add(mul(x1, x2), sin(x1));');
  say(
    `Forward mode carries a tangent along with each value, here for x₁ in motion:
ẋ = (1, 0). Reverse mode goes back from the output to the inputs, and gives each
variable its adjoint ∂f/∂v.`,
  );
  const rows = (trace: readonly TraceRow[], derivative: string): Record<string, string>[] =>
    trace.map((row) => ({
      variable: row.variable,
      value: row.value.toFixed(6),
      [derivative]: row.derivative.toFixed(6),
    }));
  const forward = table('Forward trace, downwards', rows(forwardTrace([2, 3], [1, 0]), 'tangent'));
  const reverse = table('Reverse trace, downwards', rows(reverseTrace([2, 3]), 'adjoint'));
  say(beside(forward, reverse));

  const gradient = gradientBothWays([2, 3]);
  say(
    `∇f(2, 3), forward, two sweeps:  (${gradient.forward.join(', ')})\n` +
      `          reverse, one sweep:   (${gradient.reverse.join(', ')})\n` +
      `          by hand:              (${[3 + Math.cos(2), 2].join(', ')})   = (x₂ + cos x₁, x₁)`,
  );
}
