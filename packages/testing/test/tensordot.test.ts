import { describe, expect, test } from '@jest/globals';
import { tensordot } from '@wengert/primitives';
import { tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { checkOnce, size } from './index-by-index.js';
import { naiveEinsum } from './naive-einsum.js';

describe('tensordot', () => {
  const x = tensor(
    Float64Array.from({ length: 24 }, (_, i) => i),
    [2, 3, 4],
  );
  const y = tensor(
    Float64Array.from({ length: 24 }, (_, i) => i),
    [4, 3, 2],
  );

  test('gives what NumPy gives', () => {
    expect(
      tensordot(x, y, [
        [1, 0],
        [1, 2],
      ]).toArray(),
    ).toEqual([
      [200, 560, 920, 1280],
      [215, 611, 1007, 1403],
      [230, 662, 1094, 1526],
      [245, 713, 1181, 1649],
    ]);
    expect(
      tensordot(
        tensor([
          [1, 2],
          [3, 4],
        ]),
        tensor([
          [5, 6],
          [7, 8],
        ]),
      ),
    ).toBe(70);
    expect(tensordot(x, y, 1).shape).toEqual([2, 3, 3, 2]);
    expect(tensordot(x, y, [-1, 0])).toEqual(tensordot(x, y, 1));
    expect(tensordot(2, tensor([1, 2]), 0).toArray()).toEqual([2, 4]);
    expect(tensordot(2, 3, 0)).toBe(6);
  });

  test('sums over any pairs of axes, and so do its derivatives', () => {
    const pairs = fc.tuple(fc.subarray([0, 1, 2]), fc.shuffledSubarray([0, 1, 2], { minLength: 3 }), size, size, size);
    fc.assert(
      fc.property(pairs, ([own, shuffled, ...lengths]) => {
        const other = shuffled.slice(0, own.length);
        const labels = Array.from('abc', (label, axis) =>
          other.includes(axis) ? 'xyz'[own[other.indexOf(axis)]!]! : label,
        );
        const yShape = labels.map((label) => ('xyz'.includes(label) ? lengths['xyz'.indexOf(label)]! : 2));
        const output =
          Array.from('xyz')
            .filter((label) => !labels.includes(label))
            .join('') + labels.filter((label) => 'abc'.includes(label)).join('');
        checkOnce(
          [lengths, yShape],
          (a, b) => tensordot(a, b, [own, other]),
          (a, b) => naiveEinsum(['xyz', labels.join('')], output, [a, b]),
        );
      }),
      { numRuns: 40 },
    );
  });

  test.each<[number | [number | number[], number | number[]], string]>([
    [
      4,
      'tensordot: cannot pair 4 axes of shapes [2, 3, 4] and [4, 3, 2]. Give the number of last axes of the first that meet the first axes of the second, or [axes, axes].',
    ],
    [2, 'tensordot: axis 1 of [2, 3, 4] meets axis 0 of [4, 3, 2], but their lengths differ (3 vs 4).'],
    [[[0, 1], [0]], 'tensordot: axes [0, 1] of the first and [0] of the second are not pairs; name as many of each.'],
    [
      [
        [1, 1],
        [1, 1],
      ],
      'tensordot: axes [1, 1] name axis 1 twice at rank 3.',
    ],
    [-1, 'tensordot: cannot pair -1 axes of shapes [2, 3, 4] and [4, 3, 2].'],
    [1.5, 'tensordot: cannot pair 1.5 axes of shapes'],
    [4, 'tensordot: cannot pair 4 axes of shapes'],
    [[3, 0], 'tensordot: there is no axis 3 at rank 3: axes are 0 to 2, or -3 to -1 from the end.'],
  ])('says what is wrong with axes %j', (axes, message) => {
    expect(() => tensordot(x, y, axes)).toThrow(message);
  });

  test('says what axes may be', () => {
    for (const axes of [
      [[0], '0'],
      [0, ['0']],
      ['0', 0],
    ]) {
      expect(() => tensordot(x, y, axes as never)).toThrow('tensordot: axes must be a number or [axes of the first');
    }
    expect(() => tensordot(x, tensor([1, 2, 3, 4]), 2)).toThrow('tensordot: cannot pair 2 axes of shapes');
    // @ts-expect-error -- axes are a number, or two lists
    expect(() => tensordot(x, y, [0])).toThrow(
      'tensordot: axes must be a number or [axes of the first, axes of the second], but are an array.',
    );
  });
});
