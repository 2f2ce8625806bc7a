import type { FunctionNotation } from '../notation.js';

/** The transpose of a matrix. */
export const transposed: FunctionNotation = { latex: '{#(1)}^{\\mathsf{T}}', text: 'transpose(#1)' };

/** A product of matrices. */
export const matrixProduct: FunctionNotation = { text: ['#(1) @ #(2)', 'product'], latex: ['#(1) #(2)', 'product'] };
