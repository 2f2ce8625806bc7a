import { flatten, shapeOfValue, sub, unflatten, type Value } from '@wengert/primitives';
import { ShapeError, sizeOf, TreeError } from '@wengert/tensor';
import { call } from '../differentiated-arguments.js';
import { splitArguments } from '../leaf-function.js';
import { matchingLeaves } from '../matching-values.js';
import type { AnyFunction } from '../types.js';
import { implicitSolution, type Equation } from './implicit-solution.js';
import { packingOf, packVector } from './packing.js';

/** What an equation is made of, as the user gives it. */
export interface TreeEquation {
  readonly name: string;
  readonly f: AnyFunction;
  readonly start: unknown;
  readonly params: unknown;
}

/** The solution of an equation whose unknown and parameters are trees. */
export function solutionTree(
  { name, f, start, params }: TreeEquation,
  kind: 'zero' | 'fixed point',
  solve: Equation['solve'],
): unknown {
  const unknown = flatten(start, `${name}: start`);
  if (unknown.leaves.every((leaf) => sizeOf(shapeOfValue(leaf)) === 0)) {
    throw new TreeError(`${name}: start has no numbers in it, so there is nothing to solve for. Give a first guess.`);
  }
  const parameters = splitArguments([params], () => `${name}: params`);
  const packing = packingOf(unknown.leaves.map(shapeOfValue));
  const residual = (x: Value, values: readonly Value[]): Value => {
    const leaves = packing.unpack(x);
    const output = call(f, [unflatten(unknown.structure, leaves), ...parameters.withLeaves(values)]);
    if (kind === 'zero') return zeroLeaves(name, output, packing.size, packing.pack);
    const images = matchingLeaves(unknown, output, `${name}: the output of f`, 'start');
    return sub(x, packing.pack(images));
  };
  const solution = implicitSolution({ name, residual, solve }, packing.pack(unknown.leaves), parameters.leaves);
  return unflatten(unknown.structure, packing.unpack(solution));
}

function zeroLeaves(name: string, output: unknown, size: number, pack: (leaves: readonly Value[]) => Value): Value {
  const { leaves } = flatten(output, `${name}: the output of f`);
  const packed = leaves.length === 0 ? undefined : packVector(leaves);
  const [count = 0] = packed === undefined ? [] : shapeOfValue(packed);
  if (packed !== undefined && count === size) return pack([packed]);
  throw new ShapeError(
    `${name}: f must return as many numbers as start has, but start has ${size} and f returned ${count}. There must be ` +
      'one equation for each unknown.',
  );
}
