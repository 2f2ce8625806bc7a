import { abs, add, atan2, clip, hypot, maximum, minimum, neg, relu, sqrt, square, sub } from '@wengert/primitives';
import { rowsOf, type Convention } from './convention.js';
import { composed, constant, derivative, limit, outside, subgradient } from './reasons.js';

/** Functions that are linear in pieces, or have a kink at the origin. */
export function kinks(): readonly Convention[] {
  return [...kinksAtZero(), ...ties(), ...bounds(), ...atTheOrigin()];
}

function kinksAtZero(): readonly Convention[] {
  const atAbs = rowsOf('abs(x)', abs);
  const atRelu = rowsOf('relu(x)', relu);
  const between = `${subgradient}0 lies between the slopes of the two sides.`;
  return [
    atAbs([0], [0, 0, 0], between),
    atAbs([-0], [0, 0, 0], `${subgradient}a zero of either sign is the same point.`),
    atAbs([-2], [2, -1, 0], `${derivative}linear on this side.`),
    atAbs([Infinity], [Infinity, 1, 0], `${derivative}linear on this side.`),
    atRelu([0], [0, 0, 0], between),
    atRelu([-0], [0, 0, 0], `${subgradient}a zero of either sign is the same point.`),
    atRelu([-Infinity], [0, 0, 0], `${derivative}constant on this side.`),
    rowsOf('sqrt(square(x))', (x) => sqrt(square(x)))(
      [0],
      [0, NaN, NaN],
      `${composed}the chain rule multiplies Infinity by 0; write abs(x).`,
    ),
  ];
}

function ties(): readonly Convention[] {
  const atMaximum = rowsOf('maximum(x, y)', maximum);
  const atMinimum = rowsOf('minimum(x, y)', minimum);
  const tie = `${subgradient}at a tie each side has one half.`;
  return [
    ...[0, 1].flatMap((argument) => [
      atMaximum([1, 1], [1, 0.5, 0], tie, argument),
      atMinimum([1, 1], [1, 0.5, 0], tie, argument),
      atMaximum([0, -0], [0, 0.5, 0], `${subgradient}zeros of different sign tie.`, argument),
      atMaximum([Infinity, Infinity], [Infinity, 0.5, 0], tie, argument),
      atMaximum([NaN, 1], [NaN, NaN, 0], `${outside}NaN reaches both sides.`, argument),
      atMinimum([NaN, 1], [NaN, NaN, 0], `${outside}NaN reaches both sides.`, argument),
    ]),
    atMaximum([2, 1], [2, 1, 0], `${derivative}of the greater one.`),
    atMaximum([2, 1], [2, 0, 0], `${derivative}the other does not matter.`, 1),
    rowsOf('maximum(x, 0)', (x) => maximum(x, 0))([0], [0, 0.5, 0], tie),
    rowsOf('maximum(x, neg(x))', (x) => maximum(x, neg(x)))(
      [0],
      [0, 0, 0],
      `${composed}the halves make the derivative of abs(x).`,
    ),
    rowsOf('add(maximum(x, 1), minimum(x, 1))', (x) => add(maximum(x, 1), minimum(x, 1)))(
      [1],
      [2, 1, 0],
      `${composed}the halves make the derivative of x + 1.`,
    ),
    rowsOf('sub(maximum(x, 0), maximum(neg(x), 0))', (x) => sub(maximum(x, 0), maximum(neg(x), 0)))(
      [0],
      [0, 1, 0],
      `${composed}the halves make the derivative of x.`,
    ),
    rowsOf('sub(relu(x), relu(neg(x)))', (x) => sub(relu(x), relu(neg(x))))(
      [0],
      [0, 0, 0],
      `${composed}two subgradients of 0, although the sum is x and its slope 1; with maximum(x, 0) it would be.`,
    ),
  ];
}

function bounds(): readonly Convention[] {
  const atClip = rowsOf('clip(x, y, z)', (x, y, z) => clip(x, y, z));
  const onTheEdge = `${derivative}of the inside; the interval is closed.`;
  const notBeyond = `${derivative}on the bound, x is still what is returned.`;
  const beyond = `${derivative}beyond the bound, the bound is what is returned.`;
  return [
    atClip([0, 0, 1], [0, 1, 0], onTheEdge),
    atClip([1, 0, 1], [1, 1, 0], onTheEdge),
    atClip([0, 0, 1], [0, 0, 0], notBeyond, 1),
    atClip([1, 0, 1], [1, 0, 0], notBeyond, 2),
    atClip([-1, 0, 1], [0, 0, 0], beyond),
    atClip([-1, 0, 1], [0, 1, 0], beyond, 1),
    atClip([2, 0, 1], [1, 1, 0], beyond, 2),
    atClip([0.5, 1, 0], [0, 0, 0], `${derivative}an empty interval returns its upper bound.`),
    atClip([0.5, 1, 0], [0, 1, 0], `${derivative}an empty interval returns its upper bound.`, 2),
    atClip([NaN, 0, 1], [NaN, NaN, 0], `${outside}NaN stays NaN.`),
  ];
}

function atTheOrigin(): readonly Convention[] {
  const atHypot = rowsOf('hypot(x, y)', hypot);
  const atAtan2 = rowsOf('atan2(x, y)', atan2);
  return [
    ...[0, 1].flatMap((argument) => [
      atHypot([0, 0], [0, 0, 0], `${subgradient}the origin is the tip of a cone.`, argument),
      atHypot(
        [1e-300, 0],
        [1e-300, 1 - argument, argument * 1e300],
        `${derivative}no square underflows on the way.`,
        argument,
      ),
      atHypot(
        [1e300, 0],
        [1e300, 1 - argument, argument * 1e-300],
        `${derivative}no square overflows on the way.`,
        argument,
      ),
      atHypot([-Infinity, 2], [Infinity, argument - 1, 0], `${limit}the other side no longer matters.`, argument),
      atHypot([Infinity, Infinity], [Infinity, NaN, NaN], `${outside}the direction has no limit.`, argument),
      atAtan2([0, 0], [0, NaN, NaN], `${outside}the angle of the origin has no limit.`, argument),
    ]),
    atAtan2([0, -1], [Math.PI, -1, 0], `${derivative}along the branch, although the value jumps on the other side.`),
    atAtan2([-0, -1], [-Math.PI, -1, 0], `${derivative}along the branch that the sign of the zero is on.`),
    atAtan2([0, 1], [0, 0, 0], `${constant}the angle of the positive half of the axis.`, 1),
  ];
}
