import { formatShape, ShapeError, type Shape } from '@wengert/tensor';

/** What a specification says for arguments of given shapes: a label for each axis. */
export interface Subscripts {
  /** For each argument, a character for each axis. The axes of an ellipsis have characters of their own. */
  readonly inputs: readonly string[];
  readonly output: string;
  /** The length that each label stands for: the length of its axes that are not of length 1. */
  readonly lengths: ReadonlyMap<string, number>;
}

/**
 * Reads the notation of `einsum`.
 *
 * @throws {@link ShapeError} when it is malformed or does not fit the shapes.
 */
export function readSubscripts(spec: string, shapes: readonly Shape[]): Subscripts {
  const fail = (reason: string): never => {
    const given = shapes.length === 0 ? '' : ` with shapes ${shapes.map(formatShape).join(' and ')}`;
    throw new ShapeError(`einsum: '${spec}'${given}: ${reason}`);
  };
  const [left = '', right, ...more] = spec.replaceAll(/\s/g, '').split('->');
  if (more.length > 0) fail('there is more than one arrow; write inputs->output.');
  const terms = left.split(',');
  for (const term of right === undefined ? terms : [...terms, right]) {
    if (!/^[a-zA-Z]*(\.\.\.)?[a-zA-Z]*$/.test(term)) {
      fail(`'${term}' must be made of letters, one for each axis, and at most one '...'.`);
    }
  }
  if (terms.length !== shapes.length) fail(`it names ${terms.length} inputs, but ${shapes.length} were given.`);
  const inputs = terms.map((term, i) => labelAxes(term, shapes[i] ?? [], i, fail));
  const ellipsis = inputs.map(ellipsisOf).reduce((longest, own) => (own.length > longest.length ? own : longest), '');
  const output = right === undefined ? implicitOutput(inputs, ellipsis) : explicitOutput(right, inputs, ellipsis, fail);
  return { inputs, output, lengths: measure(inputs, shapes, fail) };
}

type Fail = (reason: string) => never;

/** The axes of an ellipsis are labelled from the last one on, since that is where broadcasting aligns them. */
const lastEllipsisLabel = 0xffff;

function ellipsisLabels(count: number): string {
  return String.fromCharCode(...Array.from({ length: count }, (_, i) => lastEllipsisLabel - count + 1 + i));
}

function isLetter(label: string): boolean {
  return /[a-zA-Z]/.test(label);
}

/** A label as the user knows it. */
function nameOf(label: string): string {
  return isLetter(label) ? `index ${label}` : `axis ${label.charCodeAt(0) - lastEllipsisLabel - 1} of the '...'`;
}

function ellipsisOf(labels: string): string {
  return Array.from(labels)
    .filter((label) => !isLetter(label))
    .join('');
}

function labelAxes(term: string, shape: Shape, index: number, fail: Fail): string {
  const letters = term.replace('...', '').length;
  const rest = shape.length - letters;
  if (rest < 0 || (rest > 0 && !term.includes('...'))) {
    const advice = rest > 0 ? " Write '...' for axes without a letter." : '';
    fail(
      `input ${index + 1} is '${term}' and has shape ${formatShape(shape)}, which has rank ${shape.length}.${advice}`,
    );
  }
  return term.replace('...', ellipsisLabels(rest));
}

/** As in NumPy: the axes of the ellipsis, and then in alphabetical order the letters that occur once. */
function implicitOutput(inputs: readonly string[], ellipsis: string): string {
  const all = inputs.join('');
  const once = Array.from(all).filter((label) => isLetter(label) && all.indexOf(label) === all.lastIndexOf(label));
  return ellipsis + once.sort().join('');
}

function explicitOutput(term: string, inputs: readonly string[], ellipsis: string, fail: Fail): string {
  if (ellipsis !== '' && !term.includes('...')) {
    fail(`the output '${term}' lacks the '...' of the inputs. Write it, or give its axes letters to sum over them.`);
  }
  const letters = Array.from(term.replace('...', ''));
  for (const letter of letters) {
    if (letters.indexOf(letter) !== letters.lastIndexOf(letter)) fail(`the output names index ${letter} twice.`);
    if (!inputs.some((labels) => labels.includes(letter))) fail(`no input has index ${letter} of the output.`);
  }
  return term.replace('...', ellipsis);
}

function measure(inputs: readonly string[], shapes: readonly Shape[], fail: Fail): ReadonlyMap<string, number> {
  const lengths = new Map<string, number>();
  inputs.forEach((labels, i) => {
    const shape = shapes[i] ?? [];
    shape.forEach((length, axis) => {
      const label = labels.charAt(axis);
      const own = shape[labels.indexOf(label)] ?? length;
      if (own !== length) fail(`${nameOf(label)} is ${own} and ${length} in input ${i + 1}.`);
      const known = lengths.get(label);
      if (known === undefined || known === 1) lengths.set(label, length);
      else if (length !== 1 && known !== length) {
        const before = inputs.findIndex((other, k) => shapes[k]?.[other.indexOf(label)] === known);
        fail(`${nameOf(label)} is ${known} in input ${before + 1} and ${length} in input ${i + 1}.`);
      }
    });
  });
  return lengths;
}
