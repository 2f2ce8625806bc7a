/** A function of `Math`. */
export type MathFunction = (...args: unknown[]) => unknown;

/** What a function of `Math` does by itself. `Math` is asked at each call, since programs may replace its functions. */
export function inMath(name: string, args: readonly unknown[]): unknown {
  return (Reflect.get(Math, name) as MathFunction)(...args);
}
