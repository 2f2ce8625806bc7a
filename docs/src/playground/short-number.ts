/** A number as people read it: six digits after the point at most, and powers of ten where they help. */
export function shortNumber(x: number): string {
  if (!Number.isFinite(x) || Number.isInteger(x)) return minus(Math.abs(x) >= 1e15 ? x.toPrecision(6) : String(x));
  const size = Math.abs(x);
  return minus(size >= 1e-4 && size < 1e7 ? String(Number(x.toFixed(6))) : x.toPrecision(6));
}

function minus(text: string): string {
  return text.replaceAll('-', '−');
}
