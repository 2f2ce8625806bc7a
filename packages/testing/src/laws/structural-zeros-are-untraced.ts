import { jvp, vjp } from '@wengert/functional';
import { isPlain, type Value } from '@wengert/primitives';
import { tangentsOf, type Call } from '../call.js';
import { hasPartials } from '../has-partials.js';
import { violation } from '../law.js';
import { activePrimals, inActiveArguments, type Mapping } from '../modes.js';

/**
 * Where the derivative is zero by structure (a constant operation, an argument without a partial), the result is plain
 * inside of a transformation. So nothing is recorded for it, and it may steer an `if` or be an index.
 */
export function structuralZerosAreUntraced(call: Call): void {
  if (!isZeroByStructure(call)) return;
  const observed =
    (mode: string): Mapping =>
    (...xs) => {
      const results = inActiveArguments(call)(...xs);
      if (results.every(isPlain)) return results;
      throw violation('structuralZerosAreUntraced', call, {
        found: `the derivative is zero by structure, but the result is traced in ${mode} mode.`,
      });
    };
  const primals = activePrimals(call) as Value[];
  jvp(observed('forward'), primals, tangentsOf(call) as Value[]);
  vjp(observed('reverse'), primals);
}

function isZeroByStructure({ row, active }: Call): boolean {
  if (row.kind === 'constant') return true;
  return hasPartials(row) && active.every((argument) => row.partials[argument] === undefined);
}
