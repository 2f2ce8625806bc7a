import type { FunctionNotation } from '../notation.js';

/** `|x|` */
export const absoluteValue: FunctionNotation = { text: 'abs(#1)', latex: '\\left|#1\\right|' };

/** `sgn(x)` */
export const signFunction: FunctionNotation = { text: 'sign(#1)', latex: '\\operatorname{sgn}' };
