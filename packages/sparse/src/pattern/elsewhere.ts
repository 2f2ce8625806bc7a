import { WengertError, dataOf, fromData, shapeOf, type Plain } from '@wengert/tensor';
import type { Application } from './linear-maps.js';
import { genericArray, genericInteger, genericNumber } from './probes.js';

/** So many random orders of two elements leave no doubt that both orders have been seen. */
const mostOrders = 20;

/**
 * An application of an operation at other points than the actual one, as far as it is defined there. Which elements of a
 * maximum or of a sorted array an element of the result depends on changes from point to point, and a pattern must hold
 * at all of them: so the arguments are put in other orders. A matrix that happens to be diagonal hides what its inverse
 * depends on: so they are moved a little, and replaced altogether.
 */
export function elsewhere<P>(application: Application<P>): readonly Application<P>[] {
  const { args } = application;
  const shortest = Math.min(...args.flatMap((x) => shapeOf(x).filter((length) => length > 1)));
  // The fewer elements there are to put in order, the more often an order comes again.
  const orders = Math.max(3, Math.min(mostOrders, Math.ceil(40 / (shortest * Math.log2(shortest)))));
  const variants: (readonly Plain[])[] = [
    args.map((x, i) =>
      mapped(x, (element, k) => element * (1 + 0.01 * genericNumber(k, i)) + 0.01 * genericNumber(k, 7 + i)),
    ),
    args.map((x, i) => genericArray(shapeOf(x), 3 + i)),
    ...Array.from({ length: orders }, (_, order) => args.map((x, i) => shuffled(x, 31 * order + i))),
  ];
  return [application, ...variants.flatMap((variant) => applied(application, variant))];
}

/** Nothing when the operation refuses the arguments or is not defined there. */
function applied<P>({ primitive, params }: Application<P>, args: readonly Plain[]): readonly Application<P>[] {
  try {
    const output = primitive.evaluate(args, params);
    return dataOf(output).every(Number.isFinite) ? [{ primitive, args, output, params }] : [];
  } catch (error) {
    if (error instanceof WengertError) return [];
    throw error;
  }
}

function mapped(x: Plain, change: (element: number, place: number) => number): Plain {
  return fromData(dataOf(x).map(change), shapeOf(x));
}

/** The same elements in another order (Fisher and Yates). */
function shuffled(x: Plain, series: number): Plain {
  const data = dataOf(x).slice();
  for (let k = data.length - 1; k > 0; k--) {
    const other = genericInteger(k + 1, k, series);
    [data[k], data[other]] = [data[other] ?? NaN, data[k] ?? NaN];
  }
  return fromData(data, shapeOf(x));
}
