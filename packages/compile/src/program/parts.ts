import { isSite, type Code, type Site } from './sites.js';

/** So many statements are written into one function if all fit, and into each of several otherwise. */
const longestFunction = 1200;
const longestPart = 500;

/** Divides code into functions: for each site, the one that it is in; and how many there are. */
export function partsOf(code: readonly Code[], sites: number): { readonly partOf: Int32Array; readonly parts: number } {
  const partOf = new Int32Array(sites);
  if (sites <= longestFunction) return { partOf, parts: 1 };
  let part = 0;
  let length = 0;
  for (const piece of code) {
    const size = sizeOf(piece);
    if (length > 0 && length + size > longestPart) {
      part++;
      length = 0;
    }
    length += size;
    forEachSite(piece, ({ index }) => (partOf[index] = part));
  }
  return { partOf, parts: part + 1 };
}

function sizeOf(code: Code): number {
  return isSite(code) ? 1 : code.body.reduce((sum, part) => sum + sizeOf(part), 0);
}

/** Calls `visit` with every site of a piece of code. */
export function forEachSite(code: Code, visit: (site: Site) => void): void {
  if (isSite(code)) visit(code);
  else for (const part of code.body) forEachSite(part, visit);
}
