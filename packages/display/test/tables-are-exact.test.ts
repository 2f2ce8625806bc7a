import { expect, test } from '@jest/globals';
import { jvp, vjp } from '@wengert/functional';
import { primitives, type Value } from '@wengert/primitives';
import { dataOf, shapeOf, type Plain } from '@wengert/tensor';
import { randomPrograms, run, type ProgramAtPoint } from '@wengert/testing';
import fc from 'fast-check';
import { trace, type TableRow, type TraceTable } from '../src/index.js';

const numRuns = 40 * Number(process.env['WENGERT_RUNS'] ?? 1);

/** Numbers as they are compared: bit by bit, but for the sign of a zero, which a Jacobian inside may lose. */
function bits(x: unknown): unknown {
  return [shapeOf(x as Plain), Array.from(dataOf(x as Plain), (element) => element + 0)];
}

function derivativesOfInputs(table: TraceTable, count: number): unknown[] {
  return [...table]
    .reverse()
    .slice(0, count)
    .map(({ derivative }) => bits(derivative));
}

function functionOf({ program }: ProgramAtPoint): (...xs: Value[]) => Value {
  return (...xs) => run(program, xs);
}

/** Some direction at each input. */
function directionsOf(inputs: readonly Plain[]): Plain[] {
  return inputs.map((x, i) => (typeof x === 'number' ? 0.5 + i : x));
}

/** The row of the output; an output that depends on no input has none. */
function rowOfOutput(
  f: (...xs: Value[]) => Value,
  inputs: readonly Plain[],
  seed: readonly Plain[],
): TableRow | undefined {
  const list = trace(f, ...inputs);
  const [output] = list.toJSON().outputs;
  return list
    .tangents(seed)
    .find((row) => output !== undefined && 'variable' in output && row.variable === output.variable);
}

test('the tangent of the output is that of jvp, to the last bit', () => {
  fc.assert(
    fc.property(randomPrograms(primitives()), (at) => {
      const f = functionOf(at);
      const [output, tangent] = jvp(f, [...at.inputs], directionsOf(at.inputs));
      const row = rowOfOutput(f, at.inputs, directionsOf(at.inputs));
      expect([bits(row?.value ?? output), bits(row?.derivative ?? 0)]).toEqual([bits(output), bits(tangent)]);
    }),
    { numRuns },
  );
});

test('the adjoints of the inputs are those of vjp, to the last bit', () => {
  fc.assert(
    fc.property(randomPrograms(primitives()), (at) => {
      const f = functionOf(at);
      const [, pullback] = vjp(f, [...at.inputs]);
      const table = trace(f, ...at.inputs).adjoints(1);
      expect(derivativesOfInputs(table, at.inputs.length)).toEqual([...pullback(1)].map(bits));
    }),
    { numRuns },
  );
});
