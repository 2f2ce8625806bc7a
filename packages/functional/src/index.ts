export { grad, type Grad, type GradWithAux } from './grad.js';
export { valueAndGrad, type ValueAndGrad, type ValueAndGradWithAux } from './value-and-grad.js';
export { jvp } from './jvp.js';
export { vjp, type Pullback } from './vjp.js';
export { jacfwd } from './jacfwd.js';
export { jacrev } from './jacrev.js';
export { jacobian } from './jacobian.js';
export { hessian, type Hessian, type HessianWithAux } from './hessian.js';
export { hvp } from './hvp.js';
export { checkpoint } from './checkpoint.js';
export { customJvp } from './custom-jvp.js';
export { customVjp, type CustomVjpOptions } from './custom-vjp.js';
export { definePrimitive } from './define-primitive.js';
export type {
  DefinedOperation,
  ElementwiseDefinition,
  LinearDefinition,
  MultilinearDefinition,
  StructuredDefinition,
} from './definitions/definition.js';
export { linearize, type Pushforward } from './linearize.js';
export { linearTranspose, type LinearTranspose } from './linear-transpose.js';
export { jet } from './jet.js';
export { odeint, type OdeOptions } from './odeint.js';
export type { Times } from './ode/times.js';
export { root } from './root.js';
export { fixedPoint } from './fixed-point.js';
export type { SolverOptions } from './implicit/solver-options.js';
export { scan, type ScanOptions } from './scan.js';
export { whileLoop } from './while-loop.js';
export type { LoopOptions } from './loop-state.js';
export { vmap, type BatchArgument, type BatchArguments, type BatchOptions, type BatchOutput } from './vmap.js';
export type { Axes } from './batch-axes.js';
export type { JacobianOf, JacobianOptions, JacobianWithAux } from './jacobian-blocks.js';
export type {
  AnyFunction,
  Argnums,
  Concrete,
  ConcreteArguments,
  Jacobian,
  OfScalars,
  Options,
  Picked,
  Transformed,
} from './types.js';
export { conventions } from './conventions/conventions.js';
export type { Convention } from './conventions/convention.js';
export { numerical, type NumericalOptions } from './numerical.js';
export type { Scheme, StepOptions } from './finite-differences.js';
export { checkGrads, type CheckGradsOptions } from './check-grads.js';
export { debugLeaks } from './debug-leaks.js';
export { debugNaNs } from './debug-nans.js';
export { describe, type DescribedInput, type DescribedOutput, type Description } from './describe.js';
