// What users call as `linalg`.
export { cholesky } from './cholesky.js';
export { det, slogdet } from './determinants.js';
export { eigh, eigvalsh } from './eigh.js';
export { expm } from './expm.js';
export { inv } from './inverse.js';
export { lstsq } from './lstsq.js';
export { norm, type MatrixNormOptions } from './matrix-norm.js';
export { matrixPower } from './matrix-power.js';
export { pinv } from './pinv.js';
export { qr } from './qr.js';
export { solve } from './solving.js';
export { svd, svdvals } from './svd.js';
export { trace } from './trace.js';
export { triangularSolve, type TriangularSolveOptions } from './triangular.js';
