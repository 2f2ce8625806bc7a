// Symbolic: an expression in text, differentiated and compiled once.
import { derivative, parse } from 'mathjs';
import { symbolic } from '../symbolic.mjs';

export default () =>
  symbolic((text, variable) => {
    const compiled = derivative(parse(text), variable).compile();
    return (values) => compiled.evaluate(values);
  });
