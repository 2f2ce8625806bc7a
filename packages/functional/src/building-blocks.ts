/**
 * What the transformations of this package are built from, for those that stand in packages of their own. Users have no
 * need of it.
 */
export { splitAux, untraceAux, type OutputAndAux } from './auxiliary-output.js';
export {
  argumentIndices,
  call,
  checkFunction,
  differentiatedArguments,
  type DifferentiatedArguments,
} from './differentiated-arguments.js';
export { checkScalar, gradientOf, type Gradient } from './value-and-grad.js';
