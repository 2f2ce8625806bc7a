import { mul, where, type Value } from '@wengert/primitives';
import { fromData, shapeOf, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import { cotangentOf, tangentsOf, type Call } from '../call.js';
import { comparison, violation } from '../law.js';
import { activePrimals, inActiveArguments, plainOnly, pullBack, pushForward, valueOf, type Mapping } from '../modes.js';
import { identical } from '../plain-values.js';

/**
 * What stands in a cotangent where its mask is not set is anything, and no pull lets it into a number that counts: with
 * infinite factors there, the derivative is the same as with finite ones.
 */
export function hiddenElementsContributeNothing(call: Call): void {
  const output = valueOf(call);
  const shape = shapeOf(output);
  // A single element is hidden altogether; of several, every other one.
  const isHidden = (place: number): boolean => sizeOf(shape) === 1 || place % 2 === 1;
  const [finite = [], infinite = []] = [1, Infinity].map((factor) =>
    derivatives(
      call,
      filled(shape, (place) => (isHidden(place) ? 0 : 1)),
      filled(shape, (place) => (isHidden(place) ? factor : 1)),
      cotangentOf(call, output),
    ),
  );
  infinite.forEach((actual, k) => {
    const expected = finite[k] ?? NaN;
    if (identical(actual, expected)) return;
    throw violation('hiddenElementsContributeNothing', call, {
      found: comparison(
        `with infinite factors where a mask hides them, ${k === 0 ? 'the push' : `pull ${k}`}`,
        actual,
        'with finite ones it',
        expected,
      ),
      cause: 'the pull adds what the mask hides, or loses the mask.',
    });
  });
}

/** The push and then the pulls of the operation times the factors, where the mask is set. */
function derivatives(call: Call, mask: Plain, factors: Plain, cotangent: Plain): readonly Plain[] {
  const operation = inActiveArguments(call);
  const f: Mapping = (...xs) => [where(mask, mul(operation(...xs)[0] as Value, factors), 0)];
  const primals = activePrimals(call);
  return plainOnly([...pushForward(f, primals, tangentsOf(call)), ...pullBack(f, primals, [cotangent])]);
}

function filled(shape: Shape, at: (place: number) => number): Plain {
  return fromData(
    Float64Array.from({ length: sizeOf(shape) }, (_, place) => at(place)),
    shape,
  );
}
