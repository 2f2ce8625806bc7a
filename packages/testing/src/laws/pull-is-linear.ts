import { cotangentOf, type Call } from '../call.js';
import { violation } from '../law.js';
import { pull, valueOf } from '../modes.js';
import { combination } from '../plain-values.js';
import { linearityFinding } from '../linearity.js';

/** `pull(2 s - 3 t) = 2 pull(s) - 3 pull(t)`. */
export function pullIsLinear(call: Call): void {
  const output = valueOf(call);
  const s = cotangentOf(call, output);
  const t = cotangentOf(call, output, 1);
  const finding = linearityFinding('pull', pull(call, combination(2, s, -3, t)), pull(call, s), pull(call, t));
  if (finding === undefined) return;
  const argument = call.active[finding.index];
  throw violation('pullIsLinear', call, argument === undefined ? finding : { ...finding, argument });
}
