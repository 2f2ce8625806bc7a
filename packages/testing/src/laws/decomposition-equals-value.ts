import { isPlain } from '@wengert/primitives';
import { shapeOf, sizeOf } from '@wengert/tensor';
import type { Call } from '../call.js';
import { close } from '../close.js';
import { comparison, describe, violation } from '../law.js';
import { valueOf } from '../modes.js';

/** What an operation is made of computes what the operation computes, up to rounding. */
export function decompositionEqualsValue(call: Call): void {
  const { row, args, params } = call;
  if (row.decompose === undefined || args.every((x) => sizeOf(shapeOf(x)) === 0)) return;
  const expected = valueOf(call);
  const found = row.decompose(args, params);
  if (!isPlain(found)) {
    throw violation('decompositionEqualsValue', call, { found: `of plain arguments it makes ${describe(found)}.` });
  }
  if (close(found, expected, { relative: 1e-13, absolute: Number.MIN_VALUE })) return;
  throw violation('decompositionEqualsValue', call, {
    found: comparison('the value of the decomposition', found, 'that of the row', expected),
  });
}
