// The code of one row on dual numbers, to be compiled anew for each row: see `DualCode`.

/** The body of a function that returns `DualCode.unary` for one row. */
export const unaryText: string = `
const unary = (trace, x) => {
  const { primal, tangent } = x;
  if (typeof primal === 'number' && typeof tangent === 'number') {
    const output = scalar(primal), partial0 = rule0(primal, output);
    if (typeof partial0 === 'number') return new DualScalar(trace, output, partial0 * tangent, row);
  }
  return otherwise(trace, x);
};
return unary;`;

/** The body of a function that returns `DualCode.binary` for one row. */
export const binaryText: string = `
const left = (trace, x, y) => {
  const { primal, tangent } = x;
  if (typeof primal === 'number' && typeof tangent === 'number') {
    const output = scalar(primal, y), partial0 = rule0(primal, y, output);
    if (typeof partial0 === 'number') return new DualScalar(trace, output, partial0 * tangent, row);
  }
  return otherwise(trace, x, y);
};
const right = (trace, x, y) => {
  const { primal, tangent } = y;
  if (typeof primal === 'number' && typeof tangent === 'number') {
    const output = scalar(x, primal), partial1 = rule1(x, primal, output);
    if (typeof partial1 === 'number') return new DualScalar(trace, output, partial1 * tangent, row);
  }
  return otherwise(trace, x, y);
};
const both = (trace, x, y) => {
  const primalX = x.primal, tangentX = x.tangent, primalY = y.primal, tangentY = y.tangent;
  if (typeof primalX === 'number' && typeof tangentX === 'number' && typeof primalY === 'number' && typeof tangentY === 'number') {
    const output = scalar(primalX, primalY);
    const partial0 = rule0(primalX, primalY, output), partial1 = rule1(primalX, primalY, output);
    if (typeof partial0 === 'number' && typeof partial1 === 'number') {
      return new DualScalar(trace, output, partial0 * tangentX + partial1 * tangentY, row);
    }
  }
  return otherwise(trace, x, y);
};
const binary = (trace, x, y) => {
  if (x instanceof DualScalar && x[traceKey] === trace) {
    if (typeof y === 'number') return left(trace, x, y);
    if (y instanceof DualScalar && y[traceKey] === trace) return both(trace, x, y);
  } else if (typeof x === 'number' && y instanceof DualScalar) return right(trace, x, y);
  return otherwise(trace, x, y);
};
return binary;`;
