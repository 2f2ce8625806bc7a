export { jacobianPattern } from './jacobian-pattern.js';
export { hessianPattern } from './hessian-pattern.js';
export { SparsityPattern, type Triplet } from './sparsity-pattern.js';
export { orderings, type Coloring, type Ordering } from './coloring/coloring.js';
export { columnColoring, rowColoring, type ShapedRows } from './coloring/column-coloring.js';
export { bidirectionalColoring, type BidirectionalColoring } from './coloring/bidirectional-coloring.js';
export { starColoring, type StarColoring } from './coloring/star-coloring.js';
export { acyclicColoring } from './coloring/acyclic-coloring.js';
export { SparseMatrix, type CompressedColumns } from './sparse-matrix.js';
export {
  sparseJacobian,
  type PreparedJacobian,
  type SparseJacobian,
  type SparseJacobianOptions,
} from './sparse-jacobian.js';
export {
  sparseHessian,
  type PreparedHessian,
  type SparseHessian,
  type SparseHessianOptions,
} from './sparse-hessian.js';
export type { SweepMode } from './evaluation/jacobian-plan.js';
export type { SymmetricColoring } from './evaluation/hessian-plan.js';
export type { Compiler } from './evaluation/compiled-sweeps.js';
export type { EvaluationOptions, PatternOptions } from './evaluation/plans.js';
export type { PatternLabels } from './pattern-labels.js';
export { patternSvg, type PatternPicture } from './pattern-svg.js';
