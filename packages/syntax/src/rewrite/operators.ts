import type { RuntimeFunction } from './imported-functions.js';

/** The function for each operator of two operands. */
export const binaryFunctions: ReadonlyMap<string, RuntimeFunction> = /* @__PURE__ */ new Map<string, RuntimeFunction>([
  ['+', 'add'],
  ['-', 'sub'],
  ['*', 'mul'],
  ['/', 'div'],
  ['%', 'rem'],
  ['**', 'power'],
  ['<', 'lt'],
  ['<=', 'le'],
  ['>', 'gt'],
  ['>=', 'ge'],
  ['===', 'equals'],
  ['!==', 'equals'],
  ['==', 'looselyEquals'],
  ['!=', 'looselyEquals'],
]);

/** Operators on 32-bit integers, of two operands. */
export const bitwise: ReadonlySet<string> = /* @__PURE__ */ new Set(['&', '|', '^', '<<', '>>', '>>>']);

/** Operators that give a boolean. */
export const comparing: ReadonlySet<string> = /* @__PURE__ */ new Set([
  '<',
  '<=',
  '>',
  '>=',
  '==',
  '===',
  '!=',
  '!==',
  'in',
  'instanceof',
]);

/** The function for each operator of one operand. */
export const unaryFunctions: ReadonlyMap<string, RuntimeFunction> = /* @__PURE__ */ new Map<string, RuntimeFunction>([
  ['-', 'neg'],
  ['+', 'plus'],
  ['typeof', 'typeOf'],
]);
