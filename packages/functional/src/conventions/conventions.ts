import type { Convention } from './convention.js';
import { inverseFunctions } from './inverse-functions.js';
import { jumps } from './jumps.js';
import { kinks } from './kinks.js';
import { logarithms } from './logarithms.js';
import { matrices } from './matrices.js';
import { powers } from './powers.js';
import { reductions } from './reductions.js';
import { saturation } from './saturation.js';
import { specialFunctions } from './special-functions.js';
import { structuralZeros } from './structural-zeros.js';

/**
 * What derivatives are at the edges, as data: at kinks, ties, poles, jumps, the ends of domains, infinities and NaN. The
 * policy behind it: where a function is differentiable, its derivative; at a kink of a convex or concave function, the
 * subgradient of least norm; at the edge of a domain, the limit, which may be infinite; outside the domain, NaN.
 *
 * Forward and reverse mode return the same at every point of the table.
 *
 * @returns The rows of the table, each with a function to try it with.
 *
 * @example
 * const rows = conventions().filter(({ expression }) => expression === 'abs(x)');
 * rows.map(({ point: [x], first }) => [x, first]); // [[0, 0], [-0, 0], [-2, -1], [Infinity, 1]]
 */
export function conventions(): readonly Convention[] {
  return [
    ...kinks(),
    ...jumps(),
    ...powers(),
    ...logarithms(),
    ...inverseFunctions(),
    ...saturation(),
    ...reductions(),
    ...matrices(),
    ...structuralZeros(),
    ...specialFunctions(),
  ];
}
