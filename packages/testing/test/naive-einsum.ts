import { shapeOf, type Plain, type Shape } from '@wengert/tensor';
import fc from 'fast-check';
import { elementAt, fill, indices, size, total } from './index-by-index.js';

/** A sum over all indices, from the definition. Operands are given as one character for each axis. */
export function naiveEinsum(inputs: readonly string[], output: string, xs: readonly Plain[]): Plain {
  const lengths = new Map<string, number>();
  inputs.forEach((labels, i) => {
    shapeOf(xs[i]!).forEach((length, axis) => {
      const label = labels[axis]!;
      lengths.set(label, (lengths.get(label) ?? 1) === 1 ? length : lengths.get(label)!);
    });
  });
  const summed = [...lengths.keys()].filter((label) => !output.includes(label));
  const lengthsOf = (labels: Iterable<string>): number[] => Array.from(labels, (label) => lengths.get(label)!);
  return fill(lengthsOf(output), (outer_) =>
    total(
      indices(lengthsOf(summed)).map((inner_) => {
        const at = (label: string): number => {
          const axis = output.indexOf(label);
          return axis < 0 ? inner_[summed.indexOf(label)]! : outer_[axis]!;
        };
        return xs.reduce<number>((result, x, i) => result * elementAt(x, Array.from(inputs[i]!, at)), 1);
      }),
    ),
  );
}

/** A specification, and what it means in labels of one character for each axis. */
export interface EinsumCall {
  readonly spec: string;
  readonly inputs: readonly string[];
  readonly output: string;
  readonly shapes: Shape[];
}

/** Digits stand for the axes of an ellipsis, in the order in which they broadcast. */
function writeTerm(labels: string): string {
  return labels.replace(/[0-9]+/, '...');
}

const letter: fc.Arbitrary<string> = fc.constantFrom('i', 'j', 'k', 'Q');

export const einsumCalls: fc.Arbitrary<EinsumCall> = fc
  .record({
    lengths: fc.tuple(size, size, size, size),
    // Each input: letters, where an ellipsis of how many axes stands among them, and which axes have length 1 instead.
    inputs: fc.array(
      fc.record({
        letters: fc.array(letter, { maxLength: 3 }),
        ellipsis: fc.option(fc.record({ place: fc.nat(3), rank: fc.nat(2) }), { nil: undefined }),
        shrunk: fc.constantFrom('', '', 'i', 'jk', 'Q0', '1'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    output: fc.option(fc.array(letter, { maxLength: 4 }), { nil: undefined }),
    place: fc.nat(4),
    spaced: fc.boolean(),
  })
  .map(({ lengths, inputs, output, place, spaced }) => {
    const length = (label: string): number => lengths['ijkQ'.indexOf(label)] ?? 2;
    const labelled = inputs.map(({ letters, ellipsis }) =>
      ellipsis === undefined
        ? letters.join('')
        : letters.toSpliced(Math.min(ellipsis.place, letters.length), 0, '01'.slice(2 - ellipsis.rank)).join(''),
    );
    const hasEllipsis = inputs.some(({ ellipsis }) => ellipsis !== undefined);
    const all = labelled.join('');
    const axes = Array.from('01')
      .filter((axis) => all.includes(axis))
      .join('');
    const chosen = [...new Set(output)].filter((letter) => all.includes(letter));
    const explicit = chosen.toSpliced(Math.min(place, chosen.length), 0, axes).join('');
    const once = Array.from('Qijk').filter((letter) => all.split(letter).length === 2);
    const terms = inputs.map(({ letters, ellipsis }) =>
      ellipsis === undefined
        ? letters.join('')
        : letters.toSpliced(Math.min(ellipsis.place, letters.length), 0, '...').join(''),
    );
    const right = hasEllipsis && axes === '' ? explicit : writeTerm(explicit);
    const spec = terms.join(spaced ? ' , ' : ',') + (output === undefined ? '' : `${spaced ? ' -> ' : '->'}${right}`);
    return {
      spec,
      inputs: labelled,
      output: output === undefined ? axes + once.join('') : explicit,
      shapes: labelled.map((labels, i) =>
        Array.from(labels, (label) => (inputs[i]!.shrunk.includes(label) ? 1 : length(label))),
      ),
    };
  });
