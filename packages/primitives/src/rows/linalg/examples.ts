import type { Shape } from '@wengert/tensor';
import { argument, type Domain, type Example } from '../../domain.js';

/** Matrices that are far from singular, and whose singular values lie apart. */
export const invertible: Domain = { min: -4, max: 4, matrix: 'invertible' };
/** Symmetric matrices whose eigenvalues lie apart. */
export const symmetric: Domain = { min: -4, max: 4, matrix: 'symmetric' };
/** Symmetric matrices with positive eigenvalues that lie apart. */
export const positiveDefinite: Domain = { min: -4, max: 4, matrix: 'positiveDefinite' };
/** Lower triangles with a diagonal away from zero. */
export const lowerTriangular: Domain = { min: -4, max: 4, matrix: 'lowerTriangular' };
/** Entries of everyday size, in any order. */
export const anyMatrix: Domain = { min: -4, max: 4 };

/** Calls with one matrix, or stack of matrices, of each shape, for each choice of parameters. */
// @__NO_SIDE_EFFECTS__
export function matrixExamples<P>(
  domain: Domain,
  params: readonly P[],
  shapes: readonly Shape[],
): readonly Example<P>[] {
  return params.flatMap((choice) => shapes.map((shape) => ({ args: [argument(shape, domain)], params: choice })));
}

/** Calls with a matrix and right-hand sides of each pair of shapes, for each choice of parameters. */
// @__NO_SIDE_EFFECTS__
export function systemExamples<P>(
  domain: Domain,
  params: readonly P[],
  shapes: readonly (readonly [Shape, Shape])[],
): readonly Example<P>[] {
  return params.flatMap((choice) =>
    shapes.map(([a, b]) => ({ args: [argument(a, domain), argument(b)], params: choice })),
  );
}

/** All of several lists of calls. */
// @__NO_SIDE_EFFECTS__
export function allExamples<P>(...lists: readonly (readonly Example<P>[])[]): readonly Example<P>[] {
  return lists.flat();
}
