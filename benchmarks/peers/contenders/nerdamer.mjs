// Symbolic: an expression in text, differentiated and made a JavaScript function once.
import { createRequire } from 'node:module';
import { symbolic } from '../symbolic.mjs';

const nerdamer = createRequire(import.meta.url)('nerdamer/all');

export default () =>
  symbolic((text, variable) => {
    const slope = nerdamer(`diff(${text}, ${variable})`);
    const names = slope.variables();
    const f = slope.buildFunction(names);
    return (values) => f(...names.map((name) => values[name]));
  });
