import { shapeOfValue, unmask, zerosOf, type Primitive, type Value } from '@wengert/primitives';
import { checkLinear } from '../linearity.js';
import { vjp } from '../vjp.js';

/** How a row with parameters `P` pushes tangents. */
export type PushRule<P> = Primitive<P>['push'];

/** How a row with parameters `P` pulls cotangents. */
export type PullRule<P> = Primitive<P>['pull'];

/**
 * The pull that belongs to a push: its transpose, taken by reverse mode. At its first use for an argument, the push is
 * found to be linear in the tangent of that one.
 *
 * @see Radul, Paszke, Frostig, Johnson, Maclaurin, You only linearize once, POPL 2023.
 */
// @__NO_SIDE_EFFECTS__
export function pullFromPush<P>(name: string, push: PushRule<P>): PullRule<P> {
  const linearIn = new Set<number>();
  return (index, cotangent, args, output, params) => {
    const pushOne = ([tangent]: readonly Value[]): Value[] => [
      push(
        args.map((_, i) => (i === index ? tangent : undefined)),
        args,
        output,
        params,
      ) ?? zerosOf(shapeOfValue(output)),
    ];
    const zeros: Value[] = [zerosOf(shapeOfValue(args[index] ?? 0))];
    if (!linearIn.has(index) && checkLinear(`${name}: push`, pushOne, zeros)) linearIn.add(index);
    const [, pullback] = vjp((tangents: Value[]) => pushOne(tangents), [zeros]);
    return pullback([cotangent])[0][0];
  };
}

/**
 * The push that belongs to a pull: its transpose, taken by reverse mode. At its first use for an argument, the pull for that
 * one is found to be linear.
 */
// @__NO_SIDE_EFFECTS__
export function pushFromPull<P>(name: string, pull: PullRule<P>): PushRule<P> {
  const linearFor = new Set<number>();
  return (tangents, args, output, params) => {
    const active = tangents.flatMap((tangent, index) => (tangent === undefined ? [] : [{ tangent, index }]));
    if (active.length === 0) return undefined;
    const pullAll = ([cotangent = 0]: readonly Value[]): Value[] =>
      active.map(({ index }) => {
        const pulled = pull(index, cotangent, args, output, params);
        return pulled === undefined ? zerosOf(shapeOfValue(args[index] ?? 0)) : unmask(pulled);
      });
    const zeros: Value[] = [zerosOf(shapeOfValue(output))];
    if (!active.every(({ index }) => linearFor.has(index)) && checkLinear(`${name}: pull`, pullAll, zeros)) {
      for (const { index } of active) linearFor.add(index);
    }
    const [, transposed] = vjp((cotangents: Value[]) => pullAll(cotangents), [zeros]);
    return transposed(active.map(({ tangent }) => tangent))[0][0];
  };
}
