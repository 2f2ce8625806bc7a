import { add, exp, mul, sin, sub } from '@thi.ng/dual-algebra';
import { ofScalars } from '../programs.mjs';

/** Forward mode: a number with the derivatives by all inputs. */
function duals(x) {
  return x.map((at, i) => [at, ...x.map((_, j) => (i === j ? 1 : 0))]);
}

const operations = (n) => ({
  add,
  sub,
  mul,
  sin,
  exp,
  constant: (c) => [c, ...new Array(n).fill(0)],
});

export default () =>
  ofScalars({
    gradient: (program, x) => {
      const o = operations(x.length);
      return () => program(o, duals(x)).slice(1);
    },
    jacobian: (program, x) => {
      const o = operations(x.length);
      return () => program(o, duals(x)).map((y) => y.slice(1));
    },
  });
