// The code of one row's recorder of duals, to be compiled anew for each row: see `DualRecorder`.
//
// The rules run twice: on plain numbers, for the tangent of the output, and on duals, for the partials of the backward
// sweep with their tangents. A row's partials are evaluated before the slot is taken: a rule of a user's may record
// something in between.

/** Takes a partial apart, or leaves it to `otherwise`: `constants` gets `bit` where its tangent is zero by structure. */
const takeApart = (i: number, args: string): string => `
  let p${i} = 0, t${i} = -0;
  if (typeof partial${i} === 'number') {
    p${i} = partial${i};
    constants |= ${i + 1};
  } else if (partial${i} instanceof DualScalar && partial${i}[traceKey] === forward) {
    const { primal, tangent } = partial${i};
    if (typeof primal !== 'number' || typeof tangent !== 'number') return otherwise(${args});
    p${i} = primal;
    t${i} = tangent;
  } else return otherwise(${args});`;

/** Ends every case: records the output with its partials. */
const record = (args: string, parent0: string, parent1: string, more = ''): string => `
  const slot = tape.count;
  if (slot === tape.primals.length) return otherwise(${args});
  const { parents, partials, partialTangents } = tape, pair = slot << 1;
  tape.primals[slot] = output;
  tape.tangents[slot] = outputTangent;
  tape.constants[slot] = constants;
  parents[pair] = ${parent0};
  parents[pair | 1] = ${parent1};
  partials[pair] = p0;
  partialTangents[pair] = t0;${more}
  tape.count = slot + 1;
  return new RecordedDual(trace, slot, row);`;

const dual = (x: string): string => `new DualScalar(forward, ${x}, ${x}Tangent, undefined)`;

/** The body of a function that returns `DualRecorder.unary` for one row. */
export const unaryText: string = `
const unary = (trace, x) => {
  const { tape, forward } = trace, parent = x.slot, a = tape.primals[parent], aTangent = tape.tangents[parent];
  const output = scalar(a), slope = rule0(a, output);
  if (typeof slope !== 'number') return otherwise(trace, x);
  const outputTangent = slope * aTangent;
  const partial0 = rule0(${dual('a')}, ${dual('output')});
  let constants = 0;${takeApart(0, 'trace, x')}${record('trace, x', 'parent', '-1')}
};
return unary;`;

/** One argument is a dual, the other a number. */
const oneSided = (rule: string, parent: string, args: string, duals: string): string => `
  const output = scalar(${args}), slope = ${rule}(${args}, output);
  if (typeof slope !== 'number') return otherwise(trace, x, y);
  const outputTangent = slope * ${parent}Tangent;
  const partial0 = ${rule}(${duals}, ${dual('output')});
  let constants = 0;${takeApart(0, 'trace, x, y')}${record('trace, x, y', 'parent', '-1')}`;

/** The body of a function that returns `DualRecorder.binary` for one row. */
export const binaryText: string = `
const left = (trace, x, y) => {
  const { tape, forward } = trace, parent = x.slot, a = tape.primals[parent], aTangent = tape.tangents[parent];${oneSided('rule0', 'a', 'a, y', `${dual('a')}, y`)}
};
const right = (trace, x, y) => {
  const { tape, forward } = trace, parent = y.slot, b = tape.primals[parent], bTangent = tape.tangents[parent];${oneSided('rule1', 'b', 'x, b', `x, ${dual('b')}`)}
};
const both = (trace, x, y) => {
  const { tape, forward } = trace, parentX = x.slot, parentY = y.slot;
  const a = tape.primals[parentX], aTangent = tape.tangents[parentX];
  const b = tape.primals[parentY], bTangent = tape.tangents[parentY];
  const output = scalar(a, b), slope0 = rule0(a, b, output), slope1 = rule1(a, b, output);
  if (typeof slope0 !== 'number' || typeof slope1 !== 'number') return otherwise(trace, x, y);
  const outputTangent = slope0 * aTangent + slope1 * bTangent;
  const dualA = ${dual('a')}, dualB = ${dual('b')}, dualOutput = ${dual('output')};
  const partial0 = rule0(dualA, dualB, dualOutput), partial1 = rule1(dualA, dualB, dualOutput);
  let constants = 0;${takeApart(0, 'trace, x, y')}${takeApart(1, 'trace, x, y')}${record(
    'trace, x, y',
    'parentX',
    'parentY',
    `
  partials[pair | 1] = p1;
  partialTangents[pair | 1] = t1;`,
  )}
};
const binary = (trace, x, y) => {
  if (x instanceof RecordedDual && x[traceKey] === trace) {
    if (typeof y === 'number') return left(trace, x, y);
    if (y instanceof RecordedDual && y[traceKey] === trace) return both(trace, x, y);
  } else if (typeof x === 'number' && y instanceof RecordedDual) return right(trace, x, y);
  return otherwise(trace, x, y);
};
return binary;`;
