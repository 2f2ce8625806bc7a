import { compile } from '@wengert/compile';
import { jvp, vjp } from '@wengert/functional';
import type { Value } from '@wengert/primitives';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { close } from '../close.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, valueOf } from '../modes.js';

/** Compiled, an operation and its derivatives in both modes are what they are without, to the last bit. */
export function compiledEqualsEager(call: Call): void {
  const f = inActiveArguments(call);
  const primals = activePrimals(call);
  const tangents = tangentsOf(call);
  const cotangent = cotangentOf(call, valueOf(call));
  const all = (...xs: Value[]): readonly Value[] => {
    const [output, tangent] = jvp(f, xs, tangents);
    const [, pullback] = vjp(f, xs);
    return [...output, ...tangent, ...(pullback as (cotangents: readonly Value[]) => readonly Value[])([cotangent])];
  };
  const expected = plainOnly(all(...primals));
  const compiled = compile<Value[], readonly Value[]>(all);
  // The first call writes the program down, and the second one runs it.
  for (let run = 0; run < 2; run++) {
    plainOnly(compiled(...primals)).forEach((found, i) => {
      const eager = expected[i] ?? NaN;
      if (close(found, eager, { relative: 0, absolute: 0 })) return;
      throw violation('compiledEqualsEager', call, {
        found: comparison(`compiled, result ${i} of value, tangent and cotangents`, found, 'eagerly it', eager),
      });
    });
  }
}
