import type { PlaygroundState } from './address.js';

/** Functions to start from. */
export const examples: readonly (Pick<PlaygroundState, 'text' | 'point' | 'seed'> & { readonly name: string })[] = [
  { name: 'the textbook example', text: 'x1*x2 + sin(x1)', point: '2, 3', seed: '1, 0' },
  { name: 'Speelpenning: a product of four', text: 'x1*x2*x3*x4', point: '1, 2, 3, 4', seed: '1, 0, 0, 0' },
  { name: 'a curve with a tangent', text: 'x*sin(x^2)', point: '1', seed: '1' },
  { name: 'Rosenbrock’s valley', text: '(1 - x)^2 + 5*(y - x^2)^2', point: '-0.5, 1', seed: '1, 0' },
  { name: 'a bell', text: 'exp(-(x^2 + y^2))', point: '0.8, 0.4', seed: '1, 0' },
  { name: 'the logistic function', text: '1/(1 + exp(-x))', point: '0.5', seed: '1' },
  { name: 'polar coordinates: two outputs', text: '[r*cos(a), r*sin(a)]', point: '2, pi/6', seed: '0, 1' },
  { name: 'a function with a kink', text: 'x < 1 ? x^2/2 : x - 1/2', point: '0.5', seed: '1' },
];

/** A module to start from. */
export const exampleModule = `import { add, div, gt, mul, sub, abs } from 'wengert';

// The square root of a, by Newton's method: as many steps as it takes.
export default (a) => {
  let x = 1;
  while (gt(abs(sub(mul(x, x), a)), 1e-12)) {
    x = mul(0.5, add(x, div(a, x)));
  }
  return x;
};
`;
