/**
 * Storage for results. An engine takes about ten times as long to make a typed array with a buffer of its own as one on
 * a part of an existing buffer (700 against 70 ns for 9 numbers in V8, which is most of the time of a small operation),
 * so small arrays share buffers, as Node's `Buffer.allocUnsafe` does it. Each part is given out once, hence still zero.
 */

/** Long enough to spread the cost of a buffer, short enough for a result that is kept to hold little else in memory. */
const sharedBytes = 32768;

/** Arrays beyond this length have a buffer of their own. */
const longestShared = 512;

/** V8 keeps arrays up to this length in its own heap, which is faster still. */
const longestOnHeap = 8;

let shared: ArrayBuffer | undefined;
let used = 0;
let offered: Float64Array | undefined;

/**
 * New zeros, for a kernel to write its result to. The array may be part of a larger buffer.
 *
 * @example
 * allocate(3); // Float64Array [0, 0, 0]
 */
export function allocate(length: number): Float64Array {
  // A length that is no integer would put all later arrays at wrong places; it is left to the engine.
  if (offered?.length === length) return takeOffered(offered);
  const isShared = Number.isInteger(length) && length > longestOnHeap && length <= longestShared;
  if (!isShared) return new Float64Array(length);
  const bytes = 8 * length;
  if (shared === undefined || used + bytes > sharedBytes) {
    shared = new ArrayBuffer(sharedBytes);
    used = 0;
  }
  const array = new Float64Array(shared, used, length);
  used += bytes;
  return array;
}

function takeOffered(array: Float64Array): Float64Array {
  offered = undefined;
  return array.fill(0);
}

/**
 * Runs a kernel so that its first array of the length of `array` is that one. Whoever runs a kernel again and again, and is done
 * with the last result, so saves making a new one.
 *
 * @example
 * const array = new Float64Array(3);
 * reusing(array, () => allocate(3)) === array; // true
 */
export function reusing<T>(array: Float64Array, kernel: () => T): T {
  offered = array;
  try {
    return kernel();
  } finally {
    offered = undefined;
  }
}
