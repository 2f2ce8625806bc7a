import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from '@dagrejs/dagre';
import type { Study } from './study.js';

/** A node of the graph, with its place. */
interface PlacedNode {
  readonly variable: string;
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge from an operand to what is computed from it. */
export interface PlacedEdge {
  readonly from: string;
  readonly to: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

/** The computational graph, laid out from left to right. */
export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly PlacedNode[];
  readonly edges: readonly PlacedEdge[];
}

/** The largest graph that is drawn: larger ones can neither be read nor laid out while somebody waits. */
export const largestGraph = 120;

/** Lays the graph of a trace out. */
export function layOut({ lines }: Study): GraphLayout {
  const graph = new Graph<GraphLabel, NodeLabel & { readonly label: string }, EdgeLabel>();
  graph.setGraph({ rankdir: 'LR', nodesep: 28, ranksep: 56, marginx: 8, marginy: 8 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const { variable, expression, input } of lines) {
    const label = input ? variable : `${variable} = ${expression}`;
    graph.setNode(variable, { width: Math.max(92, 24 + 7.6 * label.length), height: 64, label });
  }
  for (const { variable, operands } of lines) for (const operand of operands) graph.setEdge(operand, variable);
  layout(graph);
  const { width = 0, height = 0 } = graph.graph();
  return {
    width,
    height,
    nodes: graph.nodes().map((variable) => {
      const node = graph.node(variable);
      return {
        variable,
        label: node.label,
        x: node.x ?? 0,
        y: node.y ?? 0,
        width: node.width,
        height: node.height,
      };
    }),
    edges: graph.edges().map(({ v: from, w: to }) => ({ from, to, points: graph.edge(from, to).points ?? [] })),
  };
}
