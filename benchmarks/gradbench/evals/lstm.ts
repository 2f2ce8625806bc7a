import { add, exp, grad, log, mul, sigmoid, slice, sub, take, tanh, tensor, type Scalar, type Tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { kernel } from '../kernel.js';
import { warmUp } from '../warm-up.js';

type Row = readonly Scalar[];

const at = (row: Row, index: number): Scalar => row[index] ?? NaN;

/** Steps times layers that are taken by one call of the kernel: its code must stay small. */
const portion = 8;

/**
 * Steps of a stack of recurrent layers, all of whose products are elementwise.
 *
 * @param main - For each layer a row of weights and a row of biases, for the gates forget, in, out and change.
 * @param extra - Weights of the input, weights and biases of the output.
 * @param memory - For each layer a row of hidden states and one of cells.
 * @param sequence - Characters, one more than steps: from each the next is predicted.
 * @returns The memory after the steps, and minus the log-likelihood of the characters.
 */
const steps = kernel((main, extra, memory, sequence) => {
  const width = extra.length / 3;
  const character = (t: number): Row => sequence.slice(t * width, (t + 1) * width);
  const after = [...memory];
  let loss: Scalar = 0;
  for (let t = 0; t + 1 < sequence.length / width; t++) {
    const output = advanced(main, extra, after, character(t));
    const normalizer = log(output.reduce((total, y) => add(total, exp(y)), 2));
    loss = character(t + 1).reduce((total, bit, i) => sub(total, mul(bit, sub(at(output, i), normalizer))), loss);
  }
  return [...after, loss];
});

/** The output of one step, which leaves its memory in place of the old one. */
function advanced(main: Row, extra: Row, memory: Scalar[], given: Row): Row {
  const width = given.length;
  let input = given.map((x, i) => mul(x, at(extra, i)));
  for (let layer = 0; layer < memory.length / (2 * width); layer++) {
    const [weights, biases] = [8 * width * layer, 8 * width * layer + 4 * width];
    const [hidden, cells] = [2 * width * layer, 2 * width * layer + width];
    input = input.map((v, i) => {
      const gate = (x: Scalar, kind: number): Scalar =>
        add(mul(x, at(main, weights + width * kind + i)), at(main, biases + width * kind + i));
      const h = at(memory, hidden + i);
      const kept = mul(at(memory, cells + i), sigmoid(gate(v, 0)));
      const cell = add(kept, mul(sigmoid(gate(h, 1)), tanh(gate(h, 3))));
      const output = mul(sigmoid(gate(v, 2)), tanh(cell));
      memory[cells + i] = cell;
      memory[hidden + i] = output;
      return output;
    });
  }
  return input.map((v, i) => add(mul(v, at(extra, width + i)), at(extra, 2 * width + i)));
}

/** What is learnt, each in one list. */
interface Parameters {
  readonly main: Tensor;
  readonly extra: Tensor;
}

/** Minus the mean log-likelihood of a sequence, which is given in portions that overlap by a character. */
function objective({ main, extra }: Parameters, state: Tensor, sequence: readonly Tensor[]): Scalar {
  let memory = state;
  let total: Scalar = 0;
  for (const part of sequence) {
    const result = steps(main, extra, memory, part);
    memory = slice(result, [[0, -1]]);
    total = add(total, take(result, -1));
  }
  const width = extra.size / 3;
  const bits = sequence.reduce((count, part) => count + part.size - width, 0);
  return mul(1 / bits, total);
}

const gradient = grad(objective);

interface Input {
  readonly main_params: readonly (readonly number[])[];
  readonly extra_params: readonly (readonly number[])[];
  readonly state: readonly (readonly number[])[];
  readonly sequence: readonly (readonly number[])[];
}

function read({ main_params, extra_params, state, sequence }: Input): Given {
  const length = Math.max(1, Math.floor((2 * portion) / state.length));
  const portions = Array.from({ length: Math.ceil((sequence.length - 1) / length) }, (_, i) =>
    tensor(sequence.slice(i * length, (i + 1) * length + 1).flat()),
  );
  return [{ main: tensor(main_params.flat()), extra: tensor(extra_params.flat()) }, tensor(state.flat()), portions];
}

type Given = [Parameters, Tensor, Tensor[]];

/** The first and the last portion, with which the code is made for both lengths before it is needed. */
function beginningAndEnd([parameters, state, sequence]: Given): Given {
  return [parameters, state, [...sequence.slice(0, 1), ...sequence.slice(-1)]];
}

/** A recurrent network that predicts the next character. */
export const lstm: Evaluation = {
  objective: evaluates((input: Input) => {
    const given = read(input);
    warmUp(() => objective(...beginningAndEnd(given)));
    return () => objective(...given);
  }),
  jacobian: evaluates(
    (input: Input) => {
      const given = read(input);
      warmUp(() => gradient(...beginningAndEnd(given)));
      return () => gradient(...given);
    },
    ({ main, extra }) => [...main.data, ...extra.data],
  ),
};
