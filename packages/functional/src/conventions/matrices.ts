import { linalg, sum } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { derivative, outside, subgradient } from './reasons.js';

/** Functions of singular matrices, and of those with repeated eigenvalues or singular values. */
export function matrices(): readonly Convention[] {
  const atDet = rowsOf('linalg.det(x)', (x) => linalg.det(x));
  const cofactors = `${derivative}the cofactors, of singular matrices too; nothing is divided by the determinant.`;
  const ofMinors = [
    [
      [
        [0, 0],
        [0, 1],
      ],
      [
        [0, 0],
        [-1, 0],
      ],
    ],
    [
      [
        [0, -1],
        [0, 0],
      ],
      [
        [1, 0],
        [0, 0],
      ],
    ],
  ];
  const zero = [
    [0, 0],
    [0, 0],
  ];
  const identity = [
    [1, 0],
    [0, 1],
  ];
  const singular = [
    [1, 2],
    [2, 4],
  ];
  const noCurvature = [
    [zero, zero],
    [zero, zero],
  ];
  const cone = `${subgradient}the zero matrix is the tip of a cone.`;
  const symmetric = `${derivative}a symmetric function of what is repeated is smooth.`;
  return [
    atDet(
      [singular],
      [
        0,
        [
          [4, -2],
          [-2, 1],
        ],
        ofMinors,
      ],
      cofactors,
    ),
    atDet([zero], [0, zero, ofMinors], cofactors),
    rowsOf("linalg.norm(x, { ord: 'fro' })", (x) => linalg.norm(x, { ord: 'fro' }))(
      [zero],
      [0, zero, noCurvature],
      cone,
    ),
    rowsOf("linalg.norm(x, { ord: 'nuc' })", (x) => linalg.norm(x, { ord: 'nuc' }))(
      [zero],
      [0, zero, noCurvature],
      cone,
    ),
    rowsOf('linalg.norm(x, { ord: 2 })', (x) => linalg.norm(x, { ord: 2 }))([zero], [0, zero, noCurvature], cone),
    rowsOf('linalg.norm(x, { ord: 2 })', (x) => linalg.norm(x, { ord: 2 }))(
      [identity],
      [
        1,
        [
          [0.5, 0],
          [0, 0.5],
        ],
      ],
      `${subgradient}equal singular values share the derivative evenly.`,
    ),
    rowsOf('sum(linalg.eigvalsh(x))', (x) => sum(linalg.eigvalsh(x)))([identity], [2, identity], symmetric),
    rowsOf('sum(linalg.svdvals(x))', (x) => sum(linalg.svdvals(x)))([identity], [2, identity], symmetric),
    rowsOf('linalg.slogdet(x).logabsdet', (x) => linalg.slogdet(x).logabsdet)(
      [[[0]]],
      [-Infinity, [[NaN]]],
      `${outside}the two sides of the pole have opposite signs.`,
    ),
  ];
}
