import { jvp, vjp } from '@wengert/functional';
import { isPlain, shapeOfValue, type Value } from '@wengert/primitives';
import { sameShape, shapeOf } from '@wengert/tensor';
import { tangentsOf, type Call } from '../call.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, valueOf, type Mapping } from '../modes.js';
import { identical } from '../plain-values.js';

/** Differentiation changes neither the value nor, inside of the transformation, its shape. */
export function tracingKeepsTheValue(call: Call): void {
  const plain = valueOf(call);
  const shape = shapeOf(plain);
  const observed: Mapping = (...xs) => {
    const results = inActiveArguments(call)(...xs);
    const [traced = NaN] = results;
    if (!sameShape(shapeOfValue(traced), shape)) {
      throw violation('tracingKeepsTheValue', call, {
        found: `inside a transformation the output has shape [${shapeOfValue(traced).join(', ')}], else [${shape.join(', ')}].`,
      });
    }
    return results;
  };
  const primals = activePrimals(call) as Value[];
  const tangents = tangentsOf(call) as Value[];
  const forward = (...xs: Value[]) => jvp(observed, xs, tangents)[0];
  const reverse = (...xs: Value[]) => vjp(observed, xs)[0];
  const values = [
    ['forward mode', forward(...primals)],
    ['reverse mode', reverse(...primals)],
    ['forward over reverse', jvp(reverse, primals, tangents)[0]],
    ['reverse over forward', vjp(forward, primals)[0]],
  ] as readonly (readonly [string, readonly Value[]])[];
  for (const [mode, [value = NaN]] of values) {
    if (isPlain(value) && identical(value, plain)) continue;
    throw violation('tracingKeepsTheValue', call, {
      found: isPlain(value)
        ? comparison(`the value under ${mode}`, value, 'the plain one', plain)
        : `under ${mode} the value is still traced.`,
    });
  }
}
