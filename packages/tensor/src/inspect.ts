import { formatShape, stridesOf, type Shape } from './shape.js';

/** Up to this many elements are all shown. */
const shownInFull = 60;

/** Beyond that, so many at either end of each axis. */
const shownAtEnds = 3;

/** `Tensor [2, 3] [[1, 2, 3], [4, 5, 6]]`, with `...` for the middle of long axes. */
export function describeTensor(data: Float64Array, shape: Shape): string {
  const strides = stridesOf(shape);
  const ends = data.length <= shownInFull ? Infinity : shownAtEnds;

  function describeAxis(axis: number, offset: number): string {
    if (axis === shape.length) {
      const element = data[offset] as number;
      return Object.is(element, -0) ? '-0' : String(element);
    }
    const length = shape[axis] as number;
    const items: string[] = [];
    for (let i = 0; i < length; i++) {
      if (i === ends && length > 2 * ends) {
        items.push('...');
        i = length - ends;
      }
      items.push(describeAxis(axis + 1, offset + i * (strides[axis] as number)));
    }
    return `[${items.join(', ')}]`;
  }

  return `Tensor ${formatShape(shape)} ${describeAxis(0, 0)}`;
}
