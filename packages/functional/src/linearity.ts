import { add, mul, shapeOfValue, value, type Value, type ValueFunction } from '@wengert/primitives';
import { DenseTensor, DomainError, sizeOf, TraceError, type Plain } from '@wengert/tensor';

/** How far a linear function may be from linear by rounding, relative to its largest result. */
const tolerance = 1e-8;

/**
 * Whether `f` has been found linear, by two directions and their combination. Under a transformation that has no single
 * values (batching) nothing can be said, and the answer is `false`.
 *
 * @param name - What to call `f` in the message.
 * @param advice - The last sentence of the message.
 * @throws {@link DomainError} when it is not linear. NaN and Infinity are left alone.
 */
export function checkLinear(
  name: string,
  f: ValueFunction,
  like: readonly Value[],
  advice = 'A derivative rule must be linear in the tangent or cotangent.',
): boolean {
  const x = like.map((leaf, i) => direction(leaf, i));
  const y = like.map((leaf, i) => direction(leaf, i + like.length));
  const combined = x.map((leaf, i) => add(mul(2, leaf), mul(-3, y[i] ?? 0)));
  const atX = plainNumbers(f(x));
  const atY = plainNumbers(f(y));
  const atBoth = plainNumbers(f(combined));
  if (atX === undefined || atY === undefined || atBoth === undefined) return false;
  const scale = largestSize([...atX, ...atY]);
  const worst = largestSize(atBoth.map((z, i) => z - (2 * (atX[i] ?? 0) - 3 * (atY[i] ?? 0))));
  if (worst > tolerance * scale) {
    throw new DomainError(
      `${name} is not linear: at 2 a - 3 b it is off by ${worst.toPrecision(3)} from twice its value at a less three ` +
        `times that at b. ${advice}`,
    );
  }
  return true;
}

/** NaN when one of them is. */
function largestSize(numbers: readonly number[]): number {
  return numbers.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
}

/** Numbers of either sign without pattern, the same at every call: Weyl's sequence of multiples of the golden ratio. */
function direction(like: Value, seed: number): Plain {
  const shape = shapeOfValue(like);
  const at = (i: number): number => (((seed + 1) * 0.7548776662466927 + (i + 1) * 0.6180339887498949) % 1) * 2 - 1;
  if (shape.length === 0) return at(0);
  return new DenseTensor(
    Float64Array.from({ length: sizeOf(shape) }, (_, i) => at(i)),
    shape,
  );
}

function plainNumbers(values: readonly Value[]): readonly number[] | undefined {
  try {
    return values.flatMap((x) => {
      const plain = value(x);
      return typeof plain === 'number' ? [plain] : [...plain.data];
    });
  } catch (error) {
    if (error instanceof TraceError) return undefined;
    throw error;
  }
}
