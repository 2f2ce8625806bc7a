import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { IndexSets } from '../src/pattern/index-sets.js';

const universe = 50;

/** Unions of earlier sets, as pairs or as lists of places among all sets so far. */
const programs = fc.array(fc.array(fc.nat(1000), { minLength: 0, maxLength: 60 }), { maxLength: 60 });

describe('sets of indices', () => {
  test('have the elements that sets of numbers would have', () => {
    fc.assert(
      fc.property(programs, fc.boolean(), (program, asPairs) => {
        const sets = new IndexSets(universe);
        const numbers = [0, ...Array.from({ length: universe }, (_, i) => sets.singleton(i))];
        const models = [new Set<number>(), ...Array.from({ length: universe }, (_, i) => new Set([i]))];
        for (const choices of program) {
          const places = choices.map((choice) => choice % numbers.length);
          const members = places.map((place) => numbers[place]!);
          numbers.push(
            asPairs ? members.reduce((union, member) => sets.union(union, member), 0) : sets.unionOf(members),
          );
          models.push(new Set(places.flatMap((place) => [...models[place]!])));
        }
        numbers.forEach((set, i) => {
          expect([...sets.elements(set)]).toEqual([...models[i]!].sort((a, b) => a - b));
        });
      }),
    );
  });

  test('keep a sum of many terms, formed one by one, without listing every partial sum', () => {
    const size = 20_000;
    const sets = new IndexSets(size);
    let total = 0;
    for (let i = 0; i < size; i++) total = sets.union(total, sets.singleton(i));
    expect(sets.sizeOf(total)).toBe(size);
    expect(sets.sizeOf(sets.union(total, sets.singleton(7)))).toBe(size);
  });

  test('are the same set where a union adds nothing', () => {
    const sets = new IndexSets(9);
    const both = sets.union(sets.singleton(2), sets.singleton(5));
    expect(sets.union(both, sets.singleton(5))).toBe(both);
    expect(sets.union(both, 0)).toBe(both);
    expect(sets.union(both, both)).toBe(both);
  });
});
