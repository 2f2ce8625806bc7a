import { add, compile, div, Dual, fn, mul, neg, opaque, Real, sub, Vec, vjp } from 'rose';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';
import { ofScalars, rosenbrock as valley } from '../programs.mjs';

// Elementary functions are taken from outside, with derivatives of one's own, as its documentation has it.
const exp = opaque([Real], Real, Math.exp);
exp.jvp = fn([Dual], Dual, ({ re: x, du: dx }) => {
  const y = exp(x);
  return { re: y, du: mul(dx, y) };
});
const sin = opaque([Real], Real, Math.sin);
const cos = opaque([Real], Real, Math.cos);
sin.jvp = fn([Dual], Dual, ({ re: x, du: dx }) => ({ re: sin(x), du: mul(dx, cos(x)) }));
cos.jvp = fn([Dual], Dual, ({ re: x, du: dx }) => ({ re: cos(x), du: mul(dx, neg(sin(x))) }));

const operations = { add, sub, mul, div, sin, exp, constant: (c) => c };

/** Its vectors are no arrays: they are read element by element. */
const elements = (vector, n) => Array.from({ length: n }, (_, i) => vector[i]);

/** The gradient of a program of n inputs, not yet compiled. */
function gradientOf(program, n) {
  const Inputs = Vec(n, Real);
  const f = fn([Inputs], Real, (x) => program(operations, elements(x, n)));
  return fn([Inputs], Inputs, (x) => vjp(f)(x).grad(1));
}

export default () => ({
  ...ofScalars({
    gradient: async (program, x) => {
      const compiled = await compile(gradientOf(program, x.length));
      return () => compiled(x);
    },
    jacobian: async (program, x) => {
      const n = x.length;
      const m = program(
        { ...operations, add: () => 0, sub: () => 0, mul: () => 0, sin: () => 0, exp: () => 0 },
        x,
      ).length;
      const [Inputs, Outputs] = [Vec(n, Real), Vec(m, Real)];
      const f = fn([Inputs], Outputs, (v) => program(operations, elements(v, n)));
      const rows = fn([Inputs], Vec(m, Inputs), (v) => {
        const { grad } = vjp(f)(v);
        return Array.from({ length: m }, (_, k) => grad(Array.from({ length: m }, (_, i) => (i === k ? 1 : 0))));
      });
      const compiled = await compile(rows);
      return () => compiled(x);
    },
  }),
  'Hessian 20': async () => {
    const x = rosenbrock.point(20);
    const n = x.length;
    const Inputs = Vec(n, Real);
    const gradient = gradientOf(valley, n);
    const rows = fn([Inputs], Vec(n, Inputs), (v) => {
      const { grad } = vjp(gradient)(v);
      return Array.from({ length: n }, (_, k) => grad(Array.from({ length: n }, (_, i) => (i === k ? 1 : 0))));
    });
    const compiled = await compile(rows);
    return () => compiled(x);
  },
});
