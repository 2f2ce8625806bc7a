// How the reasons of the table begin: which rule of the policy applies.

/** The function is differentiable there. */
export const derivative = 'Derivative: ';
/** At a kink of a convex or concave function. */
export const subgradient = 'Least-norm subgradient: ';
/** At the edge of a domain or at a pole. */
export const limit = 'Limit: ';
/** Where there is no value, or no limit of the derivative. */
export const outside = 'Outside the domain: ';
/** At a jump, or between jumps. */
export const constant = 'Locally constant: ';
/** What an input that is not differentiated, or not selected, contributes. */
export const structural = 'Structural zero: ';
/** What follows from the rules for the parts. */
export const composed = 'Composed: ';
