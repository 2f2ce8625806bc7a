import { jacfwd, jacrev } from '@wengert/functional';
import type { Value } from '@wengert/primitives';
import { dataOf, fromData, ones, sameShape, shapeOf, type Plain } from '@wengert/tensor';
import type { Call } from '../call.js';
import { close } from '../close.js';
import { likelyCause } from '../diagnosis.js';
import { comparison, violation } from '../law.js';
import { plainOnly, pull, push, valueOf } from '../modes.js';
import { identical, largest } from '../plain-values.js';

/**
 * The Jacobian by forward mode is the Jacobian by reverse mode. Where both do the same arithmetic (an elementwise
 * primitive, one active argument, nothing broadcast), they agree bit for bit, NaN included; elsewhere to rounding.
 */
export function forwardEqualsReverse(call: Call): void {
  const value = valueOf(call);
  for (const argument of call.active) {
    const x = call.args[argument] ?? NaN;
    if (call.row.kind === 'elementwise' && sameShape(shapeOf(x), shapeOf(value))) {
      const alone: Call = { ...call, active: [argument] };
      const one = ones(shapeOf(value));
      const forward = push(alone, [one]);
      const [reverse = NaN] = pull(alone, one);
      if (!identical(forward, reverse)) throw unequal(call, argument, 'derivative', forward, reverse);
    } else {
      const forward = projected(jacobian(jacfwd, call, argument), call, argument);
      const reverse = projected(jacobian(jacrev, call, argument), call, argument);
      const absolute = 1e-11 * (largest([forward]) + largest([reverse]));
      if (!close(reverse, forward, { relative: 1e-11, absolute })) {
        throw unequal(call, argument, 'Jacobian', forward, reverse);
      }
    }
  }
}

function unequal(call: Call, argument: number, what: string, forward: Plain, reverse: Plain): Error {
  return violation('forwardEqualsReverse', call, {
    argument,
    found: comparison(`the ${what} by reverse mode`, reverse, 'by forward mode it', forward),
    cause: sameShape(shapeOf(forward), shapeOf(reverse))
      ? likelyCause(Array.from(dataOf(reverse)), Array.from(dataOf(forward)))
      : 'the pull must return the shape of the argument: sum over the axes along which it was broadcast.',
  });
}

function jacobian(transformation: typeof jacfwd, call: Call, argument: number): Plain {
  const f = (...xs: Value[]): Value => call.row.apply(xs, call.params);
  const matrix = transformation(f, { argnums: argument })(...call.args);
  const [plain = NaN] = plainOnly([matrix]);
  return plain;
}

/**
 * The part of a Jacobian that matters: a row may read only a triangle of a symmetric or triangular matrix, and either
 * mode may say so in its own way. Directions that keep the structure see only what is left.
 */
function projected(matrix: Plain, { examples, args }: Call, argument: number): Plain {
  const structure = examples[argument]?.domain.matrix;
  if (structure === undefined || structure === 'invertible') return matrix;
  const [rows = 1, columns = 1] = shapeOf(args[argument] ?? 0).slice(-2);
  const data = dataOf(matrix);
  const result = data.map((entry, k) => {
    const place = k % (rows * columns);
    const [row, column] = [Math.floor(place / columns), place % columns];
    if (row === column) return entry;
    if (structure === 'lowerTriangular') return row < column ? 0 : entry;
    return entry + (data[k - place + column * columns + row] ?? NaN);
  });
  return fromData(result, shapeOf(matrix));
}
