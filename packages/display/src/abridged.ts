/** So many lines of a text are shown, half of them from its end. */
const most = 200;

/** The lines of a text; of very many, the first and the last, with a line that says how many are left out. */
export function abridged(lines: readonly string[]): readonly string[] {
  if (lines.length <= most) return lines;
  const left = lines.length - most;
  return [...lines.slice(0, most / 2), `… ${left} more lines …`, ...lines.slice(-most / 2)];
}
