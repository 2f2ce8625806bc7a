import stdlibBesselj0 from '@stdlib/math-base-special-besselj0';
import stdlibBesselj1 from '@stdlib/math-base-special-besselj1';
import { isOrder } from './order.js';

/** The Bessel function of the first kind, of integer order. */
export function bessel(order: number, x: number): number {
  if (!isOrder(order, -100)) return NaN;
  const n = Math.abs(order);
  const z = Math.abs(x);
  const value = besselOfPositive(n, z);
  // Odd orders are odd functions, and J[-n] = (-1)^n J[n].
  return n % 2 === 1 && order < 0 !== (x < 0 || Object.is(x, -0)) ? -value : value;
}

function besselOfPositive(n: number, z: number): number {
  if (z * z <= n + 1) return powerSeries(n, z);
  if (n === 0) return stdlibBesselj0(z);
  return z > n ? byUpwardRecurrence(n, z) : byDownwardRecurrence(n, z);
}

/** DLMF 10.2.2, where its terms shrink from the start. */
function powerSeries(n: number, z: number): number {
  const step = -0.25 * z * z;
  let sum = 1;
  for (let k = 14; k >= 1; k--) sum = 1 + (sum * step) / (k * (k + n));
  for (let k = 1; k <= n; k++) sum *= z / (2 * k);
  return sum;
}

/** DLMF 10.6.1, stable upwards as long as the order stays below the argument. */
function byUpwardRecurrence(n: number, z: number): number {
  let previous = stdlibBesselj0(z);
  let value = stdlibBesselj1(z);
  for (let k = 1; k < n; k++) {
    const next = ((2 * k) / z) * value - previous;
    previous = value;
    value = next;
  }
  return value;
}

/**
 * Miller's algorithm, DLMF 3.6(iii): the recurrence downwards from any start far above `n` gives the values up to a
 * factor, which the larger of the first two fixes. From the start on they grow by less than 1e209, which is for the
 * order 100.
 */
function byDownwardRecurrence(n: number, z: number): number {
  let next = 0;
  let value = 1e-300;
  let wanted = 0;
  for (let k = n + 20 + Math.ceil(Math.sqrt(40 * n)); k >= 1; k--) {
    const previous = ((2 * k) / z) * value - next;
    next = value;
    value = previous;
    if (k - 1 === n) wanted = value;
  }
  const zeroth = stdlibBesselj0(z);
  const first = stdlibBesselj1(z);
  return Math.abs(zeroth) > Math.abs(first) ? (wanted / value) * zeroth : (wanted / next) * first;
}
