// The code of one row's recorder, to be compiled anew for each row: see `RowRecorder`. It is short, since V8 inlines only
// so much into one function; no call stands between its first line and its last but those that are inlined; and a full tape
// is a matter of `otherwise`, as are finished calls and partials that are no numbers.
//
// A row's partials are evaluated before the slot is taken: a rule of a user's may record something in between.

/** Ends every case: records `output` with `partial0` and perhaps more. `parent0` is as `ScalarTape` says. */
const record = (parent0: string, more = ''): string => `
    const slot = tape.count;
    if (slot < tape.primals.length) {
      tape.primals[slot] = output;
      tape.parents0[slot] = ${parent0};
      tape.partials0[slot] = partial0;${more}
      tape.count = slot + 1;
      return new RecordedScalar(trace, slot, row);
    }
  }`;

/** Scalars go straight to what their transformation has made for the row, unless that wants to be asked. */
const straightToCode = (call: string, fits = ''): string =>
  ['forward', 'forwardOverReverse']
    .map(
      (code) => `
  const ${code} = codes.${code};
  if (${code} !== undefined && traced instanceof ${code}.kind) {
    const trace = traced[traceKey];
    if (trace.isDirect${fits}) return ${code}.${call};
  }`,
    )
    .join('');

/** The body of a function that returns `RowRecorder.unary` for one row. */
export const unaryText: string = `
const other = (x) => {
  const traced = x;${straightToCode('unary(trace, x)')}
  return dispatch(x);
};
const unary = (x) => {
  if (!(x instanceof RecordedScalar)) return other(x);
  const trace = x[traceKey];
  if (trace.recording !== true) return otherwise(x);
  const { tape } = trace, parent = x.slot, primal = tape.primals[parent];
  const output = scalar(primal), partial0 = rule0(primal, output);
  if (typeof partial0 === 'number') {${record('parent << 1')}
  return otherwise(x);
};
return unary;`;

/** The body of a function that returns `RowRecorder.binary` for one row. */
export const binaryText: string = `
const left = (x, y) => {
  const trace = x[traceKey];
  if (trace.recording !== true) return otherwise(x, y);
  const { tape } = trace, parent = x.slot, primal = tape.primals[parent];
  const output = scalar(primal, y), partial0 = rule0(primal, y, output);
  if (typeof partial0 === 'number') {${record('parent << 1')}
  return otherwise(x, y);
};
const right = (x, y) => {
  const trace = y[traceKey];
  if (trace.recording !== true) return otherwise(x, y);
  const { tape } = trace, parent = y.slot, primal = tape.primals[parent];
  const output = scalar(x, primal), partial0 = rule1(x, primal, output);
  if (typeof partial0 === 'number') {${record('parent << 1')}
  return otherwise(x, y);
};
const both = (x, y) => {
  const trace = x[traceKey];
  if (trace.recording !== true || !(y instanceof RecordedScalar) || y[traceKey] !== trace) return otherwise(x, y);
  const { tape } = trace, { primals } = tape, parentX = x.slot, parentY = y.slot;
  const primalX = primals[parentX], primalY = primals[parentY], output = scalar(primalX, primalY);
  const partial0 = rule0(primalX, primalY, output), partial1 = rule1(primalX, primalY, output);
  if (typeof partial0 === 'number' && typeof partial1 === 'number') {${record('(parentX << 1) | 1', ' tape.parents1[slot] = parentY; tape.partials1[slot] = partial1;')}
  return otherwise(x, y);
};
const other = (x, y) => {
  const traced = typeof x === 'number' ? y : x;${straightToCode('binary(trace, x, y)', " && (typeof x === 'number' || typeof y === 'number' || y?.[traceKey] === trace)")}
  return dispatch(x, y);
};
const binary = (x, y) => {
  if (x instanceof RecordedScalar) return typeof y === 'number' ? left(x, y) : both(x, y);
  return typeof x === 'number' && y instanceof RecordedScalar ? right(x, y) : other(x, y);
};
return binary;`;
