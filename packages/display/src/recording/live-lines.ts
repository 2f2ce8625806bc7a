import { isLine, parentsOf, simplified, type ComputedLine, type Line } from './line.js';
import type { Recording } from './record.js';

/**
 * The computed lines that the outputs or the way taken depend on, in order. Operations that change nothing are left out,
 * and lines that only a condition is about, as they are written with the condition.
 */
export function liveLines({ lines, outputs, conditions }: Recording): readonly ComputedLine[] {
  const live = new Set<Line>(outputs.map(simplified).filter(isLine));
  for (const { line } of conditions) for (const parent of parentsOf(line)) live.add(parent);
  for (const line of lines.toReversed()) if (live.has(line)) for (const parent of parentsOf(line)) live.add(parent);
  return lines.filter((line): line is ComputedLine => line.kind !== 'input' && live.has(line));
}
