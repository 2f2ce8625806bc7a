import type { Primitive } from '@wengert/primitives';

/** A row of the table with the parameters of one or more applications. */
export interface Operation {
  /** The row: its columns say how to evaluate, emit and print the operation. */
  readonly primitive: Primitive;
  readonly params: unknown;
}

/** Gives equal operations (the same row, equal parameters) one number, so that comparing them is comparing numbers. */
export class InternedOperations {
  private readonly list: Operation[] = [];
  private readonly numbers = new Map<Primitive, Map<string, number>>();
  /** Rows without parameters, which are the commonest by far. */
  private readonly bare = new Map<Primitive, number>();
  private readonly identities = new Map<unknown, number>();

  /** The number of an operation. */
  intern(primitive: Primitive, params: unknown): number {
    if (params === undefined) {
      const known = this.bare.get(primitive);
      if (known !== undefined) return known;
      const added = this.add(primitive, params);
      this.bare.set(primitive, added);
      return added;
    }
    const byParams = this.numbers.get(primitive) ?? new Map<string, number>();
    this.numbers.set(primitive, byParams);
    const key = this.keyOf(params);
    const known = byParams.get(key) ?? this.add(primitive, params);
    byParams.set(key, known);
    return known;
  }

  /** The operation with this number. */
  at(index: number): Operation {
    const operation = this.list[index];
    if (operation === undefined) throw new RangeError(`There is no operation ${index}.`);
    return operation;
  }

  private add(primitive: Primitive, params: unknown): number {
    return this.list.push({ primitive, params }) - 1;
  }

  /** Equal for equal parameters. What JSON would lose or merge is written out; functions and classes go by identity. */
  private keyOf(params: unknown): string {
    return JSON.stringify(params, (_key, value: unknown) => {
      if (value === null || typeof value === 'boolean' || Array.isArray(value)) return value;
      if (typeof value === 'string') return `"${value}`;
      if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : special(value);
      if (typeof value !== 'object') return this.identityOf(value);
      if (ArrayBuffer.isView(value)) return [value.constructor.name, ...(value as Float64Array)];
      const prototype: unknown = Object.getPrototypeOf(value);
      return prototype === Object.prototype || prototype === null ? value : this.identityOf(value);
    });
  }

  private identityOf(value: unknown): string {
    const known = this.identities.get(value) ?? this.identities.size;
    this.identities.set(value, known);
    return `#${known}`;
  }
}

/** Not a finite number, or the zero that JSON takes for the other one. */
function special(x: number): string {
  return Object.is(x, -0) ? '-0' : String(x);
}
