import { describe, expect, test } from '@jest/globals';
import { grad, hessian, jacfwd, jacrev } from '@wengert/functional';
import { einsum, type Value } from '@wengert/primitives';
import { ones, tensor, type NestedNumbers, type Tensor } from '@wengert/tensor';
import fc from 'fast-check';
import { expectMultilinear, fill, integers, total } from './index-by-index.js';
import { einsumCalls, naiveEinsum } from './naive-einsum.js';

describe('einsum', () => {
  test('is the sum over all indices that the output lacks, and so are its derivatives', () => {
    const calls = einsumCalls.chain((call) =>
      fc.tuple(fc.constant(call), fc.tuple(...call.shapes.map(integers)), fc.tuple(...call.shapes.map(integers))),
    );
    fc.assert(
      fc.property(calls, ([{ spec, inputs, output }, xs, tangents]) => {
        expectMultilinear(
          (...values) => einsum(spec, ...values),
          (...values) => naiveEinsum(inputs, output, values),
          xs,
          tangents,
          (shape) => fill(shape, (index) => (total(index) % 3) - 1),
        );
      }),
      { numRuns: 200 },
    );
  });

  const a = tensor([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  const b = tensor([
    [1, 0],
    [2, 1],
    [0, 1],
  ]);
  const square = tensor([
    [1, 2],
    [3, 4],
  ]);

  // Of NumPy 2.4.
  test.each<[string, Value[], number | NestedNumbers]>([
    [
      'ij,jk->ik',
      [a, b],
      [
        [5, 5],
        [14, 11],
      ],
    ],
    [
      'ij,jk',
      [a, b],
      [
        [5, 5],
        [14, 11],
      ],
    ],
    [
      'ba',
      [a],
      [
        [1, 4],
        [2, 5],
        [3, 6],
      ],
    ],
    ['ij->j', [a], [5, 7, 9]],
    ['ij->', [a], 21],
    ['ii', [square], 5],
    ['ii->i', [square], [1, 4]],
    [
      'i,j->ij',
      [tensor([1, 2]), tensor([3, 4])],
      [
        [3, 4],
        [6, 8],
      ],
    ],
    ['ij...->...i', [a], [6, 15]],
    ['i...->...', [tensor([1, 2, 3])], 6],
    [
      '...,...',
      [tensor([1, 2, 3]), a],
      [
        [1, 4, 9],
        [4, 10, 18],
      ],
    ],
    [
      'iJ,Jk',
      [
        a,
        tensor([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
      ],
      [
        [22, 28],
        [49, 64],
      ],
    ],
    [
      'ij,jk->ik',
      [ones([2, 1]), ones([3, 2])],
      [
        [3, 3],
        [3, 3],
      ],
    ],
    [
      ' i j , j k -> k i ',
      [a, b],
      [
        [5, 14],
        [5, 11],
      ],
    ],
    [',->', [2, 3], 6],
    ['', [3], 3],
    [
      'ij->ij',
      [a],
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
  ])("'%s' gives what NumPy gives", (spec, xs, expected) => {
    const result: Value = einsum(spec, ...xs);
    expect(typeof result === 'number' ? result : result.toArray()).toEqual(expected);
  });

  test('types its result by the output', () => {
    const scalar: number = einsum('ij,ij->', a, a);
    const array: Tensor = einsum('ij -> ji', a);
    const implicit: number = einsum('i,i', tensor([1, 2]), tensor([3, 4]));
    expect([scalar, array.shape, implicit]).toEqual([91, [3, 2], 11]);
    expect(grad((x: Tensor) => einsum('ij,ij->', x, x))(square).toArray()).toEqual([
      [2, 4],
      [6, 8],
    ]);
  });

  test('multiplies a chain of matrices from the cheap end', () => {
    const long = ones([2, 4000]);
    // The other way round, there would be a matrix of 4000 x 4000 on the way, and then 100 of them.
    expect(einsum('ia,bia,jb->bj', long, ones([100, 2, 4000]), ones([3, 100])).shape).toEqual([100, 3]);
    expect(einsum('ai,ij,jb,b->a', ones([4000, 2]), ones([2, 2]), ones([2, 4000]), ones([4000])).at(0)).toBe(16000);
  });

  test('has the second derivative of a quadratic form in every combination of modes', () => {
    const form = (x: Tensor): number => einsum('i,ij,j->', x, square, x);
    const x = tensor([1, -1]);
    const expected = [
      [2, 5],
      [5, 8],
    ];
    expect(hessian(form)(x).toArray()).toEqual(expected);
    expect(jacfwd(grad(form))(x).toArray()).toEqual(expected);
    expect(jacrev(grad(form))(x).toArray()).toEqual(expected);
    expect(jacrev(jacfwd(form))(x).toArray()).toEqual(expected);
    expect(jacfwd(jacfwd(form))(x).toArray()).toEqual(expected);
  });

  test.each<[string, Value[], string]>([
    [
      'ij,jk->ik',
      [ones([2, 3]), ones([4, 5])],
      "einsum: 'ij,jk->ik' with shapes [2, 3] and [4, 5]: index j is 3 in input 1 and 4 in input 2.",
    ],
    ['ii', [ones([1, 3])], "einsum: 'ii' with shapes [1, 3]: index i is 1 and 3 in input 1."],
    [
      '...i,...i',
      [ones([2, 3]), ones([4, 3])],
      "einsum: '...i,...i' with shapes [2, 3] and [4, 3]: axis -1 of the '...' is 2 in input 1 and 4 in input 2.",
    ],
    ['ij,jk', [ones([2, 3])], "einsum: 'ij,jk' with shapes [2, 3]: it names 2 inputs, but 1 were given."],
    ['ij', [ones([3])], "einsum: 'ij' with shapes [3]: input 1 is 'ij' and has shape [3], which has rank 1."],
    [
      'i',
      [ones([3, 2])],
      "einsum: 'i' with shapes [3, 2]: input 1 is 'i' and has shape [3, 2], which has rank 2. Write '...' for axes without a letter.",
    ],
    ['i->j', [ones([3])], "einsum: 'i->j' with shapes [3]: no input has index j of the output."],
    ['i->ii', [ones([3])], "einsum: 'i->ii' with shapes [3]: the output names index i twice."],
    ['...i->i', [ones([2, 3])], "einsum: '...i->i' with shapes [2, 3]: the output '' lacks the '...' of the inputs."],
    ['i->i->i', [ones([3])], "einsum: 'i->i->i' with shapes [3]: there is more than one arrow; write inputs->output."],
    [
      'i1',
      [ones([3])],
      "einsum: 'i1' with shapes [3]: 'i1' must be made of letters, one for each axis, and at most one '...'.",
    ],
    [
      'i->1',
      [ones([3])],
      "einsum: 'i->1' with shapes [3]: '1' must be made of letters, one for each axis, and at most one '...'.",
    ],
    ['i', [], "einsum: 'i': it names 1 inputs, but 0 were given."],
  ])("'%s' that does not fit is refused with spec and shapes", (spec, xs, message) => {
    expect(() => einsum(spec, ...xs)).toThrow(message.replace("the output ''", "the output 'i'"));
  });

  test('refuses arguments that are no tensors, or no specification', () => {
    // @ts-expect-error -- an array is no tensor
    expect(() => einsum('i', [1, 2])).toThrow(
      'einsum: argument 1 must be a number or a tensor, but is an array. Make a tensor of it with tensor(...).',
    );
    // @ts-expect-error -- the specification comes first
    expect(() => einsum(a, a)).toThrow(
      "einsum: the first argument must be a specification such as 'ij,jk->ik', but is a tensor of shape [2, 3].",
    );
  });
});
