// Functions with plain operators, marked for @wengert/syntax. They stand here as they were written: nothing rewrites this file.

/** A function as small as functions come. */
export function line(x: number): number {
  'use wengert';
  return 1.5 * x + 0.5;
}

/** A scalar expression. */
export function expression(x: number, y: number): number {
  'use wengert';
  return x * y + Math.sin(x);
}

/** Branches: a polynomial in three pieces. */
export function pieces(x: number): number {
  'use wengert';
  if (x < -1) return -x;
  return x > 1 && x !== 2 ? x * x : (3 * x * x - x ** 4) / 2;
}

/** A loop until convergence: a square root by Newton's iteration. */
export function root(x: number): number {
  'use wengert';
  let y = x;
  while (Math.abs(y * y - x) > 1e-12 * x) y = (y + x / y) / 2;
  return y;
}

/** A function inside of another. */
export function meanSquare(x: readonly number[]): number {
  'use wengert';
  return x.reduce((total, y) => total + y * y, 0) / x.length;
}

/** Functions inside of functions inside of another: parts of it, and not the whole, are there twice. */
export function similarity(x: readonly number[]): number {
  'use wengert';
  return x.reduce((total, y) => total + x.reduce((most, z) => Math.max(most, y * z), 0), 0);
}

/** A loop over an array: Rosenbrock's valley. */
export function valley(x: readonly number[]): number {
  'use wengert';
  let total = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const [a, b] = [x[i] ?? NaN, x[i + 1] ?? NaN];
    total += 100 * (b - a * a) ** 2 + (1 - a) ** 2;
  }
  return total;
}
