/** What is written on a picture of a pattern. */
export interface PatternLabels {
  /** What people are told who cannot see the picture. Default: the size of the matrix and its number of entries. */
  readonly title?: string;
  /** The name of each row, at its left; only of matrices that are small enough for names to be read. */
  readonly rowNames?: readonly string[];
  /** The name of each column, above it; likewise. */
  readonly columnNames?: readonly string[];
}

/** Names beside a matrix of unit squares, and the room that they take. */
export interface PlacedNames {
  readonly left: number;
  readonly top: number;
  readonly elements: readonly string[];
}

/** The height of letters and the width of one of a monospaced font, where a square of the matrix is 1. */
const [letterHeight, letterWidth] = [0.6, 0.37];

/** Between a name and what it names. */
const gap = 0.35;

/** Longer names lose their middle, and column names longer than what fits above a square are turned. */
const [longestName, longestUpright] = [18, 3];

/**
 * Places names at the left of a picture and above it, whose corner is at the origin.
 *
 * @param matrix - Where the matrix begins in the picture.
 */
export function placeNames(
  { rowNames = [], columnNames = [] }: PatternLabels,
  matrix: { readonly left: number; readonly top: number },
): PlacedNames {
  const [rows, columns] = [rowNames.map(shortened), columnNames.map(shortened)];
  const [widest, highest] = [longest(rows), longest(columns)];
  const turned = highest > longestUpright;
  const elements = [
    ...rows.map((name, i) => textElement(name, 'end', `x="${-gap}" y="${matrix.top + i + 0.5}" dy=".35em"`)),
    ...columns.map((name, j) =>
      turned
        ? textElement(name, 'start', `transform="translate(${matrix.left + j + 0.5} ${-gap}) rotate(-90)" dy=".35em"`)
        : textElement(name, 'middle', `x="${matrix.left + j + 0.5}" y="${-gap}"`),
    ),
  ];
  return {
    left: widest === 0 ? 0 : Math.ceil(gap + widest * letterWidth),
    top: highest === 0 ? 0 : Math.ceil(gap + (turned ? highest * letterWidth : letterHeight)),
    elements:
      elements.length === 0
        ? []
        : [`<g font-family="monospace" font-size="${letterHeight}" fill="currentColor">`, ...elements, '</g>'],
  };
}

function textElement(text: string, anchor: 'start' | 'middle' | 'end', place: string): string {
  return `<text text-anchor="${anchor}" ${place}>${escaped(text)}</text>`;
}

function shortened(name: string): string {
  if (name.length <= longestName) return name;
  const half = (longestName - 2) / 2;
  return `${name.slice(0, half)}…${name.slice(-half)}`;
}

function longest(names: readonly string[]): number {
  return names.reduce((most, { length }) => Math.max(most, length), 0);
}

/** Text in which nothing is left that SVG takes for an element. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
