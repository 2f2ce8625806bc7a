export { DualTensor, type Dual } from './dual.js';
export { ForwardTrace } from './forward-trace.js';
