import { elementwiseRows, measure, type Measurement } from '../accuracy/measure.js';
import { exceptions, misses, targets } from '../accuracy/targets.js';
import { markdownTable } from './markdown-table.js';

/** The text of `docs/accuracy.md`. Its numbers depend on the engine, whose `Math` is part of what is measured. */
export function accuracyPage(): string {
  const measurements = elementwiseRows().map((row) => [row.name, measure(row)] as const);
  const failing = measurements.flatMap(([, all]) => all.filter(misses));
  if (failing.length > 0) throw new Error(`${failing.length} numbers miss their targets; run the accuracy test.`);
  const orders = targets.map((_, order) => order);
  const header = [
    'Row',
    ...['Value', 'First', 'Second', 'Third'],
    ...['Value, hard', 'First, hard', 'Second, hard', 'Third, hard'],
  ];
  const rows = measurements.map(([name, all]) => [
    `\`${name}\``,
    ...orders.map((order) => medianAndWorst(all.filter((one) => !one.hard && orderOf(one) === order))),
    ...orders.map((order) => worstBeyondCondition(all.filter((one) => one.hard && orderOf(one) === order))),
  ]);
  const known = exceptions.map(({ row, point, order, ulps, reason }) => [
    `\`${row}\``,
    point.join(', '),
    String(order),
    spelled(ulps),
    reason,
  ]);
  return [
    introduction,
    markdownTable(header, rows),
    '\n## Exceptions\n',
    `${markdownTable(['Row', 'At', 'From order', 'Ulps', 'Why'], known)}\n`,
  ].join('\n');
}

const introduction = `# Accuracy

This page is written by \`npm run docs:generate\`, here with Node ${process.versions.node}, on whose \`Math\` some numbers
depend. Every elementwise row of the table, also those that only derivatives are made of, is compared with its
definition in arithmetic of up to 30,000 bits (MPFR). The exact derivatives are central differences in that arithmetic,
so that no rule of differentiation is used twice. Those of several arguments are differentiated along all of them.

The first four columns are for ordinary points, as median / worst error in ulps, which are units in the last place of
the exact number. The targets are ${targets.join(', ')} ulps for value, first, second and third derivative.

The other four are for hard points: tiny and huge arguments, tails, and the neighbourhood of poles, branch points and
zeros. There the worst error is divided by 1 + the condition number, the factor by which a relative change of the
arguments is magnified; the targets are the same. A NaN, 0 or Infinity where the exact number is none would count as an
infinite error.
`;

function orderOf({ orders }: Measurement): number {
  return orders.reduce((sum, order) => sum + order, 0);
}

function medianAndWorst(measurements: readonly Measurement[]): string {
  if (measurements.length === 0) return '';
  const sorted = measurements.map(({ ulps }) => ulps).toSorted((a, b) => a - b);
  return `${spelled(sorted[sorted.length >> 1] ?? NaN)} / ${spelled(sorted.at(-1) ?? NaN)}`;
}

function worstBeyondCondition(measurements: readonly Measurement[]): string {
  if (measurements.length === 0) return '';
  return spelled(
    Math.max(...measurements.map(({ ulps, condition }) => (condition > 0 ? ulps / (1 + condition) : ulps))),
  );
}

function spelled(ulps: number): string {
  return ulps < 1000 ? ulps.toFixed(1) : ulps.toExponential(1);
}
