import { acos, acosh, asin, asinh, atan, atanh } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { limit, outside } from './reasons.js';

/** Inverse trigonometric and hyperbolic functions at and beyond the edges of their domains. */
export function inverseFunctions(): readonly Convention[] {
  const atAsin = rowsOf('asin(x)', asin);
  const atAcos = rowsOf('acos(x)', acos);
  const atAtan = rowsOf('atan(x)', atan);
  const atAsinh = rowsOf('asinh(x)', asinh);
  const atAcosh = rowsOf('acosh(x)', acosh);
  const atAtanh = rowsOf('atanh(x)', atanh);
  const vertical = `${limit}the tangent is vertical.`;
  const pole = `${limit}a logarithmic pole.`;
  const beyond = `${outside}the function takes no such value.`;
  const atInfinity = `${limit}at infinity.`;
  return [
    atAsin([1], [Math.PI / 2, Infinity, Infinity], vertical),
    atAsin([-1], [-Math.PI / 2, Infinity, -Infinity], vertical),
    atAsin([2], [NaN, NaN, NaN], beyond),
    atAcos([1], [0, -Infinity, -Infinity], vertical),
    atAcos([-1], [Math.PI, -Infinity, Infinity], vertical),
    atAcos([-2], [NaN, NaN, NaN], beyond),
    atAtan([Infinity], [Math.PI / 2, 0, 0], atInfinity),
    atAtan([-Infinity], [-Math.PI / 2, 0, 0], atInfinity),
    atAtan([NaN], [NaN, NaN, NaN], `${outside}NaN stays NaN.`),
    atAsinh([Infinity], [Infinity, 0, 0], atInfinity),
    atAcosh([1], [0, Infinity, -Infinity], vertical),
    atAcosh([0.5], [NaN, NaN, NaN], beyond),
    atAcosh([-2], [NaN, NaN, NaN], beyond),
    atAcosh([Infinity], [Infinity, 0, 0], atInfinity),
    atAtanh([1], [Infinity, Infinity, Infinity], pole),
    atAtanh([-1], [-Infinity, Infinity, -Infinity], pole),
    atAtanh([2], [NaN, NaN, NaN], beyond),
  ];
}
