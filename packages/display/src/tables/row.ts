import type { Plain, Tensor } from '@wengert/tensor';

/** One variable of a Wengert list, with its derivative. */
export interface TableRow {
  /** What the variable is called. */
  readonly variable: string;
  /** What it is computed from; an input is itself. */
  readonly expression: string;
  readonly value: number | Tensor;
  /**
   * What its derivative is computed from. Tangents have a prime, as in `x1' * x2 + x1 * x2'`, and adjoints end in `_bar`,
   * as in `v1_bar * x2`.
   */
  readonly derivativeExpression: string;
  readonly derivative: number | Tensor;
}

/** A row as it is written in one language. */
export interface WrittenRow extends TableRow {
  readonly value: Plain;
  readonly derivative: Plain;
  /** What the derivative is called. */
  readonly derivativeName: string;
}
