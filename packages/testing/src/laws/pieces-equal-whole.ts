import { dataOf, shapeOf } from '@wengert/tensor';
import type { Call } from '../call.js';
import { close } from '../close.js';
import { comparison, violation } from '../law.js';
import { valueOf } from '../modes.js';

/** What reduces a tensor in pieces gives what the operation gives, bit for bit, each time that it is used. */
export function piecesEqualWhole(call: Call): void {
  const { row, args, params } = call;
  const [x = 0] = args;
  const output = valueOf(call);
  const accumulator = row.accumulate?.(shapeOf(x), params, shapeOf(output));
  if (accumulator === undefined) return;
  for (let run = 0; run < 2; run++) {
    let found;
    do {
      accumulator.ends.forEach((_, piece) => {
        accumulator.take(piece, dataOf(x), accumulator.ends[piece - 1] ?? 0);
      });
      found = accumulator.finish();
    } while (found === undefined);
    if (close(found, output, { relative: 0, absolute: 0 })) continue;
    throw violation('piecesEqualWhole', call, { found: comparison('in pieces', found, 'as a whole', output) });
  }
}
