import { broadcastTo, dataOf, shapeOf, type Plain } from '@wengert/tensor';
import type { Value } from '@wengert/primitives';
import { tangentsOf } from '../call.js';
import { close } from '../close.js';
import { likelyCause } from '../diagnosis.js';
import { comparison, violation, type Law } from '../law.js';
import { plainOnly, push, valueOf } from '../modes.js';
import { largest, valueOfShape } from '../plain-values.js';

/** Given the arguments of an operation and a tangent for each, the tangent of its output. */
export type ExpectedDerivative = (args: readonly Value[], tangents: readonly Value[]) => Value;

/** The law that the derivative is what a formula says it is. */
export function derivativeIsAsExpected(expected: ExpectedDerivative): Law {
  return function derivativeIsAsExpected(call) {
    const shape = shapeOf(valueOf(call));
    for (const argument of call.active) {
      const alone = { ...call, active: [argument] };
      const [tangent = 0] = tangentsOf(alone);
      const tangents = call.args.map((x, i): Plain => (i === argument ? tangent : valueOfShape(shapeOf(x), () => 0)));
      const [formula = NaN] = plainOnly([expected(call.args, tangents)]);
      const wanted = broadcastTo(formula, shape);
      const found = push(alone, [tangent]);
      if (close(found, wanted, { relative: 1e-10, absolute: 1e-12 * largest([wanted]) })) continue;
      throw violation('derivativeIsAsExpected', call, {
        argument,
        found: comparison('push(tangent)', found, 'the expected derivative', wanted),
        cause: likelyCause(Array.from(dataOf(found)), Array.from(dataOf(wanted))),
      });
    }
  };
}
