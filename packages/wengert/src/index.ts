export {
  compile,
  emit,
  type Compiled,
  type CompiledSource,
  type CompileOptions,
  type EmitOptions,
  type ModuleFormat,
} from '@wengert/compile';
export * from '@wengert/display';
export * from '@wengert/functional';
export {
  arange,
  DomainError,
  eye,
  full,
  isTensor,
  linspace,
  ones,
  ShapeError,
  tensor,
  TraceError,
  TreeError,
  WengertError,
  zeros,
  type NestedNumbers,
  type Shape,
  type Tensor,
} from '@wengert/tensor';
export * from '@wengert/primitives/operations';
