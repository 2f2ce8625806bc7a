// The code of one row's recorder of duals, to be compiled anew for each row: see `DualRecorder`.
// A row's partials are evaluated before the slot is taken: a rule of a user's may record something in between.

/** A dual number that rules are applied to, and the numbers in it. */
interface Operand {
  readonly dual: string;
  readonly primal: string;
  readonly tangent: string;
}

/**
 * Takes a partial apart, or leaves it to `otherwise`: `constants` gets its bit where the tangent is zero by structure. What
 * is one of the operands is not looked into, so that where the rule is inlined that object is never made.
 */
const takeApart = (i: number, args: string, operands: readonly Operand[]): string => `
  let p${i} = 0, t${i} = -0;
  if (typeof partial${i} === 'number') {
    p${i} = partial${i};
    constants |= ${i + 1};
  }${operands
    .map(
      ({ dual, primal, tangent }) => ` else if (partial${i} === ${dual}) {
    p${i} = ${primal};
    t${i} = ${tangent};
  }`,
    )
    .join('')} else if (partial${i} instanceof DualScalar && partial${i}[traceKey] === forward) {
    const { primal, tangent } = partial${i};
    if (typeof primal !== 'number' || typeof tangent !== 'number') return otherwise(${args});
    p${i} = primal;
    t${i} = tangent;
  } else return otherwise(${args});`;

/** Ends every case: records the output with its partials. `parent0` is as `ScalarTape` says. */
const record = (args: string, parent0: string, more = ''): string => `
  const slot = tape.count;
  if (slot === tape.primals.length) return otherwise(${args});
  tape.primals[slot] = output;
  tape.tangents[slot] = outputTangent;
  tape.constants[slot] = constants;
  tape.parents0[slot] = ${parent0};
  tape.partials0[slot] = p0;
  tape.partialTangents0[slot] = t0;${more}
  tape.count = slot + 1;
  return new RecordedDual(trace, slot, row);`;

const a: Operand = { dual: 'dualA', primal: 'a', tangent: 'aTangent' };
const b: Operand = { dual: 'dualB', primal: 'b', tangent: 'bTangent' };
const output: Operand = { dual: 'dualOutput', primal: 'output', tangent: 'outputTangent' };
const unknownOutput: Operand = { ...output, tangent: 'NaN' };

const dual = ({ dual: name, primal, tangent }: Operand): string =>
  `${name} = new DualScalar(forward, ${primal}, ${tangent}, undefined)`;

/**
 * How a row's rules are evaluated. They run on duals, for the partials of the backward sweep with their tangents; and the
 * tangent of the output needs the partials as numbers. Rules that take the output as an argument run on numbers first, since
 * its tangent must be known to them. For other rules that is not needed; and should one of them use the output after all,
 * by some other name, then the NaN that stands for its tangent shows in the result, and `otherwise` sees to it.
 */
export interface RuleUse {
  readonly takesOutput: boolean;
}

/** One argument is a dual, the other a number, if there is one. */
const oneSided = (
  { takesOutput }: RuleUse,
  x: Operand,
  slot: string,
  args: string,
  numbers: string,
  duals: string,
  rule: string,
): string => `
  const { tape, forward } = trace, parent = ${slot};
  const ${x.primal} = tape.primals[parent], ${x.tangent} = tape.tangents[parent];
  const output = scalar(${numbers});${
    takesOutput
      ? `
  const slope = ${rule}(${numbers}, output);
  if (typeof slope !== 'number') return otherwise(${args});
  const outputTangent = slope * ${x.tangent};`
      : ''
  }
  const ${dual(x)}, ${dual(takesOutput ? output : unknownOutput)};
  const partial0 = ${rule}(${duals}, ${output.dual});
  let constants = 0;${takeApart(0, args, takesOutput ? [x, output] : [x])}${
    takesOutput
      ? ''
      : `
  if (t0 !== t0) return otherwise(${args});
  const outputTangent = p0 * ${x.tangent};`
  }${record(args, 'parent << 1')}`;

/** The body of a function that returns `DualRecorder.unary` for one row. */
export const unaryText = (use: RuleUse): string => `
const unary = (trace, x) => {${oneSided(use, a, 'x.slot', 'trace, x', 'a', a.dual, 'rule0')}
};
return unary;`;

/** The body of a function that returns `DualRecorder.binary` for one row. */
export const binaryText = (use: RuleUse): string => `
const left = (trace, x, y) => {${oneSided(use, a, 'x.slot', 'trace, x, y', 'a, y', `${a.dual}, y`, 'rule0')}
};
const right = (trace, x, y) => {${oneSided(use, b, 'y.slot', 'trace, x, y', 'x, b', `x, ${b.dual}`, 'rule1')}
};
const both = (trace, x, y) => {
  const { tape, forward } = trace, parentX = x.slot, parentY = y.slot;
  const a = tape.primals[parentX], aTangent = tape.tangents[parentX];
  const b = tape.primals[parentY], bTangent = tape.tangents[parentY];
  const output = scalar(a, b);${
    use.takesOutput
      ? `
  const slope0 = rule0(a, b, output), slope1 = rule1(a, b, output);
  if (typeof slope0 !== 'number' || typeof slope1 !== 'number') return otherwise(trace, x, y);
  const outputTangent = slope0 * aTangent + slope1 * bTangent;`
      : ''
  }
  const ${dual(a)}, ${dual(b)}, ${dual(use.takesOutput ? output : unknownOutput)};
  const partial0 = rule0(dualA, dualB, dualOutput), partial1 = rule1(dualA, dualB, dualOutput);
  let constants = 0;${takeApart(0, 'trace, x, y', use.takesOutput ? [b, a, output] : [b, a])}${takeApart(1, 'trace, x, y', use.takesOutput ? [a, b, output] : [a, b])}${
    use.takesOutput
      ? ''
      : `
  if (t0 !== t0 || t1 !== t1) return otherwise(trace, x, y);
  const outputTangent = p0 * aTangent + p1 * bTangent;`
  }${record(
    'trace, x, y',
    '(parentX << 1) | 1',
    `
  tape.parents1[slot] = parentY;
  tape.partials1[slot] = p1;
  tape.partialTangents1[slot] = t1;`,
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
