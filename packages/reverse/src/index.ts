export { DualReverseTrace } from './dual-reverse-trace.js';
export { RecordedNestedScalar, RecordedTensor, type Recorded } from './recorded.js';
export { blockWidth, pullBlock, pushBlock, pushforward, scalarJacobian } from './linear-map.js';
export type { LocalMap, Send } from './local-map.js';
export { ReverseTrace } from './reverse-trace.js';
export type { SeedBlock } from './tape-blocks.js';
