import { createRequire } from 'node:module';
import * as rosenbrock from '../../build/workloads/rosenbrock.js';
import * as nesting from '../../build/workloads/nesting.js';
import { ofScalars, rosenbrock as valley } from '../programs.mjs';

const ad = createRequire(import.meta.url)('ad.js')({ mode: 'r' });

const operations = { ...ad, sin: ad.maths.sin, exp: ad.maths.exp, constant: (c) => c };

export default () => ({
  ...ofScalars({
    gradient: (program, x) => {
      const gradient = ad.gradientR((list) => program(operations, list));
      return () => gradient(x);
    },
    // One pass for each output: there is no other way.
    jacobian: (program, x) => {
      const rows = program({ ...operations }, x).map((_, k) => ad.gradientR((list) => program(operations, list)[k]));
      return () => rows.map((row) => row(x));
    },
  }),
  'Hessian 20': () => {
    const x = rosenbrock.point(20);
    const gradient = ad.gradientR((list) => valley(operations, list));
    const rows = x.map((_, k) => ad.gradientR((list) => gradient(list)[k]));
    return () => rows.map((row) => row(x));
  },
  nesting: () => {
    const inner = (x) => ad.derivativeR((y) => ad.maths.sin(ad.mul(x, y)))(1);
    const outer = ad.derivativeR((x) => ad.mul(x, inner(x)));
    return () => outer(nesting.point);
  },
});
