const identifier = String.raw`[\p{ID_Start}$_][\p{ID_Continue}$]*`;
const list = String.raw`\(\s*((?:${identifier}\s*(?:,\s*${identifier}\s*)*,?\s*)?)\)`;
const arrow = new RegExp(String.raw`^(${identifier})\s*=>`, 'u');
const parenthesized = new RegExp(String.raw`^(?:function\b\s*(?:${identifier})?|${identifier})?\s*${list}`, 'u');

/** Leads from what a transformation returns to the function that it was given. */
const originalKey: unique symbol = /* @__PURE__ */ Symbol.for('wengert.original');

/** Lets a transformed function, which is called like the original one, have the names of its parameters. */
export function withParametersOf<F extends (...args: never[]) => unknown>(original: unknown, transformed: F): F {
  (transformed as { [originalKey]?: unknown })[originalKey] = original;
  return transformed;
}

/**
 * The names of a function's parameters, read off its text; none where that takes more than reading, as with default
 * values, patterns and native functions.
 */
export function parameterNames(f: unknown): readonly string[] {
  if (typeof f === 'function' && Object.hasOwn(f, originalKey)) return parameterNames(Reflect.get(f, originalKey));
  // Not `f.toString()`: a user's object may answer anything.
  const text = typeof f === 'function' ? Function.prototype.toString.call(f) : '';
  const [, single] = arrow.exec(text) ?? [];
  if (single !== undefined) return [single];
  const [, names = ''] = parenthesized.exec(text) ?? [];
  return names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
