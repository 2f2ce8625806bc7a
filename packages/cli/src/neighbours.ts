import { mapNumbers } from './numbers.js';

/** Arguments, and others around them: always the same ones for the same arguments. */
export function neighbours(args: readonly unknown[], count: number): (readonly unknown[])[] {
  // Weyl's sequence of multiples of the golden ratio fills the interval evenly.
  let place = 0;
  const moved = (x: number): number => {
    place += 1;
    return x + (((place * 0.6180339887498949) % 1) - 0.5) * Math.max(0.5, Math.abs(x) / 4);
  };
  return [args, ...Array.from({ length: count - 1 }, () => args.map((arg) => mapNumbers(arg, moved)))];
}
