import { ownCode } from '../own-code.js';

/**
 * Loops over storage, one set for each scalar function.
 *
 * An optimising compiler inlines the function that a loop calls only where it has always been the same. If all
 * operations shared the code of one loop, none would be inlined; so each set of loops that has work to do gets its code
 * anew, from a constant text. Where the page forbids that (a content-security policy without `unsafe-eval`), and for
 * the first few elements, the shared loops serve; they compute the same.
 */

/** A function of one number, and the loop that applies it to each element. */
export interface Loops1 {
  readonly apply: (x: number) => number;
  /** `out[i] = apply(x[i])` for the whole of `out`, which may be `x`. */
  loop(x: Float64Array, out: Float64Array): void;
}

/** A function of two numbers, and the loops that apply it along `n` elements from the given offsets. */
export interface Loops2 {
  readonly apply: (x: number, y: number) => number;
  /** `out[oo + i] = apply(x[xo + i], y[yo + i])` */
  equal(x: Float64Array, xo: number, y: Float64Array, yo: number, out: Float64Array, oo: number, n: number): void;
  /** `out[oo + i] = apply(x[xo + i], y)` */
  right(x: Float64Array, xo: number, y: number, out: Float64Array, oo: number, n: number): void;
  /** `out[oo + i] = apply(x, y[yo + i])` */
  left(x: number, y: Float64Array, yo: number, out: Float64Array, oo: number, n: number): void;
}

/** A function of any fixed number of numbers, and the loop that applies it. */
export interface LoopsN {
  readonly apply: (...xs: number[]) => number;
  /** `out[i] = apply(xs[0][i * steps[0]], xs[1][i * steps[1]], ...)` for the whole of `out`; a step of 0 repeats a number. */
  loop(xs: readonly Float64Array[], steps: readonly number[], out: Float64Array): void;
}

type Loop1 = Loops1['loop'];
type Loop2 = Pick<Loops2, 'equal' | 'right' | 'left'>;
type LoopN = LoopsN['loop'];

/**
 * So many elements pass through the shared loops before an operation gets its own, which takes about as long to set up
 * as the shared ones take for a few thousand elements.
 */
const worthOwnCode = 512;

/**
 * The loops of a function of one number.
 *
 * @example
 * const sine = loops1(Math.sin);
 */
// @__NO_SIDE_EFFECTS__
export function loops1(f: (x: number) => number): Loops1 {
  return new LazyLoops1(f);
}

/**
 * The loops of a function of two numbers.
 *
 * @example
 * const product = loops2((x, y) => x * y);
 */
// @__NO_SIDE_EFFECTS__
export function loops2(f: (x: number, y: number) => number): Loops2 {
  return new LazyLoops2(f);
}

/**
 * The loops of a function of `f.length` numbers.
 *
 * @example
 * const multiplyAdd = loopsN((x, y, z) => x * y + z);
 */
// @__NO_SIDE_EFFECTS__
export function loopsN(f: (...xs: number[]) => number): LoopsN {
  return new LazyLoopsN(f);
}

// Classes, not closures: the callers of `loop` and `equal` then see one hidden class and one function, whatever `f` is.

class LazyLoops1 implements Loops1 {
  readonly apply: (x: number) => number;
  private own: Loop1 | undefined = undefined;
  private done = 0;

  constructor(f: (x: number) => number) {
    this.apply = f;
  }

  loop(x: Float64Array, out: Float64Array): void {
    if (this.own !== undefined) this.own(x, out);
    else if ((this.done += out.length) < worthOwnCode) sharedLoop1(this.apply, x, out);
    else (this.own = ownLoop1(this.apply))(x, out);
  }
}

class LazyLoops2 implements Loops2 {
  readonly apply: (x: number, y: number) => number;
  private own: Loop2 | undefined = undefined;
  private done = 0;

  constructor(f: (x: number, y: number) => number) {
    this.apply = f;
  }

  equal(x: Float64Array, xo: number, y: Float64Array, yo: number, out: Float64Array, oo: number, n: number): void {
    const own = this.own ?? this.ownAfter(n);
    if (own !== undefined) own.equal(x, xo, y, yo, out, oo, n);
    else sharedEqual(this.apply, x, xo, y, yo, out, oo, n);
  }

  right(x: Float64Array, xo: number, y: number, out: Float64Array, oo: number, n: number): void {
    const own = this.own ?? this.ownAfter(n);
    if (own !== undefined) own.right(x, xo, y, out, oo, n);
    else sharedRight(this.apply, x, xo, y, out, oo, n);
  }

  left(x: number, y: Float64Array, yo: number, out: Float64Array, oo: number, n: number): void {
    const own = this.own ?? this.ownAfter(n);
    if (own !== undefined) own.left(x, y, yo, out, oo, n);
    else sharedLeft(this.apply, x, y, yo, out, oo, n);
  }

  private ownAfter(n: number): Loop2 | undefined {
    if ((this.done += n) >= worthOwnCode) this.own = ownLoop2(this.apply);
    return this.own;
  }
}

class LazyLoopsN implements LoopsN {
  readonly apply: (...xs: number[]) => number;
  private own: LoopN | undefined = undefined;
  private done = 0;

  constructor(f: (...xs: number[]) => number) {
    this.apply = f;
  }

  loop(xs: readonly Float64Array[], steps: readonly number[], out: Float64Array): void {
    if (this.own !== undefined) this.own(xs, steps, out);
    else if ((this.done += out.length) < worthOwnCode) sharedLoopN(this.apply, xs, steps, out);
    else (this.own = ownLoopN(this.apply, xs.length))(xs, steps, out);
  }
}

type F1 = (x: number) => number;
type F2 = (x: number, y: number) => number;
type FN = (...xs: number[]) => number;

function sharedLoop1(f: F1, x: Float64Array, out: Float64Array): void {
  for (let i = 0; i < out.length; i++) out[i] = f(x[i]!);
}

function sharedEqual(
  f: F2,
  x: Float64Array,
  xo: number,
  y: Float64Array,
  yo: number,
  out: Float64Array,
  oo: number,
  n: number,
): void {
  for (let i = 0; i < n; i++) out[oo + i] = f(x[xo + i]!, y[yo + i]!);
}

function sharedRight(f: F2, x: Float64Array, xo: number, y: number, out: Float64Array, oo: number, n: number): void {
  for (let i = 0; i < n; i++) out[oo + i] = f(x[xo + i]!, y);
}

function sharedLeft(f: F2, x: number, y: Float64Array, yo: number, out: Float64Array, oo: number, n: number): void {
  for (let i = 0; i < n; i++) out[oo + i] = f(x, y[yo + i]!);
}

function sharedLoopN(f: FN, xs: readonly Float64Array[], steps: readonly number[], out: Float64Array): void {
  const arguments_ = new Array<number>(xs.length);
  for (let i = 0; i < out.length; i++) {
    for (let k = 0; k < xs.length; k++) arguments_[k] = xs[k]![i * steps[k]!]!;
    out[i] = f(...arguments_);
  }
}

// Four elements to a round: engines check the kind and the length of each array anew in every round of a loop.

const loop1Text = `return (x, out) => {
  const n = out.length;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    out[i] = f(x[i]);
    out[i + 1] = f(x[i + 1]);
    out[i + 2] = f(x[i + 2]);
    out[i + 3] = f(x[i + 3]);
  }
  for (; i < n; i++) out[i] = f(x[i]);
};`;

const loop2Text = `return {
  equal(x, xo, y, yo, out, oo, n) {
    let i = 0;
    for (; i + 3 < n; i += 4) {
      const a = xo + i, b = yo + i, c = oo + i;
      out[c] = f(x[a], y[b]);
      out[c + 1] = f(x[a + 1], y[b + 1]);
      out[c + 2] = f(x[a + 2], y[b + 2]);
      out[c + 3] = f(x[a + 3], y[b + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i], y[yo + i]);
  },
  right(x, xo, y, out, oo, n) {
    let i = 0;
    for (; i + 3 < n; i += 4) {
      const a = xo + i, c = oo + i;
      out[c] = f(x[a], y);
      out[c + 1] = f(x[a + 1], y);
      out[c + 2] = f(x[a + 2], y);
      out[c + 3] = f(x[a + 3], y);
    }
    for (; i < n; i++) out[oo + i] = f(x[xo + i], y);
  },
  left(x, y, yo, out, oo, n) {
    let i = 0;
    for (; i + 3 < n; i += 4) {
      const b = yo + i, c = oo + i;
      out[c] = f(x, y[b]);
      out[c + 1] = f(x, y[b + 1]);
      out[c + 2] = f(x, y[b + 2]);
      out[c + 3] = f(x, y[b + 3]);
    }
    for (; i < n; i++) out[oo + i] = f(x, y[yo + i]);
  },
};`;

function loopNText(arity: number): string {
  const indices = Array.from({ length: arity }, (_, k) => k);
  const names = (letter: string): string => indices.map((k) => letter + String(k)).join(', ');
  return `return ([${names('x')}], [${names('s')}], out) => {
  for (let i = 0; i < out.length; i++) out[i] = f(${indices.map((k) => `x${k}[i * s${k}]`).join(', ')});
};`;
}

function ownLoop1(f: F1): Loop1 {
  return (
    (ownCode(loop1Text, { f }) as Loop1 | undefined) ??
    ((x, out) => {
      sharedLoop1(f, x, out);
    })
  );
}

function ownLoop2(f: F2): Loop2 {
  return (
    (ownCode(loop2Text, { f }) as Loop2 | undefined) ?? {
      equal: (x, xo, y, yo, out, oo, n) => {
        sharedEqual(f, x, xo, y, yo, out, oo, n);
      },
      right: (x, xo, y, out, oo, n) => {
        sharedRight(f, x, xo, y, out, oo, n);
      },
      left: (x, y, yo, out, oo, n) => {
        sharedLeft(f, x, y, yo, out, oo, n);
      },
    }
  );
}

function ownLoopN(f: FN, arity: number): LoopN {
  return (
    (ownCode(loopNText(arity), { f }) as LoopN | undefined) ??
    ((xs, steps, out) => {
      sharedLoopN(f, xs, steps, out);
    })
  );
}
