import * as operations from '@wengert/primitives/operations';
import type { Value } from '@wengert/primitives/operations';
import { isTensor, type Tensor } from '@wengert/tensor';
import { isTraced } from './traces.js';

/** Makes one value of several. */
type OfSeveral = (values: readonly Value[]) => Value;

/** An operation on several values, one after the other. */
// @__NO_SIDE_EFFECTS__
export function inTurn(operation: (x: Value, y: Value) => Value): OfSeveral {
  return ([first = NaN, ...others]) => others.reduce((x, y) => operation(x, y), first);
}

/**
 * The extreme one of several values. Of three or more numbers, those that are tied share the derivative evenly, which is the
 * subgradient of least norm; in turn, the last of them would have half of it.
 */
// @__NO_SIDE_EFFECTS__
function extreme(ofTwo: (x: Value, y: Value) => Value, ofTensor: (x: Tensor) => Value): OfSeveral {
  const ofSeveral = inTurn(ofTwo);
  return (values) => {
    const isStacked = values.length > 2 && values.some(isTraced) && !values.some((x) => isTensor(x));
    return isStacked ? ofTensor(operations.stack(values)) : ofSeveral(values);
  };
}

/** The greatest of several values. */
export const greatest: OfSeveral = /* @__PURE__ */ extreme(operations.maximum, (x) => operations.max(x));

/** The least of several values. */
export const least: OfSeveral = /* @__PURE__ */ extreme(operations.minimum, (x) => operations.min(x));
