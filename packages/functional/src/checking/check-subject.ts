import { formatShape, sameShape, shapeOf, type Plain } from '@wengert/tensor';
import { disagreement, problem } from './disagreement.js';
import { allOf, flatNumbers, innerProduct, mapNumbers, nameOfPlace, plainValues, type Range } from './flat-numbers.js';
import { narrowed } from './narrowing.js';
import type { Slope } from './slopes.js';
import { derivativeOf, directionOf, pullBack, pushForward, slopesAlong, type Mode, type Subject } from './subject.js';

/** How far two derivatives may be apart: `atol + rtol * size`, and what a finite difference says it may be off. */
export interface Tolerances {
  readonly rtol: number;
  readonly atol: number;
}

/** Checks a function, and then the derivatives that the modes make of it, down to `orders` of them. */
export function checkSubject(subject: Subject, orders: number, modes: readonly Mode[], tolerances: Tolerances): void {
  checkValue(subject);
  const slopes = slopesAlong(subject, directionOf(subject.primals));
  checkSettled(subject, slopes);
  let pushed: readonly number[] | undefined;
  if (modes.includes('forward')) {
    checkForward(subject, slopes, modes, tolerances);
    pushed = push(subject, allOf(subject.primals));
  }
  if (modes.includes('reverse')) checkReverse(subject, slopes, pushed, modes, tolerances);
  if (orders === 1) return;
  for (const mode of modes) checkSubject(derivativeOf(subject, mode), orders - 1, modes, tolerances);
}

/** The value must be finite, and the same whenever it is computed. */
function checkValue(subject: Subject): void {
  const { f, primals, outputs, outputNames } = subject;
  const first = flatNumbers(outputs);
  const strange = first.findIndex((x) => !Number.isFinite(x));
  if (strange >= 0) {
    throw problem(
      subject,
      `${nameOfPlace(strange, outputs, outputNames)} is ${first[strange]} at this point, so nothing can be compared. Check ` +
        'at a point inside the domain.',
    );
  }
  const again = flatNumbers(plainValues(f(primals)));
  const changed = first.findIndex((x, k) => !Object.is(x, again[k]));
  if (changed >= 0 || again.length !== first.length) {
    throw problem(
      subject,
      `${nameOfPlace(Math.max(0, changed), outputs, outputNames)} was ${first[changed]}, and ${again[changed]} when it was ` +
        'computed again. A function to check must return the same for the same arguments.',
    );
  }
}

function checkSettled(subject: Subject, slopes: readonly Slope[]): void {
  const wild = slopes.findIndex(({ slope, error, size }) => !(error <= 1e-3 * Math.abs(slope) + 1e-8 * size + 1e-10));
  if (wild < 0) return;
  throw problem(
    subject,
    `finite differences of ${nameOfPlace(wild, subject.outputs, subject.outputNames)} do not settle, so nothing can be ` +
      'compared. Likely cause: a kink, a jump, a pole or the end of the domain is near. Check at another point.',
  );
}

/** Forward mode against finite differences, for each number of the output. */
function checkForward(
  subject: Subject,
  slopes: readonly Slope[],
  modes: readonly Mode[],
  tolerances: Tolerances,
): void {
  const wrongPlace = (pushed: readonly number[], expected: readonly Slope[]): number =>
    expected.findIndex(
      ({ slope, error }, k) => !isClose(pushed[k] ?? NaN, slope, Math.abs(slope), 8 * error, tolerances),
    );
  const output = wrongPlace(push(subject, allOf(subject.primals)), slopes);
  if (output < 0) return;
  const outputs = { start: output, end: output + 1 };
  const inputs = narrowed(allOf(subject.primals), (part) => {
    const { slope, error } = slopesAlong(subject, directionOf(subject.primals, part))[output] ?? {
      slope: NaN,
      error: 0,
    };
    return !isClose(push(subject, part)[output] ?? NaN, slope, Math.abs(slope), 8 * error, tolerances);
  });
  throw disagreement(
    subject,
    { inputs, outputs },
    agreeingModes(subject, { inputs, outputs }, modes, tolerances),
    modes,
  );
}

/** Whether reverse mode is wrong in the same way as forward mode at a place, as for one rule that serves both. */
function agreeingModes(
  subject: Subject,
  { inputs, outputs }: { readonly inputs: Range; readonly outputs: Range },
  modes: readonly Mode[],
  tolerances: Tolerances,
): 'forward' | 'both' {
  if (!modes.includes('reverse')) return 'forward';
  const cotangent = mapNumbers(subject.outputs, (k) => (k === outputs.start ? 1 : 0));
  const direction = flatNumbers(directionOf(subject.primals, inputs));
  const byReverse = innerProduct(flatNumbers(plainValues(pullBack(subject.f, subject.primals, cotangent))), direction);
  const byForward = push(subject, inputs)[outputs.start] ?? NaN;
  return isClose(byReverse.product, byForward, byReverse.size, 0, tolerances) ? 'both' : 'forward';
}

/** Reverse mode against forward mode, or against finite differences where forward mode is left out. */
function checkReverse(
  subject: Subject,
  slopes: readonly Slope[],
  pushed: readonly number[] | undefined,
  modes: readonly Mode[],
  tolerances: Tolerances,
): void {
  const cotangent = directionOf(subject.outputs);
  checkPulledShapes(subject, cotangent);
  checkPullIsLinear(subject, cotangent);
  const forward = pushed ?? slopes.map(({ slope }) => slope);
  const uncertainty = pushed === undefined ? slopes.reduce((sum, { error }) => sum + 8 * error, 0) : 0;
  const differs = (inputs: Range, outputs: Range, along: readonly number[]): boolean => {
    const pulled = pull(subject, directionOf(subject.outputs, outputs));
    const left = innerProduct(flatNumbers(directionOf(subject.outputs, outputs)), along);
    const right = innerProduct(pulled, flatNumbers(directionOf(subject.primals, inputs)));
    return !isClose(right.product, left.product, left.size + right.size, uncertainty, tolerances);
  };
  const [allInputs, allOutputs] = [allOf(subject.primals), allOf(subject.outputs)];
  if (!differs(allInputs, allOutputs, forward)) return;
  const outputs = narrowed(allOutputs, (part) => differs(allInputs, part, forward));
  const inputs = narrowed(allInputs, (part) => {
    const along =
      pushed === undefined
        ? slopesAlong(subject, directionOf(subject.primals, part)).map(({ slope }) => slope)
        : push(subject, part);
    return differs(part, outputs, along);
  });
  throw disagreement(subject, { inputs, outputs }, 'reverse', modes);
}

function checkPulledShapes(subject: Subject, cotangent: readonly Plain[]): void {
  const pulled = plainValues(pullBack(subject.f, subject.primals, cotangent));
  subject.primals.forEach((primal, i) => {
    const [expected, found] = [shapeOf(primal), shapeOf(pulled[i] ?? 0)];
    if (sameShape(expected, found)) return;
    throw problem(
      subject,
      `the cotangent of ${subject.inputNames[i] ?? ''} has shape ${formatShape(found)}, but the argument has shape ` +
        `${formatShape(expected)}. Likely cause: the pull must sum over the axes along which the argument was broadcast.`,
    );
  });
}

/** A backward rule that clips, rounds or adds is right for some cotangents only. */
function checkPullIsLinear(subject: Subject, cotangent: readonly Plain[]): void {
  const once = pull(subject, cotangent);
  const factor = 4096;
  const enlarged = pull(
    subject,
    mapNumbers(cotangent, (_, now) => factor * now),
  );
  const size = once.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
  const place = once.findIndex((x, k) => Math.abs((enlarged[k] ?? NaN) - factor * x) > 1e-8 * factor * size);
  if (place < 0) return;
  throw problem(
    subject,
    `the pull to ${nameOfPlace(place, subject.primals, subject.inputNames)} is not linear: ${once[place]} for one ` +
      `cotangent, but ${enlarged[place]} for ${factor} times that. Likely cause: the backward rule clips, squares, rounds ` +
      'or adds to its cotangent.',
  );
}

function push(subject: Subject, inputs: Range): readonly number[] {
  return flatNumbers(plainValues(pushForward(subject.f, subject.primals, directionOf(subject.primals, inputs))));
}

function pull(subject: Subject, cotangent: readonly Plain[]): readonly number[] {
  return flatNumbers(plainValues(pullBack(subject.f, subject.primals, cotangent)));
}

function isClose(found: number, expected: number, size: number, error: number, { rtol, atol }: Tolerances): boolean {
  return Math.abs(found - expected) <= atol + rtol * size + error;
}
