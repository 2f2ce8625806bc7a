import { dataOf, type Plain } from '@wengert/tensor';
import { at } from '../compressed-rows.js';
import type { IndexSets } from './index-sets.js';

/** Lists of whole numbers, one behind the other: list `i` is at `pointers[i]` to `pointers[i + 1]` of `items`. */
export interface Lists {
  readonly pointers: Int32Array;
  readonly items: Int32Array;
}

/**
 * Which elements of an argument each element of a result depends on. Elements of the argument come in groups, and
 * elements of the result in classes of equal dependence, so that "each row on all of the other row" takes a place for
 * each element and not for each pair.
 */
export interface Dependence {
  /** For each group, the elements of the argument in it. */
  readonly groups: Lists;
  /** For each class, the groups that its elements depend on. */
  readonly classes: Lists;
  /** The class of each element of the result; -1 for one that depends on nothing. */
  readonly classOf: Int32Array;
}

/** The list of one entry for each number up to `count`: itself. */
export function identityLists(count: number): Lists {
  return {
    pointers: Int32Array.from({ length: count + 1 }, (_, i) => i),
    items: Int32Array.from({ length: count }, (_, i) => i),
  };
}

/** Lists of the places at which each number up to `count` stands; negative numbers stand for none. */
export function placesOf(numbers: Int32Array, count: number): Lists {
  const pointers = new Int32Array(count + 1);
  for (const number of numbers) if (number >= 0) pointers[number + 1] = at(pointers, number + 1) + 1;
  for (let i = 0; i < count; i++) pointers[i + 1] = at(pointers, i + 1) + at(pointers, i);
  const next = pointers.slice();
  const items = new Int32Array(at(pointers, count));
  numbers.forEach((number, place) => {
    if (number < 0) return;
    items[at(next, number)] = place;
    next[number] = at(next, number) + 1;
  });
  return { pointers, items };
}

/** One list, not to be written to. */
export function listAt({ pointers, items }: Lists, index: number): Int32Array {
  return items.subarray(at(pointers, index), at(pointers, index + 1));
}

/** For each class of a dependence the union of what it depends on, given the sets of the argument's elements. */
export function unionsOfClasses(sets: IndexSets, { groups, classes }: Dependence, numbers: Plain): Int32Array {
  const unions = (lists: Lists, of: ArrayLike<number>): Int32Array =>
    Int32Array.from({ length: lists.pointers.length - 1 }, (_, i) =>
      sets.unionOf(Array.from(listAt(lists, i), (item) => of[item] ?? 0)),
    );
  return unions(classes, unions(groups, dataOf(numbers)));
}
