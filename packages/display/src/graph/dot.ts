import type { Graph, GraphNode } from './graph.js';

const shapes: Readonly<Record<GraphNode['kind'], string>> = { input: 'box', operation: 'ellipse', output: 'plaintext' };

/** The graph in the language of Graphviz. */
export function dot({ nodes, edges }: Graph): string {
  return [
    'digraph trace {',
    ...nodes.map(({ id, kind, label }) => `  n${id} [label="${escaped(label)}", shape=${shapes[kind]}];`),
    ...edges.map(([from, to]) => `  n${from} -> n${to};`),
    '}',
  ].join('\n');
}

/** In a quoted text of DOT only quotes and backslashes mean anything. */
function escaped(label: string): string {
  return label.replace(/[\p{Cc}\p{Cs}]/gu, ' ').replace(/["\\]/g, '\\$&');
}
