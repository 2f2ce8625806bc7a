// A function differentiated by hand-readable steps: its evaluation traces, forward and reverse.
import { add, grad, jvp, mul, sin, trace, type Scalar, type TraceTable, type WengertList } from 'wengert';
import { beside, say, showCode, table } from './terminal.js';

/** The function, as one would write it. */
function f(x1: Scalar, x2: Scalar): Scalar {
  return add(mul(x1, x2), sin(x1));
}

/** What the function computes at a point: a variable for each operation. */
export function evaluation(x1: number, x2: number): WengertList {
  return trace(f, x1, x2);
}

/** The gradient of the function at a point, by one forward sweep for each input, and by one reverse sweep for all. */
export function gradientBothWays(inputs: [number, number]): { forward: number[]; reverse: number[] } {
  const [, byX1] = jvp(f, inputs, [1, 0]);
  const [, byX2] = jvp(f, inputs, [0, 1]);
  return { forward: [byX1, byX2], reverse: grad(f, { argnums: [0, 1] })(...inputs) };
}

/** The gradient as a formula: what reverse mode computes, written down. */
export function gradientFormula(): string {
  return trace(grad(f, { argnums: [0, 1] }), 2, 3).toExpression(['x1', 'x2']);
}

/** The rows for a table: each variable with its value and its derivative. */
function rows(list: TraceTable, derivativeName: string): Record<string, string>[] {
  return list.map(({ variable, expression, value, derivative }) => ({
    variable: variable === expression ? variable : `${variable} = ${expression}`,
    value: Number(value).toFixed(6),
    [derivativeName]: Number(derivative).toFixed(6),
  }));
}

/** Prints this part of the tour. */
export function showTraces(): void {
  showCode('const f = (x1, x2) => add(mul(x1, x2), sin(x1));');
  say(
    `Forward mode carries a tangent along with each value, here for x1 in motion:
ẋ = (1, 0). Reverse mode goes back from the output to the inputs, and gives each
variable its adjoint ∂f/∂v.`,
  );
  const list = evaluation(2, 3);
  const forward = table('Forward trace, downwards', rows(list.tangents([1, 0]), 'tangent'));
  const reverse = table('Reverse trace, downwards', rows(list.adjoints(), 'adjoint'));
  say(beside(forward, reverse));

  const gradient = gradientBothWays([2, 3]);
  say(
    `∇f(2, 3), forward, two sweeps:  (${gradient.forward.join(', ')})\n` +
      `          reverse, one sweep:   (${gradient.reverse.join(', ')})\n` +
      `          by hand:              (${[3 + Math.cos(2), 2].join(', ')})\n` +
      `∇f, traced as a formula:        ${gradientFormula()}`,
  );
}
