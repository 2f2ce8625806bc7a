export { BatchTrace } from './batch-trace.js';
export { BatchedScalar, BatchedTensor, type Batched } from './batched.js';
