/** So many lines of a text are shown, half of them from its end. */
const most = 200;

/**
 * The lines of a text, each written for an item; of very many, the first and the last, with a line that says how many are
 * left out.
 */
export function abridged<T>(items: readonly T[], write: (item: T) => string): string {
  if (items.length <= most) return items.map(write).join('\n');
  const half = most / 2;
  return [
    ...items.slice(0, half).map(write),
    `… ${items.length - most} more lines …`,
    ...items.slice(-half).map(write),
  ].join('\n');
}
