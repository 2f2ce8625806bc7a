import type { ArithmeticOperator, Relation } from '@wengert/primitives';
import type { Mark, Name } from '../naming/name.js';
import type { Style } from './style.js';
import type { Product, Term, Written } from './written.js';

/**
 * Puts formulas together in one language, with as few parentheses as mathematics needs: sums of sums are sums, products
 * of products are products, and signs come out of products. Nothing is computed.
 */
export class Algebra {
  readonly style: Style;

  constructor(style: Style) {
    this.style = style;
  }

  /** @param rank - Where it goes among the factors of a product. */
  variable(name: Name, mark?: Mark, rank?: number): Written {
    const written: Written = { text: this.style.name(name, mark), binding: 'atom', calls: false };
    return rank === undefined ? written : { ...written, rank };
  }

  number(x: number): Written {
    if (x < 0 || Object.is(x, -0)) return this.negated(this.number(-x));
    const [text, binding] = this.style.number(x);
    return { text, binding, calls: false, number: x };
  }

  binary(operator: ArithmeticOperator | Relation, left: Written, right: Written): Written {
    if (operator === '+') return this.sum([left, right]);
    if (operator === '-') return this.total([...this.termsOf(left), ...this.termsOf(right).map(opposite)]);
    if (operator === '*') return this.quotient(left, right, false);
    if (operator === '/') return this.quotient(left, right, true);
    if (operator === '^') return this.power(left, right);
    const [text, binding] = this.style.relation(operator, left, right);
    return { text, binding, calls: left.calls || right.calls };
  }

  /** A sum of any number of formulas. */
  sum(formulas: readonly Written[]): Written {
    return this.total(formulas.flatMap((formula) => this.termsOf(formula)));
  }

  negated(formula: Written): Written {
    if (formula.sum !== undefined) return this.total(formula.sum.map(opposite));
    const { negative, over, under } = factorsOf(formula);
    return this.product({ negative: !negative, over, under });
  }

  private power(base: Written, exponent: Written): Written {
    // The one simplification, for formulas with a number in the place of an argument.
    if (base.number === 1) return base;
    return { text: this.style.power(base, exponent), binding: 'power', calls: base.calls || exponent.calls };
  }

  private quotient(left: Written, right: Written, divided: boolean): Written {
    const [x, y] = [factorsOf(left), factorsOf(right)];
    return this.product({
      negative: x.negative !== y.negative,
      over: [...x.over, ...(divided ? y.under : y.over)],
      under: [...x.under, ...(divided ? y.over : y.under)],
    });
  }

  private total(terms: readonly Term[]): Written {
    const [first] = terms;
    if (first === undefined) return this.number(0);
    if (terms.length === 1) return first.negative ? this.negated(first.formula) : first.formula;
    const plain = terms.filter(({ formula }) => !formula.calls);
    const calling = terms.filter(({ formula }) => formula.calls);
    const sum = positiveFirst([...plain, ...calling]);
    return lazily({ binding: 'sum', calls: calling.length > 0, sum }, () => this.style.sum(sum));
  }

  private product({ negative, over, under }: Product): Written {
    const product: Product = { negative, over: orderedFactors(over), under: orderedFactors(under) };
    const [first] = product.over;
    if (!negative && product.over.length < 2 && product.under.length === 0) return first ?? this.number(1);
    const calls = [...over, ...under].some((formula) => formula.calls);
    const sign = negative ? '-' : '';
    return lazily(
      { binding: negative ? 'sum' : 'product', calls, product },
      () => `${sign}${this.style.product(product)}`,
    );
  }

  /** The terms of a formula; the sign of a product is that of its term. */
  private termsOf(formula: Written): readonly Term[] {
    if (formula.sum !== undefined) return formula.sum;
    const { product } = formula;
    if (product?.negative !== true) return [{ negative: false, formula }];
    return [{ negative: true, formula: this.product({ ...product, negative: false }) }];
  }
}

function opposite({ negative, formula }: Term): Term {
  return { negative: !negative, formula };
}

/** A sum rather begins without a sign. */
function positiveFirst(terms: readonly Term[]): readonly Term[] {
  const index = terms.findIndex(({ negative }) => !negative);
  const first = terms[index];
  return first === undefined || index === 0 ? terms : [first, ...terms.toSpliced(index, 1)];
}

function factorsOf(formula: Written): Product {
  return formula.product ?? { negative: false, over: [formula], under: [] };
}

/** Numbers, then variables in their order, then what has no calls, then the rest; without ones. */
function orderedFactors(factors: readonly Written[]): readonly Written[] {
  const place = ({ number, rank, calls }: Written): number =>
    number !== undefined ? 0 : rank !== undefined ? 1 : calls ? 3 : 2;
  return factors
    .filter(({ number }) => number !== 1)
    .map(settled)
    .toSorted((a, b) => place(a) - place(b) || (a.rank ?? 0) - (b.rank ?? 0));
}

/** A formula with its text put together, so that no formula has to go deep into others for its own. */
function settled(formula: Written): Written {
  return formula.sum === undefined ? formula : { ...formula };
}

/** A formula whose text is put together when it is first asked for: the parts of a long sum never are by themselves. */
function lazily(formula: Omit<Written, 'text'>, write: () => string): Written {
  let text: string | undefined;
  return {
    ...formula,
    get text() {
      return (text ??= write());
    },
  };
}
