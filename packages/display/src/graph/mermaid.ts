import type { Graph, GraphNode } from './graph.js';

const brackets: Readonly<Record<GraphNode['kind'], readonly [open: string, close: string]>> = {
  input: ['([', '])'],
  operation: ['[', ']'],
  output: ['((', '))'],
};

/** The graph in the language of Mermaid. */
export function mermaid({ nodes, edges }: Graph): string {
  return [
    'flowchart TD',
    ...nodes.map(({ id, kind, label }) => {
      const [open, close] = brackets[kind];
      return `  n${id}${open}"${escaped(label)}"${close}`;
    }),
    ...edges.map(([from, to]) => `  n${from} --> n${to}`),
  ].join('\n');
}

/** Mermaid reads quotes, entities, HTML and Markdown in a label: whatever is not known to be harmless becomes an entity. */
function escaped(label: string): string {
  return label.replace(/[\p{Cc}\p{Cs}]/gu, ' ').replace(/[^\p{L}\p{N} _=+*()[\],.'^/:-]/gu, (character) => {
    return `#${character.codePointAt(0) ?? 32};`;
  });
}
