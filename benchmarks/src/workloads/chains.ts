// Long chains of operations: what a record costs, and who survives it.
import { add, mul, sin, type Scalar } from 'wengert';

/** Where chains are differentiated. */
export const start = 0.5;

const factor = 1.0001;

/** A chain that alternates between cheap arithmetic and a sine, on plain numbers. */
export function plain(operations: number): (x: number) => number {
  return (x) => {
    let y = x;
    for (let i = 0; i < operations; i += 2) y = Math.sin(y * factor);
    return y;
  };
}

/** Its derivative by hand. */
export function derivative(operations: number): (x: number) => number {
  return (x) => {
    let [y, slope] = [x, 1];
    for (let i = 0; i < operations; i += 2) {
      const scaled = y * factor;
      slope *= factor * Math.cos(scaled);
      y = Math.sin(scaled);
    }
    return slope;
  };
}

/** For the library. */
export function traced(operations: number): (x: Scalar) => Scalar {
  return (x) => {
    let y = x;
    for (let i = 0; i < operations; i += 2) y = sin(mul(y, factor));
    return y;
  };
}

/** How often a number is added to itself: as a graph, 60 nodes and 2^60 paths. */
export const doublings = 60;

/** A number doubled over and over. */
export function doubled(x: number): number {
  let y = x;
  for (let i = 0; i < doublings; i++) y = y + y;
  return y;
}

/** Its derivative by hand. */
export function doubledDerivative(): number {
  let slope = 1;
  for (let i = 0; i < doublings; i++) slope = slope + slope;
  return slope;
}

/** For the library. */
export function tracedDoubling(x: Scalar): Scalar {
  let y = x;
  for (let i = 0; i < doublings; i++) y = add(y, y);
  return y;
}
