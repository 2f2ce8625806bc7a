import fc from 'fast-check';

/** Makes a value anew, which notes in `log` what JavaScript asks of it. */
export type MakeValue = (log: string[]) => unknown;

const plain: fc.Arbitrary<unknown> = fc.oneof(
  fc.double(),
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(NaN, -0, Infinity, -Infinity, 2 ** 53, 5e-324),
  fc.bigInt({ min: -5n, max: 5n }),
  fc.constantFrom('', '0', ' 12 ', 'abc', '-0', 'p', '1e3'),
  fc.constantFrom<unknown>(true, false, null, undefined),
);

/** Values of every type, and objects that become primitive values in every way there is. */
export const anyValue: fc.Arbitrary<MakeValue> = fc.oneof(
  { arbitrary: plain.map((x) => () => x), weight: 3 },
  plain.map((x) => (log: string[]) => ({
    valueOf() {
      log.push('valueOf');
      return x;
    },
  })),
  plain.map((x) => (log: string[]) => ({
    [Symbol.toPrimitive](hint: string) {
      log.push(`toPrimitive ${hint}`);
      return x;
    },
  })),
  fc.constantFrom<MakeValue>(
    () => new Date(86_400_000),
    () => Symbol.iterator,
    () => [],
    () => [7],
    () => ({}),
    () => Object.create(null) as unknown,
    () => ({
      toString() {
        throw new RangeError('no text');
      },
    }),
    () => () => 1,
  ),
);

/** An object with members `p` and `q` that note when they are read and written. */
export function observed(log: string[], p: unknown, q: unknown): object {
  const object = {};
  for (const [name, first] of Object.entries({ p, q })) {
    let current = first;
    Object.defineProperty(object, name, {
      configurable: true,
      enumerable: true,
      get() {
        log.push(`get ${name}`);
        return current;
      },
      set(value: unknown) {
        log.push(`set ${name} ${show(value)}`);
        current = value;
      },
    });
  }
  return object;
}

/** A value in words, such that different values have different words; members are not read. */
export function show(value: unknown): string {
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  if (value instanceof Error || Object.prototype.toString.call(value) === '[object Error]') {
    // How JavaScript quotes code in a message depends on how the code is written.
    const message = (value as Error).message.replace(/^.*(is not a function|is not iterable).*$/s, '$1');
    return `${(value as Error).name}: ${message}`;
  }
  const members = Object.getOwnPropertyDescriptors(value) as Record<string, PropertyDescriptor>;
  return `{${Reflect.ownKeys(members)
    .map((key) => `${String(key)}: ${show(members[key as string]?.value)}`)
    .join(', ')}}`;
}
