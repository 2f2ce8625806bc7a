import { linearize, vjp } from '@wengert/functional';
import type { Value } from '@wengert/primitives';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { DirectionTrace } from '../direction-trace.js';
import { violation } from '../law.js';
import { activePrimals, inActiveArguments, valueOf } from '../modes.js';

/**
 * A pullback that is used again, and a linearised operation that is, compute nothing nonlinear: whatever depends on the
 * point alone was kept the first time.
 */
export function reusedSweepsComputeNothingNonlinear(call: Call): void {
  // What is defined by other rows may select by masks, and sweeps combine those each time.
  if (call.active.length === 0 || call.row.kind === 'composite') return;
  const output = valueOf(call);
  for (const mode of ['pullback', 'pushforward'] as const) {
    const trace = new DirectionTrace();
    const primals = activePrimals(call).map((x) => trace.fixed(x));
    const sweep = mode === 'pullback' ? pulling(call, primals) : pushing(call, primals);
    for (const variant of [0, 1]) {
      trace.fixedOperations = [];
      const directions = mode === 'pullback' ? [cotangentOf(call, output, variant)] : tangentsOf(call, variant);
      sweep(directions.map((x) => trace.moving(x)));
    }
    const nonlinear = trace.fixedOperations.filter(({ kind }) => kind !== 'linear').map(({ name }) => name);
    if (nonlinear.length === 0) continue;
    throw violation('reusedSweepsComputeNothingNonlinear', call, {
      found: `the ${mode} computes ${nonlinear.join(', ')} again, which does not depend on the direction.`,
    });
  }
}

function pulling(call: Call, primals: readonly Value[]): (directions: readonly Value[]) => unknown {
  const [, pullback] = vjp(inActiveArguments(call), primals as Value[]);
  return pullback;
}

function pushing(call: Call, primals: readonly Value[]): (directions: readonly Value[]) => unknown {
  const [, pushforward] = linearize(inActiveArguments(call), primals as Value[]);
  return (directions) => (pushforward as (...directions: Value[]) => unknown)(...directions);
}
