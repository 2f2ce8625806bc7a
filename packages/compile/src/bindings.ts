/** What generated code refers to by name, each thing once. */
export class Bindings {
  private readonly names = new Map<unknown, string>();
  private readonly counts = new Map<string, number>();
  private readonly tables: { readonly name: string; readonly table: Int32Array | Float64Array }[] = [];
  private readonly taken: string | undefined;

  /** @param taken - A name that stands for something else. */
  constructor(taken?: string) {
    this.taken = taken;
  }

  /** The name of a thing; a new one with this letter in front at the first time. */
  nameOf(letter: string, thing: unknown): string {
    const known = this.names.get(thing);
    if (known !== undefined) return known;
    const name = this.fresh(letter);
    this.names.set(thing, name);
    return name;
  }

  /** As `nameOf`, for a table of numbers: those with the same numbers are one. */
  tableOf(letter: string, table: Int32Array | Float64Array): string {
    const known = this.tables.find((other) => sameNumbers(other.table, table));
    if (known !== undefined) return known.name;
    const name = this.nameOf(letter, table);
    this.tables.push({ name, table });
    return name;
  }

  /** The names, and what they stand for. */
  entries(): readonly (readonly [string, unknown])[] {
    return [...this.names].map(([thing, name]) => [name, thing]);
  }

  private fresh(letter: string): string {
    const count = this.counts.get(letter) ?? 0;
    this.counts.set(letter, count + 1);
    const name = `${letter}${count}`;
    return name === this.taken ? this.fresh(letter) : name;
  }
}

function sameNumbers(a: Int32Array | Float64Array, b: Int32Array | Float64Array): boolean {
  if (a.length !== b.length || a.constructor !== b.constructor) return false;
  for (let i = 0; i < a.length; i++) if (!Object.is(a[i], b[i])) return false;
  return true;
}
