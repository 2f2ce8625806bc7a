import { describe, expect, test } from '@jest/globals';
import { grad } from '@wengert/functional';
import { pad, sum, type PadMode } from '@wengert/primitives';
import { zeros } from '@wengert/tensor';
import fc from 'fast-check';
import { at, build, numbered, text } from './numbered-tensors.js';

describe('padding', () => {
  /** Walks from the edge and turns back at each end. */
  function walked(place: number, length: number, repeatsEnds: boolean): number {
    let i = place < 0 ? 0 : length - 1;
    let direction = place < 0 ? 1 : -1;
    let left = place < 0 ? -place : place - length + 1;
    if (repeatsEnds) left--;
    if (length === 1) return 0;
    while (left > 0) {
      left--;
      if (i + direction >= 0 && i + direction < length) i += direction;
      else {
        direction = -direction;
        if (!repeatsEnds) i += direction;
      }
    }
    return i;
  }

  const source: Record<Exclude<PadMode, 'constant'>, (i: number, length: number) => number> = {
    edge: (i, length) => (i < 0 ? 0 : length - 1),
    reflect: (i, length) => walked(i, length, false),
    symmetric: (i, length) => walked(i, length, true),
  };

  test.each(['edge', 'reflect', 'symmetric'] as const)('%s takes what lies beyond an end from inside', (mode) => {
    const width = fc.tuple(fc.integer({ min: 0, max: 8 }), fc.integer({ min: 0, max: 8 }));
    const cases = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), width), { minLength: 1, maxLength: 2 });
    fc.assert(
      fc.property(cases, (axes) => {
        const shape = axes.map(([length]) => length);
        const widths = axes.map(([, pair]) => pair);
        const x = numbered(shape);
        const expected = build(
          axes.map(([length, [before, after]]) => before + length + after),
          (index) =>
            at(
              x,
              index.map((i, axis) => {
                const place = i - widths[axis]![0];
                return place >= 0 && place < shape[axis]! ? place : source[mode](place, shape[axis]!);
              }),
            ),
        );
        expect(pad(x, widths, { mode })).toEqual(expected);
      }),
    );
  });

  test('constant puts a value, which may be traced', () => {
    const x = numbered([1, 2]);
    expect(
      text(
        pad(x, [
          [1, 0],
          [0, 2],
        ]),
      ),
    ).toBe('[[0, 0, 0, 0], [1, 2, 0, 0]]');
    expect(text(pad(x, 1, { value: 9 }))).toBe('[[9, 9, 9, 9], [9, 1, 2, 9], [9, 9, 9, 9]]');
    expect(text(pad(x, [0, 1], { value: Infinity }))).toBe('[[1, 2, Infinity], [Infinity, Infinity, Infinity]]');
    expect(text(pad(zeros([0]), 2, { value: 1 }))).toBe('[1, 1, 1, 1]');
    expect(pad(3, 1)).toBe(3);
    expect(
      pad(
        zeros([0, 1]),
        [
          [0, 0],
          [1, 1],
        ],
        { mode: 'edge' },
      ).shape,
    ).toEqual([0, 3]);
    expect(grad((v: number) => sum(pad(x, 1, { value: v })))(9)).toBe(10);
  });
});
