import type { Strength } from '@wengert/primitives';

/** How strongly the whole of a formula holds together; an atom needs no parentheses anywhere. */
export type Binding = Strength | 'atom';

const order: readonly Binding[] = ['relation', 'sum', 'product', 'power', 'atom'];

/** Whether something bound like this needs parentheses where the other is the weakest that does not. */
export function weaker(binding: Binding, than: Binding): boolean {
  return order.indexOf(binding) < order.indexOf(than);
}

/** One term of a sum. */
export interface Term {
  readonly negative: boolean;
  readonly formula: Written;
}

/** A formula, written down. Sums and products keep their parts, so that sums of sums are sums. */
export interface Written {
  readonly text: string;
  readonly binding: Binding;
  /** Whether a function is called in it; in sums and products, what has no calls goes first. */
  readonly calls: boolean;
  /** Where a variable goes among the factors of a product that has several; left out, it stays where it is. */
  readonly rank?: number;
  readonly number?: number;
  readonly sum?: readonly Term[];
  readonly product?: Product;
}

/** A call, or whatever else is not taken apart. */
export function whole(text: string, binding: Binding): Written {
  return { text, binding, calls: true };
}

/** A product: its sign, and what stands above and below the line. */
export interface Product {
  readonly negative: boolean;
  readonly over: readonly Written[];
  readonly under: readonly Written[];
}
