import { isElementwise, primitives, type Primitive } from '@wengert/primitives';

/** What names stand for. */
export type Environment = ReadonlyMap<string, number>;

const functions = new Map<string, (...args: number[]) => number>(
  primitives()
    .filter((row) => row.kind === 'elementwise')
    .map((row) => row as Primitive)
    .filter(isElementwise)
    .map(({ name, scalar }) => [name, scalar]),
);
functions.set('where', (mask = 0, x = 0, y = 0) => (mask !== 0 ? x : y));
functions.set('sech', (x = 0) => 1 / Math.cosh(x));

functions.set('<', (x = 0, y = 0) => Number(x < y));
functions.set('>', (x = 0, y = 0) => Number(x > y));
functions.set('==', (x = 0, y = 0) => Number(x === y));

/** Left-associative operators of arithmetic, the weakest first. */
const operators: readonly Readonly<Record<string, (x: number, y: number) => number>>[] = [
  { '+': (x, y) => x + y, '-': (x, y) => x - y },
  { '*': (x, y) => x * y, '/': (x, y) => x / y },
];

const token = /\s*(<=|>=|==|!=|[-+*/^(),<>]|\d+(?:\.\d+)?(?:e[-+]?\d+)?|NaN\b|Infinity\b|[A-Za-z_]\w*'?)/y;

/**
 * The value of a formula as `toExpression` writes it, by a parser that knows the rules of mathematics and nothing of how
 * the formula was written: powers bind most strongly, then products, then signs and sums.
 *
 * @param functionOf - What comparisons and the names of functions stand for; by default the operations of the table.
 */
export function evaluateFormula(
  formula: string,
  environment: Environment,
  functionOf: (name: string) => ((...args: number[]) => number) | undefined = (name) => functions.get(name),
): number {
  const tokens = tokensOf(formula);
  let next = 0;
  const result = relation();
  if (next < tokens.length) throw new SyntaxError(`${formula}: ${tokens[next]} stands where nothing can.`);
  return result;

  function relation(): number {
    const left = level(0);
    const sign = tokens[next];
    if (sign === undefined || !/^[<>=!]/.test(sign)) return left;
    next++;
    return (functionOf(sign) ?? fail(sign))(left, level(0));
  }

  function level(depth: number): number {
    const table = operators[depth];
    if (table === undefined) return power();
    // The sign of a product is that of its sum.
    const negative = depth === 0 && tokens[next] === '-';
    if (negative) next++;
    let left = level(depth + 1);
    if (negative) left = -left;
    for (let apply = table[tokens[next] ?? '']; apply !== undefined; apply = table[tokens[next] ?? '']) {
      next++;
      left = apply(left, level(depth + 1));
    }
    return left;
  }

  function power(): number {
    const base = atom();
    if (tokens[next] !== '^') return base;
    next++;
    return base ** atom();
  }

  function atom(): number {
    const word = tokens[next++];
    if (word === undefined) throw new SyntaxError(`${formula}: something is missing.`);
    if (word === '(') return closed(relation());
    if (/^[\dNI]/.test(word)) return Number(word);
    if (tokens[next] !== '(') return environment.get(word) ?? fail(word);
    next++;
    const args = [relation()];
    while (tokens[next] === ',') {
      next++;
      args.push(relation());
    }
    return closed((functionOf(word) ?? fail(word))(...args));
  }

  function closed(value: number): number {
    if (tokens[next++] !== ')') throw new SyntaxError(`${formula}: a parenthesis is missing.`);
    return value;
  }

  function fail(word: string): never {
    throw new SyntaxError(`${formula}: what is ${word}?`);
  }
}

function tokensOf(formula: string): readonly string[] {
  const tokens: string[] = [];
  token.lastIndex = 0;
  while (token.lastIndex < formula.length) {
    const [, word] = token.exec(formula) ?? [];
    if (word === undefined) throw new SyntaxError(`${formula}: cannot be read.`);
    tokens.push(word);
  }
  return tokens;
}
