import { WengertError } from '@wengert/tensor';
import { flatNumbers, innerProduct, mapNumbers, nameOfPlace, plainValues, type Range } from './flat-numbers.js';
import { likelyCause } from './likely-cause.js';
import { kinkAtZero } from './slopes.js';
import { alongLine, directionOf, pullBack, pushForward, slopesAlong, type Mode, type Subject } from './subject.js';

/** Where a derivative is wrong: by which numbers of the arguments, of which numbers of the output. */
export interface Place {
  readonly inputs: Range;
  readonly outputs: Range;
}

/**
 * The error for a derivative that comes out differently in different ways.
 *
 * @param wrong - The mode that disagrees; `both` when the modes agree with each other.
 */
export function disagreement(
  subject: Subject,
  place: Place,
  wrong: Mode | 'both',
  modes: readonly Mode[],
): WengertError {
  const single = place.inputs.end - place.inputs.start === 1;
  const direction = directionOf(subject.primals, place.inputs);
  // Along a single argument, the derivative by it is easier to read than that along a direction of some length.
  const length = single ? (flatNumbers(direction)[place.inputs.start] ?? 1) : 1;
  const unit = mapNumbers(direction, (_, now) => now / length);
  const cotangent = mapNumbers(subject.outputs, (k) => (k === place.outputs.start ? 1 : 0));
  const slope = slopesAlong(subject, direction)[place.outputs.start];
  const bySlope = (slope?.slope ?? NaN) / length;
  const byMode = (mode: Mode): number =>
    mode === 'forward'
      ? (flatNumbers(plainValues(pushForward(subject.f, subject.primals, unit)))[place.outputs.start] ?? NaN)
      : innerProduct(flatNumbers(plainValues(pullBack(subject.f, subject.primals, cotangent))), flatNumbers(unit))
          .product;
  const numbers = modes.map((mode) => [mode, byMode(mode)] as const);
  const found = numbers.find(([mode]) => wrong === 'both' || mode === wrong)?.[1] ?? NaN;
  const expected = wrong === 'reverse' ? (numbers.find(([mode]) => mode === 'forward')?.[1] ?? bySlope) : bySlope;
  const cause =
    kinkCause(subject, place, found) ??
    likelyCause({
      found,
      expected,
      axisLengths: [...subject.primals, ...subject.outputs].flatMap((x) => (typeof x === 'number' ? [] : [...x.shape])),
      entries: flatNumbers(subject.primals).slice(0, 1000),
    });
  const said = numbers.map(([mode, number]) => `${number} by ${mode} mode`);
  return problem(
    subject,
    `the derivative of ${nameOfPlace(place.outputs.start, subject.outputs, subject.outputNames)} ` +
      `${single ? 'by' : 'along a fixed direction of several arguments, among them'} ` +
      `${nameOfPlace(place.inputs.start, subject.primals, subject.inputNames)} is ${said.join(' and ')}, but ` +
      `${bySlope} by finite differences (to ${((slope?.error ?? NaN) / Math.abs(length)).toExponential(0)}). ` +
      `Likely cause: ${cause}`,
  );
}

function kinkCause(subject: Subject, place: Place, found: number): string | undefined {
  const line = alongLine(subject, directionOf(subject.primals, place.inputs));
  const kink = kinkAtZero((t) => line(t)[place.outputs.start] ?? NaN);
  if (kink === undefined || Number.isNaN(found)) return undefined;
  return (
    `the function has a kink or a jump here (its slope is ${kink[0].toPrecision(4)} on one side and ` +
    `${kink[1].toPrecision(4)} on the other). Check at another point.`
  );
}

/** An error that says which order was being checked. */
export function problem({ order }: Subject, text: string): WengertError {
  return new WengertError(`checkGrads${order === 1 ? '' : `, order ${order}`}: ${text}`);
}
