import { Option, type Command } from 'commander';
import type { WengertList } from 'wengert';
import { withOutput, writeText, type OutputOption } from '../output-file.js';
import { aboutFunction, readQuestion, type PointOptions } from '../question.js';
import type { Terminal } from '../terminal.js';
import { UsageError } from '../usage-error.js';
import { wengertListOf } from '../wengert-list.js';

/** The languages in which a graph can be written. */
const formats = {
  svg: drawnByGraphviz,
  dot: (list: WengertList) => list.toDot(),
  mermaid: (list: WengertList) => list.toMermaid(),
};

type Format = keyof typeof formats;

interface GraphOptions extends PointOptions, OutputOption {
  readonly format?: Format;
}

/** `wengert graph`: the computational graph. */
export function addGraph(program: Command, terminal: Terminal): void {
  withOutput(aboutFunction(program.command('graph')))
    .addOption(
      new Option('--format <format>', 'the language to write in (default: that of the output file, else dot)').choices(
        Object.keys(formats),
      ),
    )
    .summary('the computational graph, as SVG, DOT or Mermaid')
    .description('The computational graph of the function at the point, from the inputs to the output.')
    .addHelpText('after', "\nExample:\n  $ wengert graph 'x1*x2 + sin(x1)' --at 2,3 --output graph.svg")
    .action(async (text: string, options: GraphOptions) => {
      const list = wengertListOf(await readQuestion(text, options));
      const drawn = await formats[options.format ?? formatOf(options.output)](list);
      await writeText(terminal, options.output, drawn);
    });
}

function formatOf(file: string | undefined): Format {
  const ending = /\.(\w+)$/.exec(file ?? '')?.[1];
  if (ending === undefined || ending === 'dot' || ending === 'gv') return 'dot';
  if (ending === 'svg') return 'svg';
  if (ending === 'mmd' || ending === 'mermaid') return 'mermaid';
  throw new UsageError(
    `A graph is written as svg, dot or mermaid, and the name ${file} says none of them. Name it .svg, .dot or .mmd, or say ` +
      '--format.',
  );
}

/** Graphviz is a large module, which the other commands should not wait for. */
async function drawnByGraphviz(list: WengertList): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  return (await instance()).renderString(list.toDot(), { format: 'svg' });
}
