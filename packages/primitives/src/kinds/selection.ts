import { loopsN, mapN, sameShape, type Shape } from '@wengert/tensor';
import { bind } from '../bind.js';
import { argument, type Domain } from '../domain.js';
import { isMasked, masked } from '../masked-cotangent.js';
import type { Cotangent, Primitive, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { broadcast, sumTo } from './broadcasting.js';

const zeroOrOne: Domain = { min: 0, max: 1, integer: true };

const whereLoops = /* @__PURE__ */ loopsN((mask = 0, x = 0, y = 0) => (mask !== 0 ? x : y));

/**
 * Takes each element from the second argument where the mask is not 0, and from the third where it is. Forward mode
 * selects between the tangents; reverse mode sends each side its cotangent under a mask, so that what the side not
 * taken would have contributed is zero by structure, whatever its partials are.
 */
export const whereRow: Primitive<undefined> = {
  name: 'where',
  kind: 'selection',
  arity: 3,
  domain: undefined,
  examples: [
    { args: [argument([], zeroOrOne), argument([]), argument([])], params: undefined },
    { args: [argument([3], zeroOrOne), argument([3]), argument([3])], params: undefined },
    { args: [argument([], zeroOrOne), argument([2]), argument([])], params: undefined },
    { args: [argument([4], zeroOrOne), argument([]), argument([])], params: undefined },
    { args: [argument([2, 1], zeroOrOne), argument([3]), argument([2, 3])], params: undefined },
    { args: [argument([3], zeroOrOne), argument([2, 1]), argument([1])], params: undefined },
    { args: [argument([2, 0], zeroOrOne), argument([0]), argument([])], params: undefined },
  ],
  source: 'linear in what is selected; the mask is locally constant',
  code: 'x !== 0 ? y : z',
  notation: {},
  apply: (args) => bind(whereRow, args, undefined),
  evaluate: (args) => mapN('where', whereLoops, args),
  push(tangents, [mask = 0], output): Tangent {
    const [, x, y] = tangents;
    if (x === undefined && y === undefined) return undefined;
    return broadcast(bind(whereRow, [mask, x ?? 0, y ?? 0], undefined), shapeOfValue(output));
  },
  pull: (index, cotangent, args) => pullSide(index, cotangent, args),
  pullMasked: (index, { mask, cotangent }, args) => pullSide(index, cotangent, args, mask),
};

function pullSide(index: number, cotangent: Value, args: readonly Value[], outerMask?: Value): Cotangent | undefined {
  const [mask = 0, x = 0, y = 0] = args;
  if (index === 0) return undefined;
  const shape = shapeOfValue(cotangent);
  const outer = outerMask ?? 1;
  const side = index === 1 ? select(mask, outer, 0) : select(mask, 0, outer);
  return settle(broadcast(side, shape), cotangent, shapeOfValue(index === 1 ? x : y));
}

/** A masked cotangent summed down to `shape`; a sum counts where one of its terms does. */
export function settle(mask: Value, cotangent: Value, shape: Shape): Cotangent {
  if (sameShape(shapeOfValue(cotangent), shape)) return masked(mask, cotangent);
  return masked(sumTo(mask, shape), sumTo(select(mask, cotangent, 0), shape));
}

/** The cotangent as a value, with zeros where its mask is not set. */
export function unmask(cotangent: Cotangent): Value {
  return isMasked(cotangent) ? select(cotangent.mask, cotangent.cotangent, 0) : cotangent;
}

/** `x` where the mask is not 0, and `y` where it is. Scalars simply choose, so that only the side taken is recorded. */
export function select(mask: Value, x: Value, y: Value): Value {
  if (typeof mask === 'number' && sameShape(shapeOfValue(x), shapeOfValue(y))) return mask !== 0 ? x : y;
  return bind(whereRow, [mask, x, y], undefined);
}
