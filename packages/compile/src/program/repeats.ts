/** Items that are carried out one after the other. */
interface Stretch {
  readonly kind: 'stretch';
  readonly start: number;
  readonly length: number;
}

/** Items that repeat: `trips` times `period` items, of which `body` describes the first ones. */
export interface Loop {
  readonly kind: 'loop';
  readonly start: number;
  readonly period: number;
  readonly trips: number;
  readonly body: readonly Region[];
}

/** A part of a list of items. */
export type Region = Stretch | Loop;

/** What repeats less often is left as it is, unless there are loops in it: these are long, and so is each repetition. */
const fewestTrips = 8;
const fewestOuterTrips = 3;
/** The longest body that is looked for at first, and at last; it doubles from pass to pass. */
const shortBody = 32;
const longBody = 8192;
/** How many items have to be alike for a place to be considered. */
const contextLength = 3;
/** How many earlier places that look alike are considered. */
const candidates = 24;

/** The items, or loops, of one pass. */
interface Tokens {
  /** Equal where the tokens are alike. */
  readonly keys: readonly number[] | Int32Array;
  readonly starts: readonly number[] | undefined;
  readonly loops: readonly (Loop | undefined)[] | undefined;
}

/**
 * Finds what repeats in a list of items, from the innermost loops out: the loops that a user's program was unrolled from.
 *
 * @param keys - Equal for items that the same code can carry out.
 * @param cutsAt - Where to begin the body of a loop that has no loops inside, given the items of two of its iterations:
 * an offset below the period. Best is a place that few values cross.
 */
export function findRepeats(keys: Int32Array, cutsAt: (start: number, period: number) => number): readonly Region[] {
  const numbers = new Map<string, number>();
  let tokens: Tokens = { keys, starts: undefined, loops: undefined };
  for (let longest = shortBody; longest <= longBody; longest *= 2) {
    tokens = onePass(tokens, longest, cutsAt, numbers);
  }
  return regionsOf(tokens, 0, tokens.keys.length);
}

function onePass(
  tokens: Tokens,
  longest: number,
  cutsAt: (start: number, period: number) => number,
  numbers: Map<string, number>,
): Tokens {
  const { keys } = tokens;
  const count = keys.length;
  const alike = nextAlike(keys);
  const outKeys: number[] = [];
  const outStarts: number[] = [];
  const outLoops: (Loop | undefined)[] = [];
  const keep = (from: number, to: number): void => {
    for (let i = from; i < to; i++) {
      outKeys.push(keys[i]!);
      outStarts.push(startOf(tokens, i));
      outLoops.push(tokens.loops?.[i]);
    }
  };
  let at = 0;
  let found = false;
  while (at < count) {
    const run = repeatAt(tokens, alike, at, longest);
    if (run === undefined) {
      keep(at, at + 1);
      at++;
      continue;
    }
    found = true;
    const { period, length } = run;
    const shift = hasLoops(tokens, at, period) ? 0 : cutsAt(startOf(tokens, at), period);
    const begin = length - shift >= fewestTrips * period ? at + shift : at;
    const trips = Math.floor((at + length - begin) / period);
    keep(at, begin);
    const loop: Loop = {
      kind: 'loop',
      start: startOf(tokens, begin),
      period: startOf(tokens, begin + period) - startOf(tokens, begin),
      trips,
      body: regionsOf(tokens, begin, begin + period),
    };
    const text = `${trips}:${Array.from({ length: period }, (_, i) => keys[begin + i]).join()}`;
    const known = numbers.get(text) ?? -2 - numbers.size;
    numbers.set(text, known);
    outKeys.push(known);
    outStarts.push(loop.start);
    outLoops.push(loop);
    at = begin + trips * period;
  }
  return found ? { keys: outKeys, starts: outStarts, loops: outLoops } : tokens;
}

/** The shortest repetition that begins at a token: its period, and its length in tokens. */
function repeatAt(
  tokens: Tokens,
  alike: Int32Array,
  at: number,
  longest: number,
): { readonly period: number; readonly length: number } | undefined {
  const { keys } = tokens;
  const count = keys.length;
  let tried = 0;
  for (let other = alike[at]!; other >= 0 && other - at <= longest && tried < candidates; other = alike[other]!) {
    tried++;
    const period = other - at;
    let matched = 0;
    while (other + matched < count && keys[at + matched] === keys[other + matched]) matched++;
    const length = matched + period;
    if (length < fewestOuterTrips * period) continue;
    if (length >= fewestTrips * period || hasLoops(tokens, at, period)) return { period, length };
  }
  return undefined;
}

/** For each token the next one that begins like it; -1 for none. */
function nextAlike(keys: readonly number[] | Int32Array): Int32Array {
  const count = keys.length;
  const result = new Int32Array(count).fill(-1);
  const bits = Math.min(20, Math.max(8, Math.ceil(Math.log2(count + 1)) + 1));
  const last = new Int32Array(1 << bits).fill(-1);
  for (let i = count - 1; i >= 0; i--) {
    let h = 0;
    for (let k = 0; k < contextLength; k++) h = Math.imul(h ^ (keys[i + k] ?? -1), 0x9e3779b1) ^ (h >>> 13);
    const bucket = (h ^ (h >>> 15)) & (last.length - 1);
    result[i] = last[bucket]!;
    last[bucket] = i;
  }
  return result;
}

function startOf({ starts }: Tokens, token: number): number {
  return starts === undefined ? token : starts[token]!;
}

function hasLoops({ loops }: Tokens, at: number, length: number): boolean {
  if (loops === undefined) return false;
  for (let i = at; i < at + length; i++) if (loops[i] !== undefined) return true;
  return false;
}

function regionsOf(tokens: Tokens, from: number, to: number): readonly Region[] {
  const regions: Region[] = [];
  let at = from;
  while (at < to) {
    const loop = tokens.loops?.[at];
    if (loop !== undefined) {
      regions.push(loop);
      at++;
      continue;
    }
    const begin = at;
    while (at < to && tokens.loops?.[at] === undefined) at++;
    regions.push({ kind: 'stretch', start: startOf(tokens, begin), length: at - begin });
  }
  return regions;
}
