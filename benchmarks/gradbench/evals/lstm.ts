import { add, exp, grad, log, mul, sigmoid, sub, tanh, type Scalar } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';

/** A row of numbers. */
type Row = readonly Scalar[];

/** What is learnt: two rows for each layer, weights and biases of its four gates; and three rows for input and output. */
interface Parameters {
  readonly main: readonly Row[];
  readonly extra: readonly Row[];
}

/** The entry at `index`, which is within bounds. */
const at = (row: Row | undefined, index: number): Scalar => row?.[index] ?? NaN;

/** Minus the mean log-likelihood of a sequence under a stack of recurrent layers, all of whose products are elementwise. */
function objective(
  { main, extra }: Parameters,
  state: readonly Row[],
  sequence: readonly (readonly number[])[],
): Scalar {
  const hidden = state.filter((_, i) => i % 2 === 0).map((row) => [...row]);
  const cell = state.filter((_, i) => i % 2 === 1).map((row) => [...row]);
  const [inWeight, outWeight, outBias] = extra;
  let total: Scalar = 0;
  sequence.slice(1).forEach((expected, t) => {
    const width = expected.length;
    let input: Scalar[] = expected.map((_, i) => mul(sequence[t]?.[i] ?? NaN, at(inWeight, i)));
    hidden.forEach((h, layer) => {
      const e = cell[layer] ?? [];
      const [weights, biases] = main.slice(2 * layer);
      const gate = (of: Scalar | undefined, i: number): Scalar => add(mul(of ?? NaN, at(weights, i)), at(biases, i));
      for (let i = 0; i < width; i++) {
        const forget = sigmoid(gate(input[i], i));
        const take = sigmoid(gate(h[i], width + i));
        const release = sigmoid(gate(input[i], 2 * width + i));
        const change = tanh(gate(h[i], 3 * width + i));
        const next = add(mul(at(e, i), forget), mul(take, change));
        e[i] = next;
        h[i] = mul(release, tanh(next));
      }
      input = h;
    });
    const output = input.map((v, i) => add(mul(v, at(outWeight, i)), at(outBias, i)));
    const normalizer = log(output.reduce((sum, y) => add(sum, exp(y)), 2));
    expected.forEach((bit, i) => (total = add(total, mul(bit, sub(at(output, i), normalizer)))));
  });
  return mul(-1 / ((sequence.length - 1) * (sequence[0]?.length ?? 0)), total);
}

const gradient = grad(objective);

interface Input {
  readonly main_params: readonly (readonly number[])[];
  readonly extra_params: readonly (readonly number[])[];
  readonly state: readonly (readonly number[])[];
  readonly sequence: readonly (readonly number[])[];
}

/** A recurrent network that predicts the next character. */
export const lstm: Evaluation = {
  objective: evaluates(
    ({ main_params, extra_params, state, sequence }: Input) =>
      () =>
        objective({ main: main_params, extra: extra_params }, state, sequence),
  ),
  jacobian: evaluates(
    ({ main_params, extra_params, state, sequence }: Input) =>
      () =>
        gradient({ main: main_params, extra: extra_params }, state, sequence),
    ({ main, extra }) => [...main, ...extra].flat(),
  ),
};
