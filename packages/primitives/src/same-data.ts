/**
 * Whether two parameters of operations are the same: numbers, texts and so on, and arrays and plain objects of those.
 * Anything else, such as a function, is the same only as itself.
 */
export function sameData(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const prototype: unknown = Object.getPrototypeOf(a);
  if (prototype !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) return sameEntries(a, b);
  if (a instanceof Int32Array && b instanceof Int32Array) return sameEntries(a, b);
  if (a instanceof Float64Array && b instanceof Float64Array) return sameEntries(a, b);
  return prototype === Object.prototype && sameProperties(a, b);
}

function sameEntries(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameData(a[i], b[i])) return false;
  return true;
}

function sameProperties(a: object, b: object): boolean {
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameData(Reflect.get(a, key), Reflect.get(b, key)))
  );
}
