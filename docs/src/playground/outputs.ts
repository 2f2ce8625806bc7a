import type { Scalar } from 'wengert';

/** The numbers of an output, in the order in which a trace names them. */
export function numbersOf(output: unknown): readonly Scalar[] {
  return isTree(output) ? Object.values(output).flatMap(numbersOf) : [output as Scalar];
}

/** The function that returns one of the numbers that a function returns. */
export function outputOf(evaluate: (...args: Scalar[]) => unknown, chosen: number): (...args: Scalar[]) => Scalar {
  return (...args) => {
    const number = numbersOf(evaluate(...args))[chosen];
    if (number === undefined) throw new Error(`The function has no output ${chosen}, counted from 0.`);
    return number;
  };
}

/** A tree like an output: 1 in place of one of its numbers, 0 in place of the others. */
export function unitCotangent(output: unknown, chosen: number): unknown {
  let place = 0;
  const fill = (node: unknown): unknown => {
    if (Array.isArray(node)) return node.map(fill);
    if (!isTree(node)) return place++ === chosen ? 1 : 0;
    return Object.fromEntries(Object.entries(node).map(([key, part]) => [key, fill(part)]));
  };
  return fill(output);
}

/** The name of an output in LaTeX: `y[1]` is `y` with the subscript 1. */
export function outputLatex(name: string): string {
  const [root = '', ...path] = name.split(/[.[\]]+/).filter((word) => word !== '');
  return path.length === 0 ? root : `${root}_{${path.map(subscript).join(',')}}`;
}

function subscript(word: string): string {
  return /^\d+$/.test(word) ? word : `\\text{${word.replace(/[^A-Za-z0-9]+/g, ' ')}}`;
}

function isTree(node: unknown): node is object {
  if (Array.isArray(node)) return true;
  return typeof node === 'object' && node !== null && Object.getPrototypeOf(node) === Object.prototype;
}
