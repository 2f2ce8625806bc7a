export { stage, type AnyFunction, type OutputLeaf, type Staged } from './stage.js';
export { stagedArgument, type StagedArgument } from './program/staged-argument.js';
export { constantNode, guardNode, inputNode, Program } from './program/program.js';
export type { Operation } from './program/interned-operations.js';
export { OuterValueError } from './staging-trace.js';
export { compile, type Compiled, type CompiledSource, type CompileOptions } from './compile.js';
export { emit, type EmitOptions } from './emit.js';
export type { ModuleFormat } from './module-text.js';
