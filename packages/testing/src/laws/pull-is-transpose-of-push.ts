import { dataOf, shapeOf, type Plain } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { likelyCause } from '../diagnosis.js';
import { describe, violation } from '../law.js';
import { pull, push, valueOf } from '../modes.js';
import { innerProduct } from '../plain-values.js';

/**
 * The two modes apply one linear map and its transpose: `<cotangent, push(tangent)> = <pull(cotangent), tangent>`, for
 * each active argument. There is no truncation error, so they must agree up to rounding.
 */
export function pullIsTransposeOfPush(call: Call): void {
  const cotangent = cotangentOf(call, valueOf(call));
  const cotangents = pull(call, cotangent);
  const tangents = tangentsOf(call);
  call.active.forEach((argument, k) => {
    const tangent = tangents[k] ?? NaN;
    const pulled = cotangents[k] ?? NaN;
    const pushed = push({ ...call, active: [argument] }, [tangent]);
    const left = innerProduct([cotangent], [pushed]);
    const right = innerProduct([pulled], [tangent]);
    const tolerance = 1e-11 * (left.size + right.size) + 1e-14;
    if (Math.abs(left.product - right.product) <= tolerance) return;
    if (Object.is(left.product, right.product)) return;
    throw violation('pullIsTransposeOfPush', call, {
      argument,
      found:
        `<cotangent, push(tangent)> is ${left.product}, but <pull(cotangent), tangent> is ${right.product}, with ` +
        `tangent ${describe(tangent)}, push(tangent) ${describe(pushed)}, cotangent ${describe(cotangent)}, ` +
        `pull(cotangent) ${describe(pulled)}.`,
      cause: likelyCause([right.product], [left.product]) ?? broadcastCause(call, argument, pulled),
    });
  });
}

function broadcastCause(call: Call, argument: number, pulled: Plain): string | undefined {
  const shape = shapeOf(call.args[argument] ?? 0);
  const output = shapeOf(valueOf(call));
  const broadcast = output.length !== shape.length || output.some((length, axis) => length !== shape[axis]);
  if (!broadcast || dataOf(pulled).length === 0) return undefined;
  return 'the pull must sum over the axes along which the argument was broadcast.';
}
