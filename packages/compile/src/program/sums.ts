import { addRow } from '@wengert/primitives';
import type { Program } from './program.js';
import { isComputed, type Uses } from './uses.js';

/** Shorter sums are left as they are. */
const shortest = 3;

/**
 * Sums of many terms that are added one after the other, as adjoints are: each partial sum is used by the next and by
 * nothing else, so that all of them can stand in one place. There, a term that comes first is added like the others, which
 * makes the operations of a loop body the same in every iteration.
 */
export interface Sums {
  /** For each node: which operand is the partial sum that it adds to; -1 for nodes that are no such addition. */
  readonly partial: Int8Array;
  /** For each node: the sum that it belongs to; -1 for none. */
  readonly sumOf: Int32Array;
  /** For each sum: its first term, which is put in place rather than added. */
  readonly firstTerms: readonly number[];
  /** For each sum: the node that adds the second term. */
  readonly firstAdditions: readonly number[];
}

/** Finds the long sums of a program. */
export function findSums(program: Program, { live, counts, isOutput }: Uses): Sums {
  const { size } = program;
  const partial = new Int8Array(size).fill(-1);
  const sumOf = new Int32Array(size).fill(-1);
  const length = new Int32Array(size);
  const isAddition = (node: number): boolean =>
    program.isScalar(node) && program.operationOf(node)?.primitive === addRow;
  const continues = (node: number): boolean =>
    isComputed(program, node) && length[node]! > 0 && counts[node] === 1 && isOutput[node] === 0;

  // Lengths grow along a sum; the last addition of a sum is the one that none continues.
  const nexts = new Int32Array(size).fill(-1);
  for (let node = 0; node < size; node++) {
    if (live[node] === 0 || !isAddition(node)) continue;
    const [a, b] = [program.operand(node, 0), program.operand(node, 1)];
    const index = continues(a) ? 0 : continues(b) ? 1 : -1;
    partial[node] = Math.max(index, 0);
    length[node] = 1;
    if (index < 0) continue;
    const before = index === 0 ? a : b;
    length[node] = length[before]! + 1;
    nexts[before] = node;
  }
  const firstTerms: number[] = [];
  const firstAdditions: number[] = [];
  for (let node = size - 1; node >= 0; node--) {
    if (length[node] === 0 || nexts[node]! >= 0) continue;
    const sum = length[node]! < shortest ? -1 : firstTerms.length;
    let addition = node;
    for (let left = length[node]!; left > 0; left--) {
      sumOf[addition] = sum;
      const operand = program.operand(addition, partial[addition]!);
      if (left === 1 && sum >= 0) {
        firstTerms.push(operand);
        firstAdditions.push(addition);
      }
      if (sum < 0) partial[addition] = -1;
      addition = operand;
    }
  }
  return { partial, sumOf, firstTerms, firstAdditions };
}
