import type { Primitive, Row } from '@wengert/primitives';
import { ones, shapeOf } from '@wengert/tensor';
import type { Call } from '../call.js';
import { describe, violation } from '../law.js';
import { valueOf } from '../modes.js';

/**
 * A zero by structure goes into a rule and comes out as one, and not as a number that an infinite partial further on
 * would make a NaN of: no tangents push to no tangent, and nothing is pulled to an argument that has no derivative.
 */
export function structuralZerosStayStructural(call: Call): void {
  const { row, args, params, examples } = call;
  if (!hasRules(row)) return;
  const output = valueOf(call);
  const pushed = row.push(
    args.map(() => undefined),
    args,
    output,
    params,
  );
  if (pushed !== undefined) {
    throw violation('structuralZerosStayStructural', call, {
      found: `no argument has a tangent, but the push is ${describe(pushed)}.`,
    });
  }
  examples.forEach(({ domain }, argument) => {
    if (domain.integer !== true) return;
    const pulled = row.pull(argument, ones(shapeOf(output)), args, output, params);
    if (pulled === undefined) return;
    throw violation('structuralZerosStayStructural', call, {
      argument,
      found: `it takes integers only, but has a cotangent, ${describe(pulled)}.`,
    });
  });
}

/** Whether a row has a push and a pull, and is not defined by other operations. */
function hasRules(row: Row): row is Primitive {
  return row.kind !== 'composite';
}
