import { init } from 'gmp-wasm';

type Unary =
  | 'sqrt'
  | 'cbrt'
  | 'neg'
  | 'abs'
  | 'floor'
  | 'ln'
  | 'log2'
  | 'log10'
  | 'exp'
  | 'exp2'
  | 'sin'
  | 'cos'
  | 'tan'
  | 'asin'
  | 'acos'
  | 'atan'
  | 'sinh'
  | 'cosh'
  | 'tanh'
  | 'sech'
  | 'asinh'
  | 'acosh'
  | 'atanh'
  | 'gamma'
  | 'lngamma'
  | 'digamma'
  | 'erf'
  | 'erfc'
  | 'j0'
  | 'j1';

/** A number of many digits. The arithmetic is that of MPFR, which rounds correctly. */
export interface Precise extends Readonly<Record<Unary, () => Precise>> {
  readonly add: (x: Precise | number) => Precise;
  readonly sub: (x: Precise | number) => Precise;
  readonly mul: (x: Precise | number) => Precise;
  readonly div: (x: Precise | number) => Precise;
  readonly pow: (x: Precise | number) => Precise;
  /** The Bessel function of the first kind, of integer order. */
  readonly jn: (order: number) => Precise;
  readonly sign: () => number;
  readonly isZero: () => boolean;
  readonly isNaN: () => boolean;
  readonly isInfinite: () => boolean;
  readonly isEqual: (x: Precise) => boolean;
  readonly lessThan: (x: Precise) => boolean;
  readonly greaterThan: (x: Precise) => boolean;
  /** The exponent of the power of two that is the next above. */
  readonly exponent: () => number;
  /** The nearest number of the usual precision. */
  readonly toNumber: () => number;
}

/** What is used of the package, whose own types are circular and so come out empty. */
interface Library {
  readonly getContext: () => {
    readonly Float: (x: number, options: { readonly precisionBits: number }) => Precise;
    readonly Pi: (options: { readonly precisionBits: number }) => Precise;
    readonly destroy: () => void;
  };
}

/** What makes numbers of a precision. */
export interface Precision {
  /** A number, exactly. */
  readonly of: (x: number) => Precise;
  readonly pi: () => Precise;
}

const load: () => Promise<unknown> = init;
const library = (await load()) as Library;

/** Runs a computation, whose numbers exist until it ends. `at(bits)` makes numbers of that precision. */
export function precisely<T>(compute: (at: (bits: number) => Precision) => T): T {
  const context = library.getContext();
  try {
    return compute((precisionBits) => ({
      of: (x) => context.Float(x, { precisionBits }),
      pi: () => context.Pi({ precisionBits }),
    }));
  } finally {
    context.destroy();
  }
}

/**
 * How far a result is from the exact number, in units in the last place of the exact number; Infinity where one of them
 * is NaN, or infinite alone.
 */
export function ulps(result: number, exact: Precise): number {
  const rounded = exact.toNumber();
  if (!Number.isFinite(result) || !Number.isFinite(rounded)) return Object.is(result, rounded) ? 0 : Infinity;
  const unit = rounded === 0 ? -1074 : Math.max(exact.exponent() - 53, -1074);
  const error = exact.sub(result).abs();
  // In two steps, since the power of two may not be representable.
  return error
    .mul(2 ** Math.min(-unit, 1000))
    .mul(2 ** Math.max(-unit - 1000, 0))
    .toNumber();
}
