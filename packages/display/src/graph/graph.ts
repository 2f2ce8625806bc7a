import { Algebra } from '../formula/algebra.js';
import { textStyle } from '../formula/text-style.js';
import type { Listing } from '../listing.js';
import { isLine, parentsOf, simplified, type Line } from '../recording/line.js';

/** A node of the computational graph. Its number is ours; the label may hold anything and must be escaped. */
export interface GraphNode {
  readonly id: number;
  readonly kind: 'input' | 'operation' | 'output';
  readonly label: string;
}

/** The computational graph of a list. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** From what a value is computed from to the value. */
  readonly edges: readonly (readonly [from: number, to: number])[];
}

/** The graph: a node for each input, line and output. */
export function graphOf(listing: Listing): Graph {
  const algebra = new Algebra(textStyle);
  const nodes: GraphNode[] = [];
  const edges: (readonly [number, number])[] = [];
  const ids = new Map<Line, number>();
  const add = (kind: GraphNode['kind'], label: string, parents: readonly Line[]): number => {
    const id = nodes.length;
    nodes.push({ id, kind, label });
    for (const parent of new Set(parents)) {
      const from = ids.get(parent);
      if (from !== undefined) edges.push([from, id]);
    }
    return id;
  };
  for (const line of listing.inputs) ids.set(line, add('input', listing.variable(algebra, line).text, []));
  for (const line of listing.lines) {
    const label = `${listing.variable(algebra, line).text} = ${listing.expression(algebra, line).text}`;
    ids.set(line, add('operation', label, parentsOf(line)));
  }
  for (const [name, operand] of listing.outputNames()) {
    const source = simplified(operand);
    const label = isLine(source) ? name : `${name} = ${listing.operand(algebra, source).text}`;
    add('output', label, isLine(source) ? [source] : []);
  }
  return { nodes, edges };
}
