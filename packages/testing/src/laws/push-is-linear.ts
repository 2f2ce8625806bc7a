import { tangentsOf, type Call } from '../call.js';
import { violation } from '../law.js';
import { push } from '../modes.js';
import { combination } from '../plain-values.js';
import { linearityFinding } from '../linearity.js';

/** `push(2 s - 3 t) = 2 push(s) - 3 push(t)`, with one tangent for each active argument. */
export function pushIsLinear(call: Call): void {
  const s = tangentsOf(call);
  const t = tangentsOf(call, 1);
  const together = push(
    call,
    s.map((tangent, i) => combination(2, tangent, -3, t[i] ?? NaN)),
  );
  const finding = linearityFinding('push', [together], [push(call, s)], [push(call, t)]);
  if (finding !== undefined) throw violation('pushIsLinear', call, finding);
}
