import { formatShape, sameShape, shapeOf } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { violation } from '../law.js';
import { pull, push, valueOf } from '../modes.js';

/** An output tangent has the shape of the output, and a cotangent that of its argument; numbers stay numbers. */
export function derivativesHaveTheRightShape(call: Call): void {
  const output = valueOf(call);
  const pushed = push(call, tangentsOf(call));
  if (!sameShape(shapeOf(pushed), shapeOf(output))) {
    throw violation('derivativesHaveTheRightShape', call, {
      found: `push gives shape ${formatShape(shapeOf(pushed))} for an output of shape ${formatShape(shapeOf(output))}.`,
      cause: 'the push must broadcast to the shape of the output.',
    });
  }
  pull(call, cotangentOf(call, output)).forEach((pulled, k) => {
    const argument = call.active[k] ?? -1;
    const shape = shapeOf(call.args[argument] ?? 0);
    if (sameShape(shapeOf(pulled), shape)) return;
    throw violation('derivativesHaveTheRightShape', call, {
      argument,
      found: `pull gives shape ${formatShape(shapeOf(pulled))} for an argument of shape ${formatShape(shape)}.`,
      cause: 'the pull must sum over the axes along which the argument was broadcast.',
    });
  });
}
