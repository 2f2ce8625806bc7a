import type { Value } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import { jvp } from '../jvp.js';
import { vjp } from '../vjp.js';
import { flatNumbers, mapNumbers, plainValues, type Range } from './flat-numbers.js';
import { slopesAtZero, type Slope } from './slopes.js';

/** A mode of differentiation. */
export type Mode = 'forward' | 'reverse';

/** A function of values, at a point. */
export interface Subject {
  readonly f: (xs: readonly Value[]) => readonly Value[];
  /** 1 for the function itself, 2 for its derivative … */
  readonly order: number;
  readonly primals: readonly Plain[];
  readonly outputs: readonly Plain[];
  /** What the arguments and outputs are called. */
  readonly inputNames: readonly string[];
  readonly outputNames: readonly string[];
}

/** The tangents of the outputs, by forward mode. */
export function pushForward(f: Subject['f'], xs: readonly Value[], tangents: readonly Value[]): readonly Value[] {
  return jvp((args: readonly Value[]) => f(args), [xs], [tangents])[1];
}

/** The cotangents of the arguments, by reverse mode. */
export function pullBack(f: Subject['f'], xs: readonly Value[], cotangents: readonly Value[]): readonly Value[] {
  const [, pullback] = vjp((args: readonly Value[]) => f(args), [xs]);
  return pullback(cotangents)[0];
}

/** The function that one mode makes of a subject: its derivative in fixed directions. */
export function derivativeOf(subject: Subject, mode: Mode): Subject {
  const { f, order, primals, outputs, inputNames, outputNames } = subject;
  if (mode === 'forward') {
    const tangents = directionOf(primals);
    const derived: Subject['f'] = (xs) => pushForward(f, xs, tangents);
    const names = outputNames.map((name) => `the tangent of ${name}`);
    return { ...subject, f: derived, order: order + 1, outputs: plainValues(derived(primals)), outputNames: names };
  }
  const cotangents = directionOf(outputs);
  const derived: Subject['f'] = (xs) => pullBack(f, xs, cotangents);
  const names = inputNames.map((name) => `the cotangent of ${name}`);
  return { ...subject, f: derived, order: order + 1, outputs: plainValues(derived(primals)), outputNames: names };
}

/**
 * A direction for values like these, the same at every call, which is zero outside of `range`. Its entries have sizes
 * from 1/2 to 1 times the scale of the entry: the square root of the size of the number there, so that neither entries
 * that are large nor such as are close to the end of a domain are moved too far.
 */
export function directionOf(values: readonly Plain[], range?: Range): readonly Plain[] {
  return mapNumbers(values, (place, now) => {
    if (range !== undefined && (place < range.start || place >= range.end)) return 0;
    // Weyl's sequence of multiples of the golden ratio has no pattern that a derivative could be orthogonal to.
    const fraction = ((place + 1) * 0.6180339887498949) % 1;
    return (fraction < 0.5 ? -1 : 1) * (0.5 + (Math.floor(fraction * 64) % 32) / 64) * scaleOf(now);
  });
}

function scaleOf(x: number): number {
  if (x === 0 || !Number.isFinite(x)) return 1;
  return Math.max(2 ** -12, 2 ** Math.round(Math.log2(Math.abs(x)) / 2));
}

/** Along a direction: the numbers in the output, as a function of how far to go. */
export function alongLine({ f, primals }: Subject, direction: readonly Plain[]): (t: number) => readonly number[] {
  const slopes = flatNumbers(direction);
  return (t) => flatNumbers(plainValues(f(mapNumbers(primals, (place, now) => now + t * (slopes[place] ?? 0)))));
}

/** The tangents of the outputs, by finite differences. */
export function slopesAlong(subject: Subject, direction: readonly Plain[]): readonly Slope[] {
  return slopesAtZero(alongLine(subject, direction));
}
