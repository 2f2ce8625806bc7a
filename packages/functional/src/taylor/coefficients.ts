import {
  add,
  bind,
  broadcast,
  mul,
  scale,
  shapeOfValue,
  type Elementwise,
  type Primitive,
  type Tangent,
  type Value,
} from '@wengert/primitives';
import { times, type Series } from './series.js';

/** An argument of an operation: its series, or `undefined` where nothing depends on the variable. */
export type Argument = Series | undefined;

/**
 * The coefficients of y = g(x), for an elementwise g, follow from y' = p x', where p is the partial at x:
 * k y_k = sum over j of j x_j p_(k-j), and so on for further arguments. p is needed only up to power k - 1.
 *
 * @param partialsOf - The series of the partials; asked for when the first coefficient is.
 *
 * @see Griewank and Walther, Evaluating Derivatives, 2nd ed., SIAM 2008, section 13.2.
 */
export function elementwiseCoefficient(
  args: readonly Argument[],
  partialsOf: () => readonly (Series | Value | undefined)[],
  output: Value,
): (k: number) => Tangent {
  let partials: readonly (Series | Value | undefined)[] | undefined;
  return (k) => {
    partials ??= partialsOf();
    let total: Tangent;
    args.forEach((x, i) => {
      const partial = partials?.[i];
      if (x === undefined || partial === undefined) return;
      total = sumOf(total, isSeries(partial) ? chainRule(x, partial, k) : scaled(partial, x.coefficient(k)));
    });
    return total === undefined ? undefined : broadcast(total, shapeOfValue(output));
  };
}

function chainRule(x: Series, partial: Series, k: number): Tangent {
  let total: Tangent;
  for (let j = 1; j <= k; j++) {
    const slope = partial.coefficient(k - j);
    if (slope !== undefined) total = sumOf(total, scaled(slope, times(j, x.coefficient(j))));
  }
  return k === 1 || total === undefined ? total : mul(1 / k, total);
}

/** A linear operation maps each coefficient by itself, and its push is the operation. */
export function linearCoefficient<P>(
  primitive: Primitive<P>,
  args: readonly Argument[],
  primals: readonly Value[],
  output: Value,
  params: P,
): (k: number) => Tangent {
  return (k) =>
    primitive.push(
      args.map((x) => x?.coefficient(k)),
      primals,
      output,
      params,
    );
}

/** An operation that is linear in each argument: the sum over all powers that add up to k. */
export function multilinearCoefficient<P>(
  primitive: Primitive<P>,
  args: readonly Argument[],
  primals: readonly Value[],
  params: P,
): (k: number) => Tangent {
  const active = args.flatMap((x, index) => (x === undefined ? [] : [{ x, index }]));
  const sumFrom = (position: number, left: number, chosen: readonly Value[]): Tangent => {
    const argument = active[position];
    if (argument === undefined) return bind(primitive, chosen, params);
    const lowest = position === active.length - 1 ? left : 0;
    let total: Tangent;
    for (let power = lowest; power <= left; power++) {
      const coefficient = argument.x.coefficient(power);
      if (coefficient === undefined) continue;
      total = sumOf(total, sumFrom(position + 1, left - power, chosen.with(argument.index, coefficient)));
    }
    return total;
  };
  return (k) => sumFrom(0, k, primals);
}

/** From the series of y', as the push of an operation gives it. */
export function integratedCoefficient(derivativeOnce: () => Series | Value | undefined): (k: number) => Tangent {
  let derivative: { readonly series: Series | Value | undefined } | undefined;
  return (k) => {
    derivative ??= { series: derivativeOnce() };
    const { series } = derivative;
    if (series === undefined || !isSeries(series)) return k === 1 ? series : undefined;
    const coefficient = series.coefficient(k - 1);
    return k === 1 || coefficient === undefined ? coefficient : mul(1 / k, coefficient);
  };
}

function isSeries(x: Series | Value): x is Series {
  return typeof x === 'object' && 'coefficient' in x;
}

function scaled(slope: Value, direction: Tangent): Tangent {
  return direction === undefined ? undefined : scale(slope, direction);
}

function sumOf(a: Tangent, b: Tangent): Tangent {
  if (a === undefined || b === undefined) return a ?? b;
  return add(a, b);
}

/** What the partials of an elementwise operation are, given its arguments and its output as values. */
export function partialsOf(
  { partials }: Elementwise,
  args: readonly Value[],
  active: readonly Argument[],
  output: Value,
): readonly (Value | undefined)[] {
  return partials.map((rule, i) => (active[i] === undefined ? undefined : rule?.(...args, output)));
}
