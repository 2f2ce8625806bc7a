import { shapeOfValue, unmask, zerosOf, type Primitive, type Value } from '@wengert/primitives';
import { checkLinear } from '../linearity.js';
import { vjp } from '../vjp.js';

/** How a row with parameters `P` pushes tangents. */
export type PushRule<P> = Primitive<P>['push'];

/** How a row with parameters `P` pulls cotangents. */
export type PullRule<P> = Primitive<P>['pull'];

/**
 * The pull that belongs to a push: its transpose, taken by reverse mode. At the first use the push is found to be linear.
 *
 * @see Radul, Paszke, Frostig, Johnson, Maclaurin, You only linearize once, POPL 2023.
 */
// @__NO_SIDE_EFFECTS__
export function pullFromPush<P>(name: string, push: PushRule<P>): PullRule<P> {
  let checked = false;
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
    checked ||= checkLinear(`${name}: push`, pushOne, zeros);
    const [, pullback] = vjp((tangents: Value[]) => pushOne(tangents), [zeros]);
    return pullback([cotangent])[0][0];
  };
}

/** The push that belongs to a pull: its transpose, taken by reverse mode. At the first use the pull is found linear. */
// @__NO_SIDE_EFFECTS__
export function pushFromPull<P>(name: string, pull: PullRule<P>): PushRule<P> {
  let checked = false;
  return (tangents, args, output, params) => {
    const active = tangents.flatMap((tangent, index) => (tangent === undefined ? [] : [{ tangent, index }]));
    if (active.length === 0) return undefined;
    const pullAll = ([cotangent = 0]: readonly Value[]): Value[] =>
      active.map(({ index }) => {
        const pulled = pull(index, cotangent, args, output, params);
        return pulled === undefined ? zerosOf(shapeOfValue(args[index] ?? 0)) : unmask(pulled);
      });
    const zeros: Value[] = [zerosOf(shapeOfValue(output))];
    checked ||= checkLinear(`${name}: pull`, pullAll, zeros);
    const [, transposed] = vjp((cotangents: Value[]) => pullAll(cotangents), [zeros]);
    return transposed(active.map(({ tangent }) => tangent))[0][0];
  };
}
