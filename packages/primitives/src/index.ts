// Operations for users are listed in operations.ts.
export * from './operations.js';
export { describeValue, shapeOfValue, traceKey } from './value.js';
export type * from './primitive.js';
export { isElementwise } from './primitive.js';
export * from './trace.js';
export * from './bind.js';
export { applyCall, applyCheckpoint, checkOutputLevels, suspendedBy, whileLive } from './call.js';
export * from './domain.js';
export * from './masked-cotangent.js';
export { TracedNumber, TracedTensor, TracedValue } from './traced.js';
export { addRow, applyBinary, applyUnary, mulRow, negRow, scale } from './kinds/elementwise.js';
export { addCotangents } from './kinds/adding-cotangents.js';
export { broadcast, sumTo } from './kinds/broadcasting.js';
export { unmask } from './kinds/selection.js';
export { primitives } from './table.js';
export * from './tree.js';
export { flattenLike } from './tree-match.js';
export { zerosOf } from './zeros.js';
