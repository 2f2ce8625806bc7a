import { WengertError, type Shape, type Tensor } from '@wengert/tensor';
import { argument, type Example } from '../domain.js';
import { composite } from '../kinds/composite.js';
import type { Row } from '../primitive.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';
import { shapeOfArgument } from './arguments.js';
import { transposeRow } from './axes.js';
import { arrange, contract, filterLabels, type Labelled } from './contraction.js';
import { readSubscripts } from './einsum-notation.js';
import { reshaped } from './products.js';
import { sumOver } from './reducing.js';
import { sliceRow } from './slicing.js';
import type { NumberOrTensor } from './vector-products.js';

/** Which axes to multiply and sum over, in the notation of `einsum`. */
interface Specification {
  readonly spec: string;
}

export const einsumRow: Row<Specification> = /* @__PURE__ */ composite({
  name: 'einsum',
  define(args, { spec }) {
    const { inputs, output, lengths } = readSubscripts(
      spec,
      args.map((x, i) => shapeOfArgument('einsum', x, i)),
    );
    const lengthOf = (label: string): number => lengths.get(label) ?? 1;
    const factors = args.map((value, i) => takeDiagonals(dropRepeated({ value, labels: inputs[i] ?? '' }, lengthOf)));
    const product = contractAll(
      factors.map((factor) => sumOwn(factor, factors, output)),
      output,
      lengthOf,
    );
    return arrange(product, output);
  },
  examples: [
    example('ij,jk->ik', [2, 3], [3, 4]),
    example('ij->ji', [2, 3]),
    example('ii', [3, 3]),
    example('ii->i', [3, 3]),
    example('iji->j', [2, 3, 2]),
    example('ij->', [2, 3]),
    example('i,j->ji', [2], [3]),
    example('ij,ij->i', [2, 3], [2, 3]),
    example('bij,bkj->bki', [2, 3, 2], [2, 1, 2]),
    example('...ij,...jk', [2, 1, 2], [1, 2, 3]),
    example('ij,jk,k', [2, 2], [2, 3], [3]),
    example(',i->i', [], [2]),
    example('ij,jk->ki', [2, 0], [0, 3]),
  ],
  source: 'NumPy; matmul, mul, sum, transpose and slice',
});

function example(spec: string, ...shapes: readonly Shape[]): Example<Specification> {
  return { args: shapes.map((shape) => argument(shape)), params: { spec } };
}

/** Without the axes of length 1 that other arguments have longer: broadcasting is not to have an index there. */
function dropRepeated(x: Labelled, lengthOf: (label: string) => number): Labelled {
  const shape = shapeOfValue(x.value);
  const labels = filterLabels(x.labels, (label, axis) => shape[axis] !== 1 || lengthOf(label) === 1);
  if (labels === x.labels) return x;
  return {
    value: reshaped(
      x.value,
      shape.filter((_, axis) => labels.includes(x.labels.charAt(axis))),
    ),
    labels,
  };
}

/** The elements at which axes with the same label have the same index. */
function takeDiagonals(x: Labelled): Labelled {
  const { value, labels } = x;
  const label = filterLabels(labels, (one, axis) => labels.lastIndexOf(one) > axis).charAt(0);
  if (label === '') return x;
  const [first, last] = [labels.indexOf(label), labels.lastIndexOf(label)];
  const shape = shapeOfValue(value);
  const rest = shape.map((_, axis) => axis).filter((axis) => axis !== first && axis !== last);
  const leading = rest.map((axis) => shape[axis] ?? 1);
  const n = shape[first] ?? 1;
  // In a matrix laid out in one row, the elements of the diagonal are n + 1 apart.
  const rows = transposeRow.apply([value], { axes: [...rest, first, last] });
  const sizes = [...leading, n];
  const diagonal = sliceRow.apply([reshaped(rows, [...leading, n * n])], {
    starts: sizes.map(() => 0),
    sizes,
    steps: [...leading.map(() => 1), n + 1],
    shape: sizes,
  });
  return takeDiagonals({ value: diagonal, labels: rest.map((axis) => labels.charAt(axis)).join('') + label });
}

/** Summed over the labels that neither the output nor another factor has. */
function sumOwn(x: Labelled, factors: readonly Labelled[], output: string): Labelled {
  const labels = filterLabels(
    x.labels,
    (label) => output.includes(label) || factors.some((factor) => factor !== x && factor.labels.includes(label)),
  );
  if (labels === x.labels) return x;
  const axes = Array.from(x.labels, (_, axis) => axis).filter((axis) => !labels.includes(x.labels.charAt(axis)));
  return { value: sumOver(x.value, { axes, keepDims: false }), labels };
}

/** The product of all factors, two at a time. */
function contractAll(factors: readonly Labelled[], output: string, lengthOf: (label: string) => number): Labelled {
  let rest = factors;
  for (;;) {
    const [x, y] = rest.length <= 2 ? rest : cheapestPair(rest, output, lengthOf);
    if (x === undefined) return { value: 1, labels: '' };
    if (y === undefined) return x;
    const others = rest.filter((factor) => factor !== x && factor !== y);
    const needed = output + others.map(({ labels }) => labels).join('');
    const product = contract(x, y, (label) => needed.includes(label), others.length === 0 ? output : undefined);
    rest = [...others, product];
  }
}

/**
 * The two factors whose product takes the place of most elements; of equal ones, those with the fewest multiplications.
 * Smith and Gray, opt_einsum, Journal of Open Source Software 3(26), 753 (2018).
 */
function cheapestPair(
  factors: readonly Labelled[],
  output: string,
  lengthOf: (label: string) => number,
): readonly Labelled[] {
  const sizeOfAll = (labels: string): number => Array.from(labels).reduce((size, label) => size * lengthOf(label), 1);
  let best: readonly Labelled[] = [];
  let [leastGrowth, leastWork] = [Infinity, Infinity];
  factors.forEach((x, i) => {
    for (const y of factors.slice(i + 1)) {
      const needed =
        output +
        factors
          .filter((other) => other !== x && other !== y)
          .map(({ labels }) => labels)
          .join('');
      const all = x.labels + filterLabels(y.labels, (label) => !x.labels.includes(label));
      const kept = filterLabels(all, (label) => needed.includes(label));
      const growth = sizeOfAll(kept) - sizeOfAll(x.labels) - sizeOfAll(y.labels);
      const work = sizeOfAll(all);
      if (growth > leastGrowth || (growth === leastGrowth && work >= leastWork)) continue;
      best = [x, y];
      [leastGrowth, leastWork] = [growth, work];
    }
  });
  return best;
}

type WithoutSpaces<S extends string> = S extends `${infer Before} ${infer After}`
  ? WithoutSpaces<`${Before}${After}`>
  : S;

/** A number for an empty output, a tensor for one with letters; what has no arrow or only `...` may be either. */
export type EinsumResult<S extends string> =
  WithoutSpaces<S> extends `${string}->${infer Output}`
    ? Output extends ''
      ? number
      : Output extends '...'
        ? NumberOrTensor
        : Tensor
    : NumberOrTensor;

/**
 * Sums of products in Einstein's notation: a letter for each axis of each input, and of the output. Entries of the
 * output are sums, over the letters that it lacks, of the products of the inputs' elements.
 *
 * A letter that occurs twice in one input is its diagonal. `...` stands for any axes, which broadcast. Without `->`, the
 * output has the axes of `...` and then, in alphabetical order, the letters that occur once. Spaces are ignored. An
 * axis of length 1 is repeated to the length that its letter has elsewhere.
 *
 * Cost: inputs are multiplied two at a time, in an order that keeps products small, as products of matrices.
 *
 * @param spec - `inputs->output`, such as `'ij,jk->ik'`, the product of two matrices.
 * @param xs - As many tensors or scalars as there are inputs.
 * @throws {@link ShapeError} when the specification is malformed, or does not fit the shapes.
 *
 * @example
 * einsum('ij,jk->ik', tensor([[1, 2], [3, 4]]), tensor([[5], [6]])); // [[17], [39]]
 * einsum('ii->', tensor([[1, 2], [3, 4]])); // 5
 * einsum('i,ij,j', tensor([1, 2]), tensor([[1, 2], [3, 4]]), tensor([5, 6])); // 95
 */
export function einsum<const S extends string>(spec: S, ...xs: readonly Value[]): EinsumResult<S> {
  if (typeof spec !== 'string') {
    throw new WengertError(
      `einsum: the first argument must be a specification such as 'ij,jk->ik', but is ${describeValue(spec)}.`,
    );
  }
  return einsumRow.apply(xs, { spec }) as EinsumResult<S>;
}
