import type { Row } from '@wengert/primitives';
import { sameShape, shapeOf, type Plain } from '@wengert/tensor';
import { conventions } from '../conventions/conventions.js';
import type { Convention } from '../conventions/convention.js';
import { badNumber, elementAt, firstBad } from './bad-numbers.js';

/** An operation with its arguments and its output; `undefined` for those that have no numbers to show. */
export interface Applied {
  readonly row: Row;
  readonly args: readonly (Plain | undefined)[];
  readonly output: Plain | undefined;
}

/** What to say of an operation whose value is NaN or infinite: where that is, which convention applies, what to do. */
export function blameValue(applied: Applied, line: string | undefined): string {
  const { row, args, output = NaN } = applied;
  const place = firstBad(output);
  const blamed = `it comes from ${call(applied, place)}, ${badNumberAt(output)}${atLine(line)}.`;
  if (args.some((x) => x !== undefined && firstBad(x) >= 0)) return `${blamed} ${adviceForConstants}`;
  const isNaN = Number.isNaN(elementAt(output, place));
  const convention = conventionAt(applied, place, ({ value }) => value);
  return (
    `${blamed} Convention: ${convention ?? (isNaN ? outsideOfDomain : infinite)} ` +
    (row.advice ?? (isNaN ? adviceOutside : adviceForInfinity))
  );
}

/** As `blameValue`, for a derivative of `differentiated`, in whose rule `applied` is NaN or infinite. */
export function blameDerivative(differentiated: Applied, applied: Applied, line: string | undefined): string {
  const { output = NaN } = applied;
  const place = firstBad(output);
  const convention = conventionAt(differentiated, place, ({ first }) => first);
  return (
    `the derivative of ${call(differentiated, place)}${atLine(line)} takes ${call(applied, place)}, ` +
    `${badNumberAt(output)}. Convention: ${convention ?? edgeOfDomain} ${differentiated.row.advice ?? adviceAtEdge}`
  );
}

const outsideOfDomain = 'outside of its domain an operation gives NaN, as Math does.';
const infinite = 'what is infinite, or too large for a number, is Infinity.';
const edgeOfDomain =
  'at the edge of a domain a derivative is its limit, which may be infinite, and 0 * Infinity is NaN.';

const choose = 'choose another formula there with where, which takes nothing from the side not chosen.';
const adviceOutside = `Keep its arguments inside (clip, maximum), or ${choose}`;
const adviceAtEdge = `Keep away from the edge (add a small number, or use clip or maximum), or ${choose}`;
const adviceForInfinity =
  'Keep away from the pole, or work with logarithms (logsumexp, logaddexp, softplus, logSoftmax, lgamma do not overflow).';
const adviceForConstants =
  'One of its arguments is NaN or Infinity already, and does not come from an argument of the function: look where that ' +
  'constant was computed.';

function atLine(line: string | undefined): string {
  return line === undefined ? '' : ` at ${line}`;
}

function badNumberAt(output: Plain): string {
  const where =
    typeof output === 'number' ? '' : ` in element ${firstBad(output)} of shape [${output.shape.join(', ')}]`;
  return `which is ${badNumber(output)}${where}`;
}

/** `log(-1)`; for an elementwise operation on tensors, at the element in that place. */
function call({ row, args, output }: Applied, place: number): string {
  const words = args.map((x) => {
    if (x === undefined) return '…';
    return String(row.kind === 'elementwise' ? elementOf(x, output, place) : x);
  });
  return `${row.name}(${words.join(', ')})`;
}

/** The element of an argument that the element of the output in that place is made of, as far as that is plain to see. */
function elementOf(x: Plain, output: Plain | undefined, place: number): Plain {
  const isAlike = output !== undefined && sameShape(shapeOf(x), shapeOf(output));
  return isAlike ? elementAt(x, place) : x;
}

/** What the table of conventions says of this operation there, if it says that a number is NaN or infinite. */
function conventionAt(
  { row, args, output }: Applied,
  place: number,
  read: (convention: Convention) => Convention['value'],
): string | undefined {
  const point = args.map((x) => (x === undefined ? x : elementOf(x, output, place)));
  const isCall = new RegExp(`^${row.name.replace('.', '\\.')}\\([xyz](, [xyz])*\\)$`);
  return conventions().find(
    (convention) =>
      isCall.test(convention.expression) &&
      convention.point.length === point.length &&
      convention.point.every((x, i) => x === point[i]) &&
      !Number.isFinite(read(convention)),
  )?.reason;
}
