import { log, log10, log1p, log2, mul, xlogy } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { composed, derivative, limit, outside } from './reasons.js';

/** Logarithms at and beyond the edge of their domain. */
export function logarithms(): readonly Convention[] {
  return [...plainLogarithms(), ...productsWithLogarithms()];
}

function plainLogarithms(): readonly Convention[] {
  const atLog = rowsOf('log(x)', log);
  const atLog1p = rowsOf('log1p(x)', log1p);
  const edge = `${limit}from above; there is nothing below.`;
  const negative = `${outside}no real logarithm of a negative number.`;
  return [
    atLog([0], [-Infinity, Infinity, -Infinity], edge),
    atLog([-0], [-Infinity, Infinity, -Infinity], edge),
    atLog([-1], [NaN, NaN, NaN], negative),
    atLog([Infinity], [Infinity, 0, 0], `${limit}at infinity.`),
    ...([log2, log10] as const).flatMap((logarithm) => {
      const at = rowsOf(`${logarithm.row.name}(x)`, logarithm);
      return [at([0], [-Infinity, Infinity, -Infinity], edge), at([-1], [NaN, NaN, NaN], negative)];
    }),
    atLog1p([-1], [-Infinity, Infinity, -Infinity], edge),
    atLog1p([-2], [NaN, NaN, NaN], negative),
    atLog1p([1e-20], [1e-20, 1, -1], `${derivative}no digit is lost to 1 + x.`),
  ];
}

function productsWithLogarithms(): readonly Convention[] {
  const atXlogy = rowsOf('xlogy(x, y)', xlogy);
  return [
    atXlogy([0, 3], [0, Math.log(3), 0], `${derivative}log(y).`),
    atXlogy([0, 3], [0, 0, 0], `${derivative}x / y.`, 1),
    atXlogy([0, 0], [0, -Infinity, 0], `${limit}log(y).`),
    atXlogy([0, 0], [0, 0, 0], `${derivative}constant along y where x is 0.`, 1),
    atXlogy([1, 0], [-Infinity, -Infinity, 0], `${limit}log(y).`),
    atXlogy([1, 0], [-Infinity, Infinity, -Infinity], `${limit}as log(y).`, 1),
    atXlogy([1, -1], [NaN, NaN, NaN], `${outside}no real logarithm of a negative number.`, 1),
    rowsOf('xlogy(x, x)', (x) => xlogy(x, x))(
      [0],
      [0, -Infinity, Infinity],
      `${limit}log(x) + 1, and 1 / x: an entropy near probability 0.`,
    ),
    rowsOf('mul(x, log(x))', (x) => mul(x, log(x)))(
      [0],
      [NaN, NaN, NaN],
      `${composed}a zero times an infinity; write xlogy(x, x).`,
    ),
  ];
}
