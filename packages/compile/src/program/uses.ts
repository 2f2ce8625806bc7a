import { constantNode, inputNode, type Program } from './program.js';

/** How often each node is used by what the results depend on. */
export interface Uses {
  /** 1 for nodes that something depends on: an output, a guard, or another such node. */
  readonly live: Uint8Array;
  /** The number of operands that are this node, in live nodes, and of outputs that are. */
  readonly counts: Int32Array;
  /** 1 for nodes that are outputs themselves. */
  readonly isOutput: Uint8Array;
}

/** Finds what the outputs and the guards depend on; the rest need not be computed. */
export function usesOf(program: Program, outputs: readonly number[]): Uses {
  const { size } = program;
  const live = new Uint8Array(size);
  const counts = new Int32Array(size);
  const isOutput = new Uint8Array(size);
  for (const node of outputs) {
    live[node] = 1;
    counts[node]!++;
    isOutput[node] = 1;
  }
  for (let node = size - 1; node >= 0; node--) {
    if (program.isGuard(node)) live[node] = 1;
    if (live[node] === 0) continue;
    const operands = program.operandCount(node);
    for (let i = 0; i < operands; i++) {
      const operand = program.operand(node, i);
      live[operand] = 1;
      counts[operand]!++;
    }
  }
  return { live, counts, isOutput };
}

/** Whether a node has to be computed: it is no input and no constant. */
export function isComputed(program: Program, node: number): boolean {
  const kind = program.kindOf(node);
  return kind !== inputNode && kind !== constantNode;
}
