import { mul, type Tangent, type Value } from '@wengert/primitives';

/**
 * A Taylor series: the value at 0 and the coefficients of the powers that follow, `undefined` where they are zero by
 * structure. They are computed one after the other as they are asked for, so that a rule may be written in terms of the
 * series that it defines.
 */
export class Series {
  /** The highest power that is known. */
  readonly order: number;
  /** The coefficient of power 0. */
  readonly primal: Value;
  private readonly higher: Tangent[] = [];
  private compute: ((k: number) => Tangent) | undefined;

  /** @param compute - Gives coefficient `k`, from 1 on; those below are known by then. */
  constructor(order: number, primal: Value, compute: (k: number) => Tangent) {
    this.order = order;
    this.primal = primal;
    this.compute = compute;
  }

  /** The coefficient of power `k`, at most `order`. */
  coefficient(k: number): Tangent {
    if (k === 0) return this.primal;
    while (this.higher.length < k) this.higher.push(this.compute?.(this.higher.length + 1));
    return this.higher[k - 1];
  }

  /** Computes all coefficients, and lets go of what that takes. */
  complete(): void {
    this.coefficient(this.order);
    this.compute = undefined;
  }

  /** Whether all coefficients but the first are zero by structure. */
  isConstant(): boolean {
    this.complete();
    return this.higher.every((coefficient) => coefficient === undefined);
  }
}

/** The same series, without the highest power. */
export function truncated(series: Series): Series {
  return new Series(series.order - 1, series.primal, (k) => series.coefficient(k));
}

/** The derivative of a series, which has one power less; `undefined` where its first coefficient is zero by structure. */
export function derivativeOf(series: Series, zero: Value): Series {
  return new Series(series.order - 1, series.coefficient(1) ?? zero, (k) => times(k + 1, series.coefficient(k + 1)));
}

/** A multiple of a coefficient. */
export function times(factor: number, coefficient: Tangent): Tangent {
  return coefficient === undefined || factor === 1 ? coefficient : mul(factor, coefficient);
}
