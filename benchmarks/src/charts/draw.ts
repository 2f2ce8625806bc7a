import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

const ink = '#57606a';

/** What all charts have in common: colours that can be read on light and dark pages. */
const config: NonNullable<TopLevelSpec['config']> = {
  background: '#ffffff',
  font: 'sans-serif',
  axis: { labelColor: ink, titleColor: ink, gridOpacity: 0.4 },
  legend: { labelColor: ink, titleColor: ink, labelLimit: 300 },
  title: { color: ink, anchor: 'start' },
  view: { stroke: null },
};

/** Draws a chart as SVG. */
export async function draw(specification: TopLevelSpec): Promise<string> {
  const { spec } = compile({ ...specification, padding: 10 }, { config });
  const svg = await new View(parse(spec), { renderer: 'none' }).toSVG();
  return `${svg}\n`;
}
