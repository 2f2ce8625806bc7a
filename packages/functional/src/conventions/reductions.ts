import {
  argmax,
  cumprod,
  logSoftmax,
  logsumexp,
  max,
  median,
  min,
  norm,
  prod,
  softmax,
  sort,
  sqrt,
  square,
  std,
  sum,
  take,
  variance,
} from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { composed, constant, derivative, limit, subgradient } from './reasons.js';

const noCurvature = [
  [0, 0],
  [0, 0],
];

/** Reductions and running operations on a tensor: ties, zeros, infinities. */
export function reductions(): readonly Convention[] {
  return [...selections(), ...norms(), ...spreads(), ...products(), ...exponentialSums()];
}

function selections(): readonly Convention[] {
  const shared = `${subgradient}the tied elements share the derivative evenly.`;
  const first = `${derivative}of the element that is taken, which is the first of those that tie.`;
  const flat = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  return [
    rowsOf('max(x)', (x) => max(x))([[1, 1, 0]], [1, [0.5, 0.5, 0], flat], shared),
    rowsOf('min(x)', (x) => min(x))([[1, 1, 2]], [1, [0.5, 0.5, 0], flat], shared),
    rowsOf('max(x)', (x) => max(x))([[NaN, 1]], [NaN, [NaN, NaN]], 'Outside the domain: NaN reaches every element.'),
    rowsOf('argmax(x)', (x) => argmax(x))([[1, 1, 0]], [0, [0, 0, 0], flat], `${constant}an index.`),
    rowsOf('take(x, argmax(x))', (x) => take(x, argmax(x)))([[1, 1, 0]], [1, [1, 0, 0], flat], first),
    rowsOf('sort(x)', (x) => sort(x))(
      [[1, 1, 0]],
      [
        [0, 1, 1],
        [
          [0, 0, 1],
          [1, 0, 0],
          [0, 1, 0],
        ],
        [flat, flat, flat],
      ],
      `${derivative}a permutation; equal elements keep their order.`,
    ),
    rowsOf('median(x)', (x) => median(x))([[2, 2, 0]], [2, [1, 0, 0], flat], first),
    rowsOf('median(x)', (x) => median(x))([[1, 1]], [1, [0.5, 0.5], noCurvature], `${derivative}the mean of both.`),
  ];
}

function norms(): readonly Convention[] {
  const cone = `${subgradient}the zero vector is the tip of a cone.`;
  return [
    rowsOf('norm(x)', (x) => norm(x))([[0, 0]], [0, [0, 0], noCurvature], cone),
    rowsOf('norm(x)', (x) => norm(x))(
      [[1e-200, 0]],
      [
        1e-200,
        [1, 0],
        [
          [0, 0],
          [0, 1e200],
        ],
      ],
      `${derivative}no square underflows on the way.`,
    ),
    rowsOf('norm(x)', (x) => norm(x))(
      [[1e200, 0]],
      [
        1e200,
        [1, 0],
        [
          [0, 0],
          [0, 1e-200],
        ],
      ],
      `${derivative}no square overflows on the way.`,
    ),
    rowsOf('norm(x, { ord: 1 })', (x) => norm(x, { ord: 1 }))([[0, 0]], [0, [0, 0], noCurvature], cone),
    rowsOf('norm(x, { ord: 3 })', (x) => norm(x, { ord: 3 }))([[0, 0]], [0, [0, 0], noCurvature], cone),
    rowsOf('norm(x, { ord: Infinity })', (x) => norm(x, { ord: Infinity }))([[0, 0]], [0, [0, 0], noCurvature], cone),
    rowsOf('norm(x, { ord: Infinity })', (x) => norm(x, { ord: Infinity }))(
      [[1, -1]],
      [1, [0.5, -0.5], noCurvature],
      `${subgradient}the tied elements share the derivative evenly.`,
    ),
    rowsOf('norm(x, { ord: 1 })', (x) => norm(x, { ord: 1 }))(
      [[3, 0]],
      [3, [1, 0], noCurvature],
      `${subgradient}of abs at the element that is 0.`,
    ),
    rowsOf('sqrt(sum(square(x)))', (x) => sqrt(sum(square(x))))(
      [[0, 0]],
      [0, [NaN, NaN]],
      `${composed}the chain rule multiplies Infinity by 0; write norm(x).`,
    ),
  ];
}

function spreads(): readonly Convention[] {
  return [
    rowsOf('std(x)', (x) => std(x))(
      [[1, 1]],
      [0, [0, 0], noCurvature],
      `${subgradient}where all elements are equal, any change makes the deviation grow.`,
    ),
    rowsOf('std(x)', (x) => std(x))([[3]], [0, [0], [[0]]], `${derivative}one number has no deviation.`),
    rowsOf('variance(x)', (x) => variance(x))(
      [[1, 1]],
      [
        0,
        [0, 0],
        [
          [0.5, -0.5],
          [-0.5, 0.5],
        ],
      ],
      `${derivative}the bottom of a parabola.`,
    ),
  ];
}

function products(): readonly Convention[] {
  const others = `${derivative}the product of the other elements; nothing is divided by.`;
  const atProd = rowsOf('prod(x)', (x) => prod(x));
  const atCumprod = rowsOf('cumprod(x)', (x) => cumprod(x));
  const flat = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  return [
    atProd(
      [[0, 2, 3]],
      [
        0,
        [6, 0, 0],
        [
          [0, 3, 2],
          [3, 0, 0],
          [2, 0, 0],
        ],
      ],
      others,
    ),
    atProd(
      [[0, 0, 3]],
      [
        0,
        [0, 0, 0],
        [
          [0, 3, 0],
          [3, 0, 0],
          [0, 0, 0],
        ],
      ],
      others,
    ),
    atProd([[0, 0, 0]], [0, [0, 0, 0], flat], others),
    atCumprod(
      [[2, 0, 3]],
      [
        [2, 0, 0],
        [
          [1, 0, 0],
          [0, 2, 0],
          [0, 6, 0],
        ],
        [
          flat,
          [
            [0, 1, 0],
            [1, 0, 0],
            [0, 0, 0],
          ],
          [
            [0, 3, 0],
            [3, 0, 2],
            [0, 2, 0],
          ],
        ],
      ],
      others,
    ),
    atCumprod(
      [[0, 0, 3]],
      [
        [0, 0, 0],
        [
          [1, 0, 0],
          [0, 0, 0],
          [0, 0, 0],
        ],
        [
          flat,
          [
            [0, 1, 0],
            [1, 0, 0],
            [0, 0, 0],
          ],
          [
            [0, 3, 0],
            [3, 0, 0],
            [0, 0, 0],
          ],
        ],
      ],
      others,
    ),
  ];
}

function exponentialSums(): readonly Convention[] {
  const atLogsumexp = rowsOf('logsumexp(x)', (x) => logsumexp(x));
  const evenly = [
    [0.25, -0.25],
    [-0.25, 0.25],
  ];
  const greatest = `${limit}those that equal an infinite maximum share the derivative evenly.`;
  const inRange = `${derivative}softmax(x); no exponential overflows on the way.`;
  return [
    atLogsumexp([[-Infinity, -Infinity]], [-Infinity, [0.5, 0.5], evenly], greatest),
    atLogsumexp([[Infinity, Infinity]], [Infinity, [0.5, 0.5], evenly], greatest),
    atLogsumexp([[Infinity, 0]], [Infinity, [1, 0], noCurvature], greatest),
    atLogsumexp([[-Infinity, 0]], [0, [0, 1], noCurvature], `${limit}exp(-Infinity) is 0.`),
    atLogsumexp([[1000, 1000]], [1000 + Math.LN2, [0.5, 0.5], evenly], inRange),
    atLogsumexp([[-1000, -1000]], [-1000 + Math.LN2, [0.5, 0.5], evenly], inRange),
    rowsOf('softmax(x)', (x) => softmax(x))(
      [[1000, 0]],
      [[1, 0], noCurvature, [noCurvature, noCurvature]],
      `${derivative}level, to the last digit.`,
    ),
    rowsOf('softmax(x)', (x) => softmax(x))(
      [[Infinity, 0]],
      [[1, 0], noCurvature, [noCurvature, noCurvature]],
      greatest,
    ),
    rowsOf('logSoftmax(x)', (x) => logSoftmax(x))(
      [[1000, 0]],
      [
        [0, -1000],
        [
          [0, 0],
          [-1, 1],
        ],
        [noCurvature, noCurvature],
      ],
      inRange,
    ),
  ];
}
