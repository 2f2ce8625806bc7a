import { describe, test } from '@jest/globals';
import { expectClose, flat, partials } from './independent.js';
import { evaluated } from './replay.js';

type Matrix = readonly (readonly number[])[];

interface Input {
  readonly main_params: Matrix;
  readonly extra_params: Matrix;
  readonly state: Matrix;
  readonly sequence: Matrix;
}

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

/** The loss, cell by cell, for parameters in one list. */
function loss({ state, sequence }: Input, list: readonly number[]): number {
  const width = sequence[0]?.length ?? 0;
  const layers = state.length / 2;
  const parameter = (row: number, column: number): number => list[4 * width * row + column] ?? NaN;
  const extra = (row: number, column: number): number => list[8 * width * layers + width * row + column] ?? NaN;
  const memory = state.map((row) => [...row]);
  const recall = (row: number, i: number): number => memory[row]?.[i] ?? NaN;
  let total = 0;
  for (let t = 0; t + 1 < sequence.length; t++) {
    let input = (sequence[t] ?? []).map((bit, i) => bit * extra(0, i));
    for (let layer = 0; layer < layers; layer++) {
      input = input.map((v, i) => {
        const gate = (x: number, kind: number): number =>
          x * parameter(2 * layer, width * kind + i) + parameter(2 * layer + 1, width * kind + i);
        const h = recall(2 * layer, i);
        const cell = recall(2 * layer + 1, i) * sigmoid(gate(v, 0)) + sigmoid(gate(h, 1)) * Math.tanh(gate(h, 3));
        const hidden = sigmoid(gate(v, 2)) * Math.tanh(cell);
        memory[2 * layer + 1]?.splice(i, 1, cell);
        memory[2 * layer]?.splice(i, 1, hidden);
        return hidden;
      });
    }
    const output = input.map((v, i) => v * extra(1, i) + extra(2, i));
    const normalizer = Math.log(2 + output.reduce((sum, y) => sum + Math.exp(y), 0));
    output.forEach((y, i) => (total += (sequence[t + 1]?.[i] ?? NaN) * (y - normalizer)));
  }
  return -total / (width * (sequence.length - 1));
}

describe('lstm', () => {
  test.each(evaluated<Input>('lstm'))('$name agrees with differences', ({ function: name, input, output }) => {
    const list = flat([input.main_params, input.extra_params]);
    const f = (at: readonly number[]): number => loss(input, at);
    expectClose(output, name === 'objective' ? f(list) : partials(f, list), 1e-10);
  });
});
