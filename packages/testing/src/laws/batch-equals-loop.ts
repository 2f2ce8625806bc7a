import { jvp, vmap } from '@wengert/functional';
import { mul, stack, type Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { tangentsOf, type Call } from '../call.js';
import { close } from '../close.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, push, valueOf } from '../modes.js';
import { largest } from '../plain-values.js';

/** How many entries the batch has. */
const entries = 3;

/** Mapped over a batch, an operation does to each entry what it does to it alone; so does its derivative. */
export function batchEqualsLoop(call: Call): void {
  if (call.active.length === 0) return;
  const tangents = tangentsOf(call);
  const variants = Array.from({ length: entries }, (_, entry) => variantOf(call, entry));
  const batches = call.active.map((_, k) => stack(variants.map((variant) => activePrimals(variant)[k] ?? NaN)));
  const f = inActiveArguments(call);
  const mapped = vmap((...xs: Value[]) => [...jvp(f, xs, [...tangents])])(...(batches as Value[]));
  const [[values = NaN] = [], [pushed = NaN] = []] = mapped as unknown[] as Value[][];
  compare(call, 'value', values, variants.map(valueOf));
  compare(
    call,
    'push',
    pushed,
    variants.map((variant) => push(variant, tangents)),
  );
}

/** The call at a slightly different point: a factor near 1 keeps the structure of matrices and the order of entries. */
function variantOf(call: Call, entry: number): Call {
  const args = call.args.map((x, i) => {
    const isInteger = call.examples[i]?.domain.integer === true;
    return isInteger || !call.active.includes(i) ? x : (plainOnly([mul(x, 1 - entry / 256)])[0] ?? NaN);
  });
  return { ...call, args };
}

function compare(call: Call, what: string, batch: Value, loop: readonly Plain[]): void {
  const [found = NaN, expected = NaN] = plainOnly([batch, stack([...loop])]);
  const tolerance = { relative: 1e-11, absolute: 1e-11 * largest([expected]) };
  if (close(found, expected, tolerance)) return;
  throw violation('batchEqualsLoop', call, {
    found: comparison(`the ${what} mapped over a batch`, found, 'one entry after the other it', expected),
  });
}
