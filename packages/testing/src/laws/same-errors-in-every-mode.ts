import { compile } from '@wengert/compile';
import { vmap } from '@wengert/functional';
import { stack, type Value } from '@wengert/primitives';
import { ones, shapeOf, type Plain, type Shape } from '@wengert/tensor';
import { directionOf } from '../directions.js';
import type { Call } from '../call.js';
import { violation } from '../law.js';
import { pullBack, pushForward, type Mapping } from '../modes.js';

/** An argument that does not fit is refused with the same words when the call is differentiated, batched or compiled. */
export function sameErrorsInEveryMode(call: Call): void {
  for (const wrong of wrongCalls(call)) {
    const f: Mapping = (...xs) => [wrong.row.apply(xs, wrong.params)];
    const plain = refusal(() => f(...wrong.args));
    if (plain === undefined) continue;
    const tangents = wrong.args.map((x) => directionOf(shapeOf(x), 0));
    const forward = (...xs: Value[]): readonly Value[] => pushForward(f, xs, tangents);
    // As many entries as an axis of an example has elements, so that the batch axis may be mistaken for it.
    const inBatchOf = (size: number) => vmap(f)(...wrong.args.map((x): Value => stack(new Array<Plain>(size).fill(x))));
    // The cotangent is never reached.
    const reverse = (...xs: Value[]): readonly Value[] => pullBack(f, xs, [1]);
    const outcomes: readonly (readonly [string, string | undefined])[] = [
      ['forward mode', refusal(() => forward(...wrong.args))],
      ['reverse mode', refusal(() => reverse(...wrong.args))],
      ['forward over reverse', refusal(() => pushForward(reverse, wrong.args, tangents))],
      ['reverse over forward', refusal(() => pullBack(forward, wrong.args, [1]))],
      ['a batch of 2', refusal(() => inBatchOf(2))],
      ['a batch of 3', refusal(() => inBatchOf(3))],
      ['compiled evaluation', refusal(() => compile<Value[], readonly Value[]>(f)(...wrong.args))],
    ];
    for (const [mode, outcome] of outcomes) {
      if (outcome === plain) continue;
      throw violation('sameErrorsInEveryMode', wrong, {
        found: `plain evaluation throws "${plain}", but ${mode} ${outcome === undefined ? 'throws nothing' : `throws "${outcome}"`}.`,
        cause: 'the rule computes with its arguments before the operation has checked them.',
      });
    }
  }
}

/** The call with one argument of another shape, in several ways. */
function wrongCalls(call: Call): readonly Call[] {
  return call.args.flatMap((x, i) =>
    wrongShapes(shapeOf(x), call.params !== undefined).map((shape): Call => {
      const args: readonly Plain[] = call.args.with(i, ones(shape));
      return { ...call, args, active: args.map((_, k) => k) };
    }),
  );
}

/** Parameters may name axes, which a row leaves to the function that users call to check; those axes must exist. */
function wrongShapes(shape: Shape, hasParameters: boolean): readonly Shape[] {
  const longer = shape.map((length) => length + 5);
  return hasParameters ? [longer, [...longer, 7]] : [longer, [5, 7], [...shape, 7], shape.slice(1)];
}

/** The error that a computation ends with, in words. */
function refusal(compute: () => unknown): string | undefined {
  try {
    compute();
  } catch (error) {
    if (error instanceof Error) return `${error.name}: ${error.message}`;
    throw error;
  }
  return undefined;
}
