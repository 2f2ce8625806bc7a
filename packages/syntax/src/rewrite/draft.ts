import { Bundle, MagicString } from 'magic-string';

/** A text put into the draft, which may be changed until that is rendered. */
export interface Insertion {
  text: string;
}

/** A part of the text that is there twice. */
export interface Copy {
  readonly start: number;
  readonly end: number;
  /** The changes to either. */
  readonly first: Draft;
  readonly second: Draft;
  /** What stands before the first, between the two, and after the second. */
  readonly before: Insertion;
  readonly between: Insertion;
  readonly after: Insertion;
}

interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What a bundler needs to lead back from the new text to the old. */
export interface SourceMap {
  readonly version: number;
  readonly sources: string[];
  readonly sourcesContent?: (string | null)[];
  readonly names: string[];
  readonly mappings: string;
  /** The map as JSON. */
  toString(): string;
}

/**
 * Changes to a text. Insertions around a node must be made from the outside in at its start, and from the inside out at its
 * end, as happens when `open` is called before its parts are visited, and `close` after.
 */
export class Draft {
  readonly #openings = new Map<number, Insertion[]>();
  readonly #closings = new Map<number, Insertion[]>();
  readonly #replacements: Replacement[] = [];
  readonly #copies: Copy[] = [];

  /** Puts a text before what starts at this position. */
  open(position: number, text: string): Insertion {
    return insert(this.#openings, position, text);
  }

  /** Puts a text after what ends at this position. */
  close(position: number, text: string): Insertion {
    return insert(this.#closings, position, text);
  }

  /** Replaces a part into which nothing else is put. */
  replace(start: number, end: number, text: string): void {
    if (start < end) this.#replacements.push({ start, end, text });
  }

  /** Has a part twice. Such parts do not overlap, but may be in each other. */
  twice(start: number, end: number): Copy {
    const copy = {
      start,
      end,
      first: new Draft(),
      second: new Draft(),
      before: { text: '' },
      between: { text: '' },
      after: { text: '' },
    };
    this.#copies.push(copy);
    return copy;
  }

  /** Whether what is at this position now begins with an opening parenthesis that was not there. */
  opensParenthesisAt(position: number): boolean {
    const copy = this.#copies.find(({ start }) => start === position);
    return `${textsAt(this.#openings, position)}${copy?.before.text ?? ''}`.startsWith('(');
  }

  /** The new text, and the way back to the old. */
  render(code: string, filename: string): { readonly code: string; readonly map: SourceMap } {
    const bundle = new Bundle({ separator: '' });
    for (const content of this.#parts(code, 0, code.length)) bundle.addSource({ filename, content });
    return { code: bundle.toString(), map: bundle.generateMap({ hires: 'boundary', includeContent: true }) };
  }

  /** The new text from `start` to `end`, cut where something is there twice. */
  #parts(code: string, start: number, end: number): readonly MagicString[] {
    const parts: MagicString[] = [];
    let position = start;
    let owed = '';
    for (const copy of this.#copies.sort((a, b) => a.start - b.start)) {
      const { first, second, before, between, after } = copy;
      const head = textsAt(this.#openings, copy.start) + before.text;
      parts.push(this.#part(code, position, copy.start).prepend(owed).append(head));
      parts.push(...first.#parts(code, copy.start, copy.end));
      parts.at(-1)?.append(between.text);
      parts.push(...second.#parts(code, copy.start, copy.end));
      position = copy.end;
      // What is closed here was put after the copy.
      owed = after.text + textsAt(this.#closings, copy.end);
    }
    parts.push(this.#part(code, position, end).prepend(owed));
    return parts;
  }

  /** The new text of a part in which nothing is there twice, without what belongs to copies at its ends. */
  #part(code: string, start: number, end: number): MagicString {
    const part = new MagicString(code);
    for (const replacement of this.#replacements) {
      if (replacement.start >= start && replacement.end <= end) {
        part.overwrite(replacement.start, replacement.end, replacement.text);
      }
    }
    for (const [position, insertions] of this.#openings) {
      if (position >= start && position < end) part.appendRight(position, joined(insertions));
    }
    for (const [position, insertions] of this.#closings) {
      if (position > start && position <= end) part.appendLeft(position, joined(insertions));
    }
    if (start > 0) part.remove(0, start);
    if (end < code.length) part.remove(end, code.length);
    return part;
  }
}

function insert(insertions: Map<number, Insertion[]>, position: number, text: string): Insertion {
  const insertion = { text };
  const there = insertions.get(position);
  if (there === undefined) insertions.set(position, [insertion]);
  else there.push(insertion);
  return insertion;
}

function textsAt(insertions: ReadonlyMap<number, readonly Insertion[]>, position: number): string {
  return joined(insertions.get(position) ?? []);
}

function joined(insertions: readonly Insertion[]): string {
  return insertions.map(({ text }) => text).join('');
}
