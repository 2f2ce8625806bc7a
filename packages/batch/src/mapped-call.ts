import { sum, whileLive, type Call, type Tangent, type Trace, type Value } from '@wengert/primitives';

/** What this needs of the trace: values into the batch and out of it. */
interface BatchBoundary extends Trace {
  live: boolean;
  batched(batch: Value): Value;
  batchOf(x: Value): Value;
}

/**
 * A call mapped over a batch: its arguments and results are arrays with the batch axis in front where they differ
 * between entries. Its derivative is the derivative of the call, mapped.
 *
 * @param flags - Which arguments differ between entries.
 */
export function mappedCall(trace: BatchBoundary, call: Call, flags: readonly boolean[]): Call {
  const enter = (args: readonly Value[]): readonly Value[] =>
    args.map((x, i) => (flags[i] === true ? trace.batched(x) : x));
  const leave = (x: Value): Value => trace.batchOf(x);
  return {
    name: call.name,
    evaluate: (args) => call.evaluate(enter(args)).map(leave),
    linearize(args, reused) {
      const { outputs, push, pull } = call.linearize(enter(args), reused);
      return {
        outputs: outputs.map(leave),
        push: (tangents) =>
          whileLive(trace, () =>
            push(tangents.map((tangent, i) => (flags[i] === true ? entered(trace, tangent) : tangent))).map(
              (tangent) => (tangent === undefined ? undefined : leave(tangent)),
            ),
          ),
        pull: (cotangents) =>
          whileLive(trace, () =>
            pull(cotangents.map((cotangent) => entered(trace, cotangent))).map((cotangent, i) => {
              if (cotangent === undefined) return undefined;
              // An argument that all entries share receives from each of them.
              return flags[i] === true ? leave(cotangent) : sum(leave(cotangent), { axis: 0 });
            }),
          ),
      };
    },
  };
}

function entered(trace: BatchBoundary, x: Tangent): Tangent {
  return x === undefined ? undefined : trace.batched(x);
}
