import { broadcastTo, dataOf, fromData, shapeOf, type Plain } from '@wengert/tensor';
import type { Call } from '../call.js';
import { close, type Tolerance } from '../close.js';
import { comparison, violation } from '../law.js';
import { pull, push, valueOf } from '../modes.js';
import { valueOfShape } from '../plain-values.js';

/** Values and their derivatives may be computed by other loops, but by the same formula. */
const tolerance: Tolerance = { relative: 1e-14, absolute: Number.MIN_VALUE };

/** An operation that works on each element by itself does to a tensor what it does to each of its numbers, in both modes. */
export function tensorsAgreeWithScalars(call: Call): void {
  if (call.row.domain === undefined) return;
  const output = valueOf(call);
  const shape = shapeOf(output);
  const elements = call.args.map((x) => dataOf(broadcastTo(x, shape)));
  const byElement = (compute: (single: Call) => number): Plain => {
    const data = dataOf(output).map((_, k) => compute({ ...call, args: elements.map((data) => data[k] ?? NaN) }));
    return fromData(data, shape);
  };
  const check = (what: string, actual: Plain, expected: Plain, argument?: number): void => {
    if (close(actual, expected, tolerance)) return;
    throw violation('tensorsAgreeWithScalars', call, {
      found: comparison(what, actual, 'element by element it', expected),
      ...(argument === undefined ? {} : { argument }),
    });
  };
  check('the value', output, byElement(number(valueOf)));
  for (const argument of call.active) {
    const alone: Call = { ...call, active: [argument] };
    const ones = valueOfShape(shapeOf(call.args[argument] ?? 0), () => 1);
    const forward = byElement(number((single) => push({ ...single, active: [argument] }, [1])));
    check('the push of ones', push(alone, [ones]), forward, argument);
    const everywhere: Call = { ...alone, args: call.args.map((x) => broadcastTo(x, shape)) };
    const [reverse = NaN] = pull(
      everywhere,
      valueOfShape(shape, () => 1),
    );
    check('the pull of ones', reverse, forward, argument);
  }
}

function number(compute: (single: Call) => Plain): (single: Call) => number {
  return (single) => {
    const result = compute(single);
    return typeof result === 'number' ? result : NaN;
  };
}
