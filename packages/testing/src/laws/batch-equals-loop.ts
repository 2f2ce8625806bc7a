import { jvp, vjp, vmap } from '@wengert/functional';
import { mul, stack, type Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { close } from '../close.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, pull, push, valueOf } from '../modes.js';
import { largest } from '../plain-values.js';

/** How many entries the batch has. */
const entries = 3;

/** Mapped over a batch, an operation does to each entry what it does to it alone; so do its derivatives. */
export function batchEqualsLoop(call: Call): void {
  if (call.active.length === 0) return;
  const tangents = tangentsOf(call);
  const variants = Array.from({ length: entries }, (_, entry) => variantOf(call, entry));
  const batches = call.active.map((_, k) => stack(variants.map((variant) => activePrimals(variant)[k] ?? NaN)));
  const f = inActiveArguments(call);
  const cotangent = cotangentOf(call, valueOf(call));
  const mapped = vmap((...xs: Value[]) => [...jvp(f, xs, [...tangents])])(...(batches as Value[]));
  const [[values = NaN] = [], [pushed = NaN] = []] = mapped as unknown[] as Value[][];
  const pullbacks = vmap((...xs: Value[]) => {
    const [, pullback] = vjp(f, xs);
    return (pullback as (cotangents: readonly Value[]) => readonly Value[])([cotangent]);
  });
  const pulled = pullbacks(...(batches as Value[])) as readonly Value[];
  compare(call, 'value', values, variants.map(valueOf));
  compare(
    call,
    'push',
    pushed,
    variants.map((variant) => push(variant, tangents)),
  );
  const loop = variants.map((variant) => pull(variant, cotangent));
  call.active.forEach((i, k) => {
    const entries = loop.map((cotangents) => cotangents[k] ?? NaN);
    compare(call, `pull to argument ${i}`, pulled[k] ?? NaN, entries);
  });
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
