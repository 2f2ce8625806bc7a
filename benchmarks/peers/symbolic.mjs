// The workloads of peers that differentiate an expression in text. They get the structure of a Jacobian by hand: one row of it is
// differentiated, and evaluated for every output.
import * as expression from '../build/workloads/expression.js';
import { banded, tall, times } from '../build/workloads/jacobians.js';
import * as rosenbrock from '../build/workloads/rosenbrock.js';

const valleyText = (n) => Array.from({ length: n - 1 }, (_, i) => `100*(x${i + 1}-x${i}^2)^2+(1-x${i})^2`).join('+');

/** `differentiate(text, variable)` returns a function of an object with the values of the variables. */
export function symbolic(differentiate) {
  const valley = (n) => () => {
    const x = rosenbrock.point(n);
    const slopes = x.map((_, i) => differentiate(valleyText(n), `x${i}`));
    return () => {
      const values = Object.fromEntries(x.map((at, i) => [`x${i}`, at]));
      return slopes.map((slope) => slope(values));
    };
  };
  return {
    expression: () => {
      const slopes = ['x', 'y'].map((variable) => differentiate('x*y+sin(x)', variable));
      const [x, y] = expression.point;
      return () => slopes.map((slope) => slope({ x, y }));
    },
    'Rosenbrock 10': valley(10),
    'tall Jacobian': () => {
      const slopes = ['a', 'b'].map((variable) => differentiate('a*exp(b*t)', variable));
      const [a, b] = tall.point;
      return () => times.map((t) => slopes.map((slope) => slope({ a, b, t })));
    },
    'banded Jacobian': () => {
      const slope = differentiate('(3-2*v)*v-u-2*w+1', 'v');
      const [before, after] = ['u', 'w'].map((variable) => differentiate('(3-2*v)*v-u-2*w+1', variable));
      const x = banded.point;
      return () =>
        x.map((v, i) => {
          const values = { u: x[i - 1] ?? 0, v, w: x[i + 1] ?? 0 };
          const row = new Float64Array(x.length);
          row[i] = slope(values);
          if (i > 0) row[i - 1] = before(values);
          if (i + 1 < x.length) row[i + 1] = after(values);
          return row;
        });
    },
  };
}
