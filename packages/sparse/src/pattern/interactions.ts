import { DomainError } from '@wengert/tensor';
import { at } from '../compressed-rows.js';
import { SparsityPattern } from '../sparsity-pattern.js';
import type { IndexSets } from './index-sets.js';

/** More entries than this in a pattern would not fit into memory together with what is computed from it. */
export const mostEntries = 5e7;

const fewEntries = 64;

/**
 * Which inputs meet in a nonlinear operation: pairs of sets, each of which says that every element of the one may
 * interact with every element of the other. Together they are the pattern of the Hessian.
 */
export class Interactions {
  private readonly sets: IndexSets;
  private pairs: Int32Array = new Int32Array(256);
  private length = 0;

  constructor(sets: IndexSets) {
    this.sets = sets;
  }

  /** Every element of `a` may interact with every element of `b`. */
  add(a: number, b: number): void {
    if (a === 0 || b === 0) return;
    const { pairs, length } = this;
    // Neighbouring elements of a tensor often depend on the same inputs.
    if (length > 0 && pairs[length - 2] === a && pairs[length - 1] === b) return;
    if (length === pairs.length) {
      this.pairs = new Int32Array(2 * length);
      this.pairs.set(pairs);
    }
    this.pairs[length] = a;
    this.pairs[length + 1] = b;
    this.length = length + 2;
  }

  /**
   * The symmetric pattern of all interactions.
   *
   * @throws {@link DomainError} when it has so many entries that a product with the Hessian is the better tool.
   */
  pattern(operation: string): SparsityPattern {
    const { universe } = this.sets;
    const partners = this.partnersOfIndices();
    this.checkSize(operation, partners);
    const rowPointers = new Int32Array(universe + 1);
    let columns = new Int32Array(1024);
    let size = 0;
    const seen = new Int32Array(universe).fill(-1);
    for (let i = 0; i < universe; i++) {
      const start = size;
      for (let k = at(partners.pointers, i); k < at(partners.pointers, i + 1); k++) {
        for (const j of this.sets.elements(at(partners.sets, k))) {
          if (seen[j] === i) continue;
          seen[j] = i;
          if (size === columns.length) columns = larger(columns);
          columns[size++] = j;
        }
      }
      if (size > mostEntries) throw tooManyEntries(operation, i + 1, universe);
      columns.subarray(start, size).sort();
      rowPointers[i + 1] = size;
    }
    return new SparsityPattern([universe, universe], rowPointers, columns.slice(0, size));
  }

  /** A row has at least as many entries as the largest set of partners has elements. */
  private checkSize(operation: string, partners: Partners): void {
    const { sets } = this;
    let least = 0;
    for (let i = 0; i < sets.universe; i++) {
      let largest = 0;
      for (let k = at(partners.pointers, i); k < at(partners.pointers, i + 1); k++) {
        largest = Math.max(largest, sets.sizeOf(at(partners.sets, k)));
      }
      least += largest;
      if (least > mostEntries) throw tooManyEntries(operation, i + 1, sets.universe);
    }
  }

  /** For each index the sets of its partners. A set appears once where the same pairs were added again and again. */
  private partnersOfIndices(): Partners {
    const { sets } = this;
    const pairs = this.distinctPairs();
    const pointers = new Int32Array(sets.universe + 1);
    const eachPartner = (visit: (index: number, partner: number) => void): void => {
      for (let k = 0; k < pairs.length; k += 2) {
        const [a, b] = [at(pairs, k), at(pairs, k + 1)];
        for (const index of sets.elements(a)) visit(index, b);
        if (a !== b) for (const index of sets.elements(b)) visit(index, a);
      }
    };
    eachPartner((index) => (pointers[index + 1] = at(pointers, index + 1) + 1));
    for (let i = 0; i < sets.universe; i++) pointers[i + 1] = at(pointers, i + 1) + at(pointers, i);
    const next = pointers.slice();
    const partners = new Int32Array(at(pointers, sets.universe));
    eachPartner((index, partner) => {
      partners[at(next, index)] = partner;
      next[index] = at(next, index) + 1;
    });
    return { pointers, sets: partners };
  }

  private distinctPairs(): Int32Array {
    const { pairs, length } = this;
    const firsts = new Map<number, Set<number>>();
    const distinct = new Int32Array(length);
    let size = 0;
    for (let k = 0; k < length; k += 2) {
      const a = Math.min(at(pairs, k), at(pairs, k + 1));
      const b = Math.max(at(pairs, k), at(pairs, k + 1));
      // Few entries cost no more to add again than to look for.
      if (this.sets.sizeOf(a) * this.sets.sizeOf(b) > fewEntries) {
        let seconds = firsts.get(a);
        if (seconds === undefined) firsts.set(a, (seconds = new Set()));
        if (seconds.has(b)) continue;
        seconds.add(b);
      }
      distinct[size] = a;
      distinct[size + 1] = b;
      size += 2;
    }
    return distinct.subarray(0, size);
  }
}

function larger(old: Int32Array): Int32Array<ArrayBuffer> {
  const array = new Int32Array(2 * old.length);
  array.set(old);
  return array;
}

/** For each index the sets of its partners: those at `pointers[i]` to `pointers[i + 1]`. */
interface Partners {
  readonly pointers: Int32Array;
  readonly sets: Int32Array;
}

/** The error for a pattern that is not sparse. */
export function tooManyEntries(operation: string, rows: number, of: number): DomainError {
  return new DomainError(
    `${operation}: the first ${rows} of ${of} rows alone have more than ${mostEntries / 1e6} million entries. What is ` +
      'nearly dense is better not formed: use products with it (jvp, vjp, hvp).',
  );
}
