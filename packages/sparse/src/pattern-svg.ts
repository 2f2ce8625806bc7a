import { at, forEachEntry } from './compressed-rows.js';
import { escaped, placeNames, type PatternLabels } from './pattern-labels.js';
import type { SparsityPattern } from './sparsity-pattern.js';

/** What a picture of a pattern shows beside the entries. */
export interface PatternPicture extends PatternLabels {
  /** The color of each column, for a strip above the matrix; -1 for none. Entries have that of their column. */
  readonly columnColors?: Int32Array;
  /** The color of each row, for a strip beside the matrix; -1 for none. */
  readonly rowColors?: Int32Array;
  /** The color of an entry, where it is not that of its column; -1 for none. */
  readonly colorOf?: (row: number, column: number) => number;
}

/** Fills that differ for all kinds of color vision, on light and on dark ground, and what can be read on them. */
const palette: readonly (readonly [fill: string, ink: string])[] = [
  ['#0072b2', '#fff'],
  ['#e69f00', '#000'],
  ['#009e73', '#000'],
  ['#d55e00', '#000'],
  ['#cc79a7', '#000'],
  ['#56b4e9', '#000'],
];

/** Matrices with more rows or columns are drawn in blocks of several. */
const mostCells = 160;

/** About so many pixels wide. */
const width = 480;

/** The largest cells, and those large enough for the number of the color. */
const [largestCell, cellWithText] = [24, 14];

/**
 * A picture of a pattern, as the text of an SVG image: a square for each entry, in the color of the sweep that shows it,
 * and strips with the colors of the columns above and of the rows beside. Small matrices have the numbers of the colors
 * in the squares, and the names of rows and columns at their edges if there are any.
 *
 * The picture has no ground of its own and takes its lines from the text around it, so that it can stand on light and dark
 * pages. Matrices of more than 160 rows or columns are drawn in blocks; a block with entries of several colors has none.
 *
 * `prepare` of {@link sparseJacobian} and {@link sparseHessian} returns an object with a method that fills in the colors.
 *
 * @param pattern - What to draw.
 * @param picture - The colors, the title and the names.
 * @returns The text of a complete `svg` element.
 *
 * @see Okabe and Ito, Color Universal Design, 2008, for the colors.
 *
 * @example
 * const svg = patternSvg(SparsityPattern.fromRows([[0], [0, 1]], 2), { title: 'A triangle' });
 * svg.includes('<title>A triangle</title>'); // true
 */
export function patternSvg(pattern: SparsityPattern, picture: PatternPicture = {}): string {
  const [rows, columns] = pattern.shape;
  const { columnColors, rowColors, title = `${rows} × ${columns} matrix with ${pattern.nnz} entries` } = picture;
  const block = Math.max(1, Math.ceil(Math.max(rows, columns) / mostCells));
  const [height, breadth] = [Math.ceil(rows / block), Math.ceil(columns / block)];
  const strips = { left: isShown(rowColors) ? 2 : 0, top: isShown(columnColors) ? 2 : 0 };
  const cell = Math.max(1, Math.min(largestCell, Math.floor(width / Math.max(1, height, breadth))));
  const hasText = block === 1 && cell >= cellWithText;
  const names = placeNames(hasText ? picture : {}, strips);
  const squares = new Squares(hasText);
  for (const [place, color] of cellsOf(pattern, picture, block, breadth)) {
    squares.add(strips.left + (place % breadth), strips.top + Math.floor(place / breadth), color);
  }
  if (block === 1 && isShown(columnColors)) {
    columnColors.forEach((color, j) => {
      if (color >= 0) squares.add(strips.left + j, 0, color);
    });
  }
  if (block === 1 && isShown(rowColors)) {
    rowColors.forEach((color, i) => {
      if (color >= 0) squares.add(0, strips.top + i, color);
    });
  }
  const box = { width: names.left + strips.left + breadth + 1, height: names.top + strips.top + height + 1 };
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" ' +
      `viewBox="${-0.5 - names.left} ${-0.5 - names.top} ${box.width} ${box.height}" ` +
      `width="${box.width * cell}" height="${box.height * cell}">`,
    `<title>${escaped(title)}</title>`,
    ...squares.elements(),
    ...names.elements,
    `<rect x="${strips.left}" y="${strips.top}" width="${breadth}" height="${height}" fill="none" ` +
      'stroke="currentColor" stroke-width="0.1"/>',
    '</svg>',
    '',
  ].join('\n');
}

function isShown(colors: Int32Array | undefined): colors is Int32Array {
  return colors !== undefined && colors.some((color) => color >= 0);
}

/** The color of each cell with an entry, by its place in row-major order; -1 where entries differ or have none. */
function cellsOf(
  pattern: SparsityPattern,
  { columnColors, colorOf }: PatternPicture,
  block: number,
  breadth: number,
): ReadonlyMap<number, number> {
  const cells = new Map<number, number>();
  forEachEntry(pattern, (row, column) => {
    const place = Math.floor(row / block) * breadth + Math.floor(column / block);
    const color = colorOf?.(row, column) ?? (columnColors === undefined ? -1 : at(columnColors, column));
    const before = cells.get(place) ?? color;
    cells.set(place, before === color ? color : -1);
  });
  return cells;
}

/** Squares of unit size, a path for each color. */
class Squares {
  private readonly paths = new Map<number, string[]>();
  private readonly texts: string[] = [];
  private readonly hasText: boolean;

  constructor(hasText: boolean) {
    this.hasText = hasText;
  }

  add(x: number, y: number, color: number): void {
    const path = this.paths.get(color) ?? [];
    path.push(`M${x + 0.05} ${y + 0.05}h.9v.9h-.9z`);
    this.paths.set(color, path);
    if (!this.hasText || color < 0) return;
    const [, ink] = fillAndInk(color);
    this.texts.push(`<text x="${x + 0.5}" y="${y + 0.5}" dy=".35em" fill="${ink}">${color + 1}</text>`);
  }

  elements(): readonly string[] {
    const colors = [...this.paths.keys()].sort((a, b) => a - b);
    const paths = colors.map(
      (color) => `<path fill="${fillAndInk(color)[0]}" d="${(this.paths.get(color) ?? []).join('')}"/>`,
    );
    if (this.texts.length === 0) return paths;
    return [...paths, '<g font-family="sans-serif" font-size="0.6" text-anchor="middle">', ...this.texts, '</g>'];
  }
}

/** The fill of a color, and what can be read on it. Beyond the palette, hues a golden angle apart are far from each other. */
function fillAndInk(color: number): readonly [fill: string, ink: string] {
  if (color < 0) return ['currentColor', 'none'];
  return palette[color] ?? [`hsl(${Math.round((color * 137.508) % 360)} 55% 48%)`, '#000'];
}
