export { stage, type AnyFunction, type Staged, type StagedArgument } from './stage.js';
export { constantNode, guardNode, inputNode, Program } from './program/program.js';
export type { Operation } from './program/interned-operations.js';
export { OuterValueError } from './staging-trace.js';
