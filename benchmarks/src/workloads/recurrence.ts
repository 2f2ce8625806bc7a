// A long short-term memory of scalars that reads a signal of 100 numbers.
import { add, mul, sigmoid, square, sub, tanh, type Scalar } from 'wengert';

/** Numbers of the signal, one for each step. */
const steps = 100;
/** Cells. */
const width = 6;
/** Weights of a gate of one cell: one for each hidden state, one for the signal, and the bias. */
const row = width + 2;

const signal: readonly number[] = Array.from({ length: steps + 1 }, (_, t) => Math.sin(t * t));

/** Where the loss is differentiated: a row for each cell and each of the gates forget, in, out and change. */
export const point: number[] = Array.from({ length: 4 * width * row }, (_, i) => 0.5 * Math.sin(3 * i * i));

/** The mean square error of the next number, predicted by the sum of the hidden states. */
export function traced(weights: readonly Scalar[]): Scalar {
  const rows = Array.from({ length: 4 * width }, (_, k) => weights.slice(k * row, (k + 1) * row));
  let hidden: Scalar[] = new Array<Scalar>(width).fill(0);
  let cells: Scalar[] = new Array<Scalar>(width).fill(0);
  let loss: Scalar = 0;
  for (let t = 0; t < steps; t++) {
    const input = [...hidden, signal[t] ?? NaN, 1];
    const gates = rows.map((weight) => input.reduce<Scalar>((total, x, j) => add(total, mul(weight[j] ?? NaN, x)), 0));
    cells = cells.map((cell, i) =>
      add(
        mul(sigmoid(gates[i] ?? NaN), cell),
        mul(sigmoid(gates[width + i] ?? NaN), tanh(gates[3 * width + i] ?? NaN)),
      ),
    );
    hidden = cells.map((cell, i) => mul(sigmoid(gates[2 * width + i] ?? NaN), tanh(cell)));
    const prediction = hidden.reduce((total, h) => add(total, h));
    loss = add(loss, square(sub(prediction, signal[t + 1] ?? NaN)));
  }
  return mul(1 / steps, loss);
}

const logistic = (x: number): number => 1 / (1 + Math.exp(-x));

/** The gates, cells and hidden states of all steps, for the sweep back. */
interface Activations {
  /** A row of `4 * width` for each step, after the nonlinearities. */
  readonly gates: Float64Array;
  /** A row for each step, and one before the first. */
  readonly cells: Float64Array;
  readonly hidden: Float64Array;
  readonly errors: Float64Array;
}

/** The loss on plain numbers, with what the sweep back needs. */
function evaluate(weights: Float64Array): Activations {
  const gates = new Float64Array(steps * 4 * width);
  const cells = new Float64Array((steps + 1) * width);
  const hidden = new Float64Array((steps + 1) * width);
  const errors = new Float64Array(steps);
  for (let t = 0; t < steps; t++) {
    for (let k = 0; k < 4 * width; k++) {
      let total = 0;
      for (let j = 0; j < width; j++) total += (weights[k * row + j] ?? NaN) * (hidden[t * width + j] ?? NaN);
      total += (weights[k * row + width] ?? NaN) * (signal[t] ?? NaN) + (weights[k * row + width + 1] ?? NaN);
      gates[t * 4 * width + k] = k < 3 * width ? logistic(total) : Math.tanh(total);
    }
    let prediction = 0;
    for (let i = 0; i < width; i++) {
      const at = t * 4 * width + i;
      const cell =
        (gates[at] ?? NaN) * (cells[t * width + i] ?? NaN) +
        (gates[at + width] ?? NaN) * (gates[at + 3 * width] ?? NaN);
      const state = (gates[at + 2 * width] ?? NaN) * Math.tanh(cell);
      cells[(t + 1) * width + i] = cell;
      hidden[(t + 1) * width + i] = state;
      prediction += state;
    }
    errors[t] = prediction - (signal[t + 1] ?? NaN);
  }
  return { gates, cells, hidden, errors };
}

/** The loss on plain numbers. */
export function plain(weights: readonly number[]): number {
  return evaluate(Float64Array.from(weights)).errors.reduce((total, error) => total + error * error, 0) / steps;
}

/** Its gradient by hand: backpropagation through time. */
export function gradient(weights: readonly number[]): number[] {
  const w = Float64Array.from(weights);
  const { gates, cells, hidden, errors } = evaluate(w);
  const result = new Float64Array(weights.length);
  const [dHidden, dCells] = [new Float64Array(width), new Float64Array(width)];
  const dGates = new Float64Array(4 * width);
  for (let t = steps - 1; t >= 0; t--) {
    const dPrediction = (2 / steps) * (errors[t] ?? NaN);
    for (let i = 0; i < width; i++) {
      const at = t * 4 * width + i;
      const [forget, enter] = [gates[at] ?? NaN, gates[at + width] ?? NaN];
      const [leave, change] = [gates[at + 2 * width] ?? NaN, gates[at + 3 * width] ?? NaN];
      const squashed = Math.tanh(cells[(t + 1) * width + i] ?? NaN);
      const dState = (dHidden[i] ?? NaN) + dPrediction;
      const dCell = (dCells[i] ?? NaN) + dState * leave * (1 - squashed * squashed);
      dGates[i] = dCell * (cells[t * width + i] ?? NaN) * forget * (1 - forget);
      dGates[width + i] = dCell * change * enter * (1 - enter);
      dGates[2 * width + i] = dState * squashed * leave * (1 - leave);
      dGates[3 * width + i] = dCell * enter * (1 - change * change);
      dCells[i] = dCell * forget;
    }
    dHidden.fill(0);
    for (let k = 0; k < 4 * width; k++) {
      const dGate = dGates[k] ?? NaN;
      for (let j = 0; j < width; j++) {
        result[k * row + j] = (result[k * row + j] ?? NaN) + dGate * (hidden[t * width + j] ?? NaN);
        dHidden[j] = (dHidden[j] ?? NaN) + dGate * (w[k * row + j] ?? NaN);
      }
      result[k * row + width] = (result[k * row + width] ?? NaN) + dGate * (signal[t] ?? NaN);
      result[k * row + width + 1] = (result[k * row + width + 1] ?? NaN) + dGate;
    }
  }
  return [...result];
}
