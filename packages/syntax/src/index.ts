export {
  parseExpression,
  type Expression,
  type ExpressionOfOne,
  type ExpressionOfSeveral,
  type FunctionOfOne,
  type FunctionOfSeveral,
} from './expression.js';
