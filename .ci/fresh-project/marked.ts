/** Written with plain operators, and with a type that Node takes away where it runs TypeScript. */
export function cube(x: number): number {
  'use wengert';
  return x * x ** 2;
}
