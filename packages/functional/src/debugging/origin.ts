import { BatchTrace, type Batched } from '@wengert/batch';
import { currentDerivative, isPlain, traceOf, type Traced, type Value } from '@wengert/primitives';
import { sameShape, shapeOf, TraceError, type Plain } from '@wengert/tensor';
import type { Application } from '../observing-trace.js';
import { presentSite, userLine, type Site } from './user-lines.js';

/** Where a NaN or an Infinity comes from. */
interface Origin {
  /** Larger for what happened later. */
  readonly order: number;
  /** What happened there, with the numbers, and what to do instead, as sentences. */
  readonly describe: () => string;
}

/** What is noted about every value: where it was made, and where its NaN or Infinity comes from if it has one. */
export interface Provenance {
  readonly site: Site | undefined;
  readonly origin: Origin | undefined;
}

let applications = 0;

/** The provenance of the output of an operation. */
export function provenanceOf(
  application: Application<Provenance>,
  outside: number,
  noteOf: (x: Value) => Provenance | undefined,
): Provenance {
  const site = presentSite(outside);
  const output = plainOrNothing(application.output);
  if (output === undefined || firstBad(output) < 0) return { site, origin: undefined };
  const inherited = application.notes.flatMap((note) => note?.origin ?? []).sort((a, b) => a.order - b.order)[0];
  if (inherited !== undefined) return { site, origin: inherited };
  const args = application.args.map(plainOrNothing);
  const derivative = currentDerivative();
  const made = derivative === undefined ? undefined : noteOf(derivative.output)?.site;
  const describe = (): string => {
    const operation = describeApplication(application.operation, application.elementwise, args, output);
    const line = userLine(site);
    if (derivative !== undefined) {
      const place = made === undefined ? line : userLine(made);
      return `the derivative of ${derivative.operation}${atLine(place)} takes ${operation}. ${adviceForDerivative}`;
    }
    const given = args.some((x) => x !== undefined && firstBad(x) >= 0);
    return `it comes from ${operation}${atLine(line)}. ${given ? adviceForConstants : adviceFor(output)}`;
  };
  return { site, origin: { order: applications++, describe } };
}

/** The provenance of something that is handed in. */
export function provenanceOfInput(x: Value, name: string): Provenance {
  const plain = plainOrNothing(x);
  if (plain === undefined || firstBad(plain) < 0) return { site: undefined, origin: undefined };
  const describe = (): string => `${name} is ${badNumber(plain)} already.`;
  return { site: undefined, origin: { order: applications++, describe } };
}

/** The NaN or Infinity in a value, as a word; `undefined` when there is none. */
export function badNumberIn(x: Value): string | undefined {
  const plain = plainOrNothing(x);
  return plain === undefined || firstBad(plain) < 0 ? undefined : badNumber(plain);
}

const adviceForDerivative =
  'By convention a derivative at the edge of a domain is its limit, which may be infinite, and 0 * Infinity is NaN. Keep ' +
  'away from the edge (add a small number, or use clip or maximum), choose another formula there with where, which takes ' +
  'nothing from the side not chosen, or use an operation with a convention of its own, such as norm or hypot for the root ' +
  'of a sum of squares.';

const adviceForConstants =
  'One of its arguments is NaN or Infinity already, and does not come from an argument of the function: look where that ' +
  'constant was computed.';

function adviceFor(output: Plain): string {
  return Number.isNaN(elementAt(output, firstBad(output)))
    ? 'Outside of its domain an operation gives NaN, as Math does. Keep its arguments inside (clip, maximum), or choose ' +
        'with where, which takes nothing from the side not chosen.'
    : 'The true result is infinite, or too large for a number. Keep away from the pole, or work with logarithms ' +
        '(logsumexp, logaddexp, softplus, logSoftmax, lgamma do not overflow).';
}

function atLine(line: string | undefined): string {
  return line === undefined ? '' : ` at ${line}`;
}

/** `log(-1), which is NaN`; for an elementwise operation on tensors, at the first element where it happens. */
function describeApplication(
  operation: string,
  elementwise: boolean,
  args: readonly (Plain | undefined)[],
  output: Plain,
): string {
  const place = firstBad(output);
  const words = args.map((x) => {
    if (x === undefined) return '…';
    if (typeof x === 'number') return String(x);
    return elementwise && sameShape(shapeOf(x), shapeOf(output)) ? String(elementAt(x, place)) : x.toString();
  });
  const where = typeof output === 'number' ? '' : ` in element ${place} of shape [${output.shape.join(', ')}]`;
  return `${operation}(${words.join(', ')}), which is ${badNumber(output)}${where}`;
}

/** The numbers in a value, those of all entries of a batch among them; `undefined` where they cannot be seen. */
function plainOrNothing(x: Value): Plain | undefined {
  let current = x;
  try {
    for (let trace = traceOf(current); trace !== undefined; trace = traceOf(current)) {
      current = trace instanceof BatchTrace ? (current as Batched).batch : trace.lower(current as Value & Traced);
    }
  } catch (error) {
    if (error instanceof TraceError) return undefined;
    throw error;
  }
  return isPlain(current) ? current : undefined;
}

/** The place of the first NaN, else of the first Infinity; -1 when there is neither. */
function firstBad(x: Plain): number {
  if (typeof x === 'number') return Number.isFinite(x) ? -1 : 0;
  const notANumber = x.data.findIndex(Number.isNaN);
  return notANumber >= 0 ? notANumber : x.data.findIndex((element) => !Number.isFinite(element));
}

function elementAt(x: Plain, place: number): number {
  return typeof x === 'number' ? x : (x.data[place] ?? NaN);
}

function badNumber(x: Plain): string {
  return String(elementAt(x, firstBad(x)));
}
