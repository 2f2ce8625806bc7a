import { addRow, isElementwise, mulRow, negRow, type Primitive } from '@wengert/primitives';
import { broadcastTo, DenseTensor, isDense, sizeOf, WengertError, type Plain, type Shape } from '@wengert/tensor';
import type { Operation } from './interned-operations.js';
import { constantNode, inputNode, Program } from './program.js';
import { usesOf } from './uses.js';

/** Operations on more elements than these are not taken apart. */
const mostElements = 4096;

/** A program on numbers alone, and the nodes of the elements of each node of the program that it was made from. */
export interface Scalarized {
  readonly program: Program;
  readonly elements: (node: number) => readonly number[];
}

/**
 * The same program with every tensor taken apart into its elements. An elementwise operation does it element by element; of
 * a linear or multilinear one, evaluating it on suitable arrays tells which elements go where.
 *
 * @param operation - What the user called, for error messages.
 * @throws {@link WengertError} for an operation on tensors that is neither.
 */
export function scalarized(operation: string, from: Program, outputs: readonly number[]): Scalarized {
  const program = new Program();
  const { live } = usesOf(from, outputs);
  const parts: (readonly number[])[] = [];
  const elements = (node: number): readonly number[] => parts[node] ?? [];
  for (let node = 0; node < from.size; node++) {
    if (live[node] === 0 && from.kindOf(node) !== inputNode) continue;
    const example = from.exampleOf(node);
    if (from.isGuard(node)) program.guard(elements(from.operand(node, 0))[0]!, from.heldAt(node));
    else if (from.kindOf(node) === inputNode) parts[node] = numbersOf(example).map((x) => program.input(x));
    else if (from.kindOf(node) === constantNode) parts[node] = numbersOf(example).map((x) => program.constant(x));
    else parts[node] = applied(operation, program, from, node, elements);
  }
  return { program, elements };
}

function applied(
  caller: string,
  program: Program,
  from: Program,
  node: number,
  elements: (node: number) => readonly number[],
): readonly number[] {
  const { primitive, params } = from.operation(from.kindOf(node));
  const operands = from.operandsOf(node);
  const shapes = operands.map((operand) => from.shapeOf(operand));
  if (isElementwise(primitive) || primitive.kind === 'selection') {
    return eachElement(program, primitive, operands.map(elements), shapes, from.shapeOf(node));
  }
  const size = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
  if (size > mostElements) {
    throw new WengertError(
      `${caller}: ${primitive.name} on ${size} numbers is too large for code that stands alone (at most ${mostElements}). ` +
        'Use compile, which calls the kernels of the library.',
    );
  }
  if (size === 0) return numbersOf(from.exampleOf(node)).map((x) => program.constant(x));
  if (primitive.kind === 'linear') return linearTerms(program, { primitive, params }, operands.map(elements), shapes);
  const [x = [], y = []] = operands.map(elements);
  const terms =
    primitive.kind === 'multilinear' && shapes.length === 2 ? bilinearTerms({ primitive, params }, shapes) : undefined;
  if (terms === undefined) {
    throw new WengertError(
      `${caller}: ${primitive.name} has no code that could stand alone` +
        `${primitive.undecomposed === undefined ? '' : ` (${primitive.undecomposed})`}. ` +
        'Use compile, which calls the kernel of the library.',
    );
  }
  return terms.map((products) =>
    summed(
      program,
      products.map(([i, j, coefficient]) => multiple(program, coefficient, product(program, x[i]!, y[j]!))),
    ),
  );
}

function eachElement(
  program: Program,
  primitive: Primitive,
  operands: readonly (readonly number[])[],
  shapes: readonly Shape[],
  shape: Shape,
): readonly number[] {
  const places = shapes.map((own) => numbersOf(broadcastTo(numbered(own), shape)));
  return Array.from({ length: sizeOf(shape) }, (_, e) => {
    const args = operands.map((operand, i) => operand[(places[i]?.[e] ?? 1) - 1]!);
    const [a = -1, b = -1] = args;
    const unchanged = isElementwise(primitive) && args.length === 2 ? program.unchangedOperand(primitive, a, b) : -1;
    if (unchanged >= 0) return unchanged;
    return program.apply(primitive, undefined, args, () =>
      primitive.evaluate(
        args.map((arg) => program.scalarExample(arg)),
        undefined,
      ),
    );
  });
}

/** The elements of a linear operation's output, as sums of elements of its arguments. */
function linearTerms(
  program: Program,
  { primitive, params }: Operation,
  operands: readonly (readonly number[])[],
  shapes: readonly Shape[],
): readonly number[] {
  const all = operands.flat();
  const evaluate = (numbers: readonly number[]): readonly number[] => {
    let at = 0;
    const args = shapes.map((shape) => ofShape(numbers.slice(at, (at += sizeOf(shape))), shape));
    return numbersOf(primitive.evaluate(args, params));
  };
  const sources = sourcesOf(evaluate, all.length);
  if (sources !== undefined) return sources.map((source) => (source === 0 ? program.constant(0) : all[source - 1]!));
  const columns = all.map((_, i) => evaluate(all.map((__, j) => (i === j ? 1 : 0))));
  return (columns[0] ?? []).map((_, k) => {
    const terms = columns.flatMap((column, i) => {
      const coefficient = column[k] ?? 0;
      return coefficient === 0 ? [] : [multiple(program, coefficient, all[i]!)];
    });
    return summed(program, terms);
  });
}

/**
 * For each element of the output of an operation on two arguments, the pairs of elements whose products it sums, and what
 * each product is multiplied by.
 */
function bilinearTerms(
  { primitive, params }: Operation,
  [a = [], b = []]: readonly Shape[],
): readonly (readonly Term[])[] {
  let terms: Term[][] | undefined;
  const count = sizeOf(a);
  for (let i = 0; i < count; i++) {
    const unit = ofShape(
      Array.from({ length: count }, (_, j) => (i === j ? 1 : 0)),
      a,
    );
    const evaluate = (numbers: readonly number[]): readonly number[] =>
      numbersOf(primitive.evaluate([unit, ofShape(numbers, b)], params));
    const sources = sourcesOf(evaluate, sizeOf(b));
    if (sources === undefined) {
      for (let j = 0; j < sizeOf(b); j++) {
        const coefficients = evaluate(Array.from({ length: sizeOf(b) }, (_, l) => (l === j ? 1 : 0)));
        terms ??= coefficients.map(() => []);
        coefficients.forEach((coefficient, k) => {
          if (coefficient !== 0) terms?.[k]?.push([i, j, coefficient]);
        });
      }
      continue;
    }
    terms ??= sources.map(() => []);
    sources.forEach((source, k) => {
      if (source > 0) terms?.[k]?.push([i, source - 1, 1]);
    });
  }
  return terms ?? [];
}

/** Which element of the first argument, which of the second, and the coefficient of their product. */
type Term = readonly [number, number, number];

/**
 * For each number of the output of a function that only copies numbers, which one of its arguments it is, counted from 1;
 * 0 for zeros. `undefined` for a function that does more.
 */
function sourcesOf(f: (numbers: readonly number[]) => readonly number[], count: number): readonly number[] | undefined {
  const sources = f(Array.from({ length: count }, (_, i) => i + 1));
  if (!sources.every((source) => Number.isInteger(source) && source >= 0 && source <= count)) return undefined;
  // No sum of several of these is one of them.
  const probe = Array.from({ length: count }, (_, i) => Math.sin(i + 1) + 2);
  const expected = f(probe);
  return sources.every((source, k) => expected[k] === (source === 0 ? 0 : probe[source - 1])) ? sources : undefined;
}

function product(program: Program, x: number, y: number): number {
  const unchanged = program.unchangedOperand(mulRow, x, y);
  if (unchanged >= 0) return unchanged;
  return program.apply(mulRow, undefined, [x, y], () => program.scalarExample(x) * program.scalarExample(y));
}

function multiple(program: Program, coefficient: number, x: number): number {
  if (coefficient === 1) return x;
  if (coefficient === -1) return program.applyScalar(negRow, x, -1);
  return product(program, program.constant(coefficient), x);
}

function summed(program: Program, terms: readonly number[]): number {
  const [first, ...rest] = terms;
  if (first === undefined) return program.constant(0);
  return rest.reduce(
    (sum, term) =>
      program.apply(addRow, undefined, [sum, term], () => program.scalarExample(sum) + program.scalarExample(term)),
    first,
  );
}

function numbered(shape: Shape): Plain {
  return ofShape(
    Array.from({ length: sizeOf(shape) }, (_, i) => i + 1),
    shape,
  );
}

function ofShape(numbers: readonly number[], shape: Shape): Plain {
  return shape.length === 0 ? (numbers[0] ?? 0) : new DenseTensor(Float64Array.from(numbers), shape);
}

function numbersOf(x: Plain): readonly number[] {
  return isDense(x) ? Array.from(x.data) : [x];
}
