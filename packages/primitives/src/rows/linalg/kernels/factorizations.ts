import { dataOf, type DenseTensor, type Plain } from '@wengert/tensor';
import { factorize, type Factorization } from './lu.js';
import { lastTwo } from './stacks.js';

/** The factors of the matrices of one tensor, and the elements that they were made from. */
interface Factorized {
  readonly elements: Float64Array;
  readonly factors: (Factorization | undefined)[];
}

let known: WeakMap<DenseTensor, Factorized> | undefined;

/**
 * The factors of each matrix of a stack, by its place. They are kept as long as the tensor is, so that a solution and
 * its pullbacks, which solve with the same matrix, factorise it once. The elements are compared before they are used
 * again, because compiled code may use one array for several results.
 */
export function factorizationsOf(a: Plain): (index: number) => Factorization {
  const [n] = lastTwo(typeof a === 'number' ? [] : a.shape);
  const elements = dataOf(a);
  const { factors } = entryFor(a, elements);
  return (index) => (factors[index] ??= factorize(elements.subarray(index * n * n, (index + 1) * n * n), n));
}

function entryFor(a: Plain, elements: Float64Array): Factorized {
  if (typeof a === 'number') return { elements, factors: [] };
  known ??= new WeakMap();
  const found = known.get(a);
  if (found !== undefined && same(found.elements, elements)) return found;
  const entry: Factorized = { elements: elements.slice(), factors: [] };
  known.set(a, entry);
  return entry;
}

function same(one: Float64Array, other: Float64Array): boolean {
  if (one.length !== other.length) return false;
  for (let k = 0; k < one.length; k++) if (one[k]! !== other[k]!) return false;
  return true;
}
