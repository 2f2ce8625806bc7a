import { normalizeAxis, type Tensor } from '@wengert/tensor';
import { argument } from '../domain.js';
import { composite } from '../kinds/composite.js';
import type { Row } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { sub } from './arithmetic.js';
import { slice, type Range } from './slicing.js';

export const diffRow: Row<{ readonly axis: number }> = /* @__PURE__ */ composite({
  name: 'diff',
  arity: 1,
  define: ([x = 0], { axis }) => {
    const whole: readonly Range[] = shapeOfValue(x).map(() => null);
    return sub(slice(x, whole.with(axis, [1, null])), slice(x, whole.with(axis, [0, -1])));
  },
  examples: [
    { args: [argument([4])], params: { axis: 0 } },
    { args: [argument([3, 2])], params: { axis: 0 } },
    { args: [argument([2, 1])], params: { axis: 1 } },
    { args: [argument([0])], params: { axis: 0 } },
  ],
  source: 'linear',
});

/**
 * The differences of neighbours along an axis, which is one shorter in the result.
 *
 * @throws {@link ShapeError} when there is no such axis.
 *
 * @example
 * diff(tensor([1, 4, 9])); // [3, 5]
 */
export function diff(x: Value, axis: number = -1): Tensor {
  return diffRow.apply([x], { axis: normalizeAxis('diff', axis, shapeOfArgument('diff', x).length) }) as Tensor;
}
