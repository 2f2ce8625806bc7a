// A function with any number of inputs and outputs, whose cost depends on neither.
import { add, mul, sin, type Scalar } from 'wengert';

/** Steps of the function: each reads one input and adds to one output. */
const steps = 2048;

const coupling = 0.3;

/** Where it is differentiated. */
export function point(n: number): number[] {
  return Array.from({ length: n }, (_, i) => 1 + 0.5 * Math.sin(i));
}

/** The function for the library: a state is driven by the inputs in turn, and the outputs in turn collect it. */
export function traced(outputs: number): (x: readonly Scalar[]) => Scalar[] {
  return (x) => {
    const y = new Array<Scalar>(outputs).fill(0);
    let state: Scalar = 0;
    for (let k = 0; k < steps; k++) {
      state = sin(add(mul(coupling, state), x[k % x.length] ?? NaN));
      y[k % outputs] = add(y[k % outputs] ?? NaN, state);
    }
    return y;
  };
}

/** The function on plain numbers. */
export function plain(outputs: number): (x: readonly number[]) => Float64Array {
  return (x) => {
    const y = new Float64Array(outputs);
    let state = 0;
    for (let k = 0; k < steps; k++) {
      state = Math.sin(coupling * state + (x[k % x.length] ?? NaN));
      y[k % outputs] = (y[k % outputs] ?? NaN) + state;
    }
    return y;
  };
}

/** The Jacobian by hand: the derivatives of the state by all inputs are carried along. */
export function jacobian(outputs: number): (x: readonly number[]) => Float64Array[] {
  return (x) => {
    const rows = Array.from({ length: outputs }, () => new Float64Array(x.length));
    const slope = new Float64Array(x.length);
    let state = 0;
    for (let k = 0; k < steps; k++) {
      const at = k % x.length;
      const argument = coupling * state + (x[at] ?? NaN);
      const cosine = Math.cos(argument);
      const row = rows[k % outputs];
      for (let i = 0; i < slope.length; i++) {
        const entry = cosine * (coupling * (slope[i] ?? NaN) + (i === at ? 1 : 0));
        slope[i] = entry;
        if (row !== undefined) row[i] = (row[i] ?? NaN) + entry;
      }
      state = Math.sin(argument);
    }
    return rows;
  };
}

/** The Jacobian by central differences. */
export function differences(f: (x: readonly number[]) => Float64Array): (x: readonly number[]) => Float64Array[] {
  return (x) => {
    const columns = x.map((at, i) => {
      const h = Math.cbrt(Number.EPSILON) * Math.max(1, Math.abs(at));
      const [up, down] = [f(x.with(i, at + h)), f(x.with(i, at - h))];
      return up.map((entry, k) => (entry - (down[k] ?? NaN)) / (2 * h));
    });
    const [first = new Float64Array()] = columns;
    return Array.from(first, (_, k) => Float64Array.from(columns, (column) => column[k] ?? NaN));
  };
}
