import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  dataOf,
  fromData,
  logSoftmaxAlong,
  logSumExpAlong,
  maxAlong,
  shapeOf,
  shareOfGreatest,
  softmaxAlong,
  sumAlong,
  tensor,
  zeros,
} from '@wengert/tensor';
import { arrays, axesOf, build, elementAt, leavingAlone } from './arrays.js';

const withAxes = arrays().chain((x) => fc.tuple(fc.constant(x), axesOf(shapeOf(x).length)));

test('softmax, its logarithm and the logarithm of the sum are what their definitions say', () => {
  fc.assert(
    fc.property(withAxes, ([x, axes]) => {
      const powers = build(shapeOf(x), (index) => Math.exp(elementAt(x, index)));
      const sums = sumAlong(powers, axes, true);
      leavingAlone([x], () => {
        const weights = softmaxAlong(x, axes);
        expect(shapeOf(weights)).toEqual(shapeOf(x));
        const expected = build(shapeOf(x), (index) => elementAt(powers, index) / elementAt(sums, index));
        dataOf(weights).forEach((v, i) => expect(v / dataOf(expected)[i]!).toBeCloseTo(1, 13));
        dataOf(logSoftmaxAlong(x, axes)).forEach((v, i) => expect(v).toBeCloseTo(Math.log(dataOf(expected)[i]!), 12));
        const logarithms = logSumExpAlong(x, axes, true);
        expect(shapeOf(logarithms)).toEqual(shapeOf(sums));
        dataOf(logarithms).forEach((v, i) => {
          const sum = dataOf(sums)[i]!;
          expect(sum === 0 ? v : v - Math.log(sum)).toBeCloseTo(sum === 0 ? -Infinity : 0, 12);
        });
        const kept = shapeOf(x).filter((_, axis) => !axes.includes(axis));
        expect(logSumExpAlong(x, axes, false)).toEqual(fromData(dataOf(logarithms), kept));
      });
    }),
  );
});

describe('far from 0', () => {
  test('nothing overflows, and a small rest keeps its digits', () => {
    expect(softmaxAlong(tensor([1000, 1000, -1000]), [0])).toEqual(tensor([0.5, 0.5, 0]));
    expect(logSumExpAlong(tensor([0, -50]), [0], false)).toBe(Math.exp(-50));
    expect(logSoftmaxAlong(tensor([1000, 950]), [0])).toEqual(tensor([-Math.exp(-50), -50]));
  });

  test('numbers that equal an infinite maximum share it', () => {
    const x = tensor([
      [-Infinity, -Infinity],
      [Infinity, 0],
      [-Infinity, 0],
    ]);
    expect(softmaxAlong(x, [1])).toEqual(
      tensor([
        [0.5, 0.5],
        [1, 0],
        [0, 1],
      ]),
    );
    expect(logSumExpAlong(x, [1], false)).toEqual(tensor([-Infinity, Infinity, 0]));
    expect(logSoftmaxAlong(x, [1])).toEqual(
      tensor([
        [-Math.LN2, -Math.LN2],
        [0, -Infinity],
        [-Infinity, 0],
      ]),
    );
    expect(softmaxAlong(tensor([NaN, 0]), [0])).toEqual(tensor([NaN, NaN]));
  });

  test('there is nothing to sum in an empty array', () => {
    expect(logSumExpAlong(zeros([0, 2]), [0], false)).toEqual(tensor([-Infinity, -Infinity]));
    expect(logSumExpAlong(zeros([0]), [0], false)).toBe(-Infinity);
    expect(softmaxAlong(zeros([0, 2]), [0])).toEqual(zeros([0, 2]));
  });
});

test('shareOfGreatest marks the maxima, evenly', () => {
  fc.assert(
    fc.property(withAxes, ([x, axes]) => {
      const size = dataOf(x).length;
      if (size === 0) {
        expect(shareOfGreatest(x, axes)).toEqual(x);
        return;
      }
      const most = maxAlong('max', x, axes, true);
      const marks = build(shapeOf(x), (index) => (elementAt(x, index) === elementAt(most, index) ? 1 : 0));
      const counts = sumAlong(marks, axes, true);
      expect(shareOfGreatest(x, axes)).toEqual(
        build(shapeOf(x), (index) => elementAt(marks, index) / elementAt(counts, index)),
      );
    }),
  );
});
