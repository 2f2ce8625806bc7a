/** Why special functions have no code of one formula. */
export const beyondMath = 'series and tables of coefficients, which take a library';
