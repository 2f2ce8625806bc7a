export { WengertError, ShapeError, DomainError, TraceError, TreeError } from './errors.js';
export {
  sizeOf,
  stridesOf,
  sameShape,
  formatShape,
  normalizeAxis,
  normalizeAxes,
  checkShape,
  type Shape,
} from './shape.js';
export {
  DenseTensor,
  tensorBrand,
  denseBrand,
  isTensor,
  isDense,
  fromData,
  shapeOf,
  dataOf,
  type NestedNumbers,
  type Plain,
  type Tensor,
} from './tensor.js';
export { allocate, reusing } from './storage.js';
export { tensor, zeros, ones, full, eye, arange, linspace, type NumberArray } from './create.js';
export { axesSummedTo, broadcastShapes, broadcastsTo, broadcastTo, sumTo } from './broadcast.js';
export { describeNumber } from './describe-number.js';
export { ownCode } from './own-code.js';
export { loops1, loops2, loopsN, type Loops1, type Loops2, type LoopsN } from './kernels/loops.js';
export { map1, map2, mapN } from './kernels/elementwise.js';
export { sumAlong, prodAlong, maxAlong, minAlong, argExtreme } from './kernels/reduce.js';
export type { Accumulation, Accumulator } from './kernels/accumulate.js';
export { accumulate, type FoldName } from './kernels/accumulators.js';
export { reshape, transpose, flip, slice, place, concat } from './kernels/layout.js';
export { normalizeIndices, take, scatterAdd, takeAlongAxis, scatterAlongAxis } from './kernels/gather.js';
export { put } from './kernels/put.js';
export { meanAlong } from './kernels/mean.js';
export { centerAlong } from './kernels/center.js';
export { meanSquareAlong, rootMeanSquareAlong } from './kernels/squares.js';
export { directionAlong, normAlong } from './kernels/norms.js';
export { softmaxAlong, logSoftmaxAlong, logSumExpAlong, shareOfGreatest } from './kernels/softmax.js';
export { linearRecurrence } from './kernels/recurrence.js';
export { cumsum, cumprod } from './kernels/scan.js';
export { argsort } from './kernels/sort.js';
export { matmul } from './kernels/matmul.js';
export { matmulTransposed } from './kernels/matmul-transposed.js';
export { convolve } from './kernels/convolution.js';
export { cross } from './kernels/cross.js';
