import { createRequire } from 'node:module';
import { ofScalars } from '../programs.mjs';

const ad = createRequire(import.meta.url)('adnn/ad');

const operations = { ...ad.scalar, constant: (c) => c };

const lifted = (x) => x.map((at) => ad.lift(at));

export default () =>
  ofScalars({
    gradient: (program, x) => () => {
      const inputs = lifted(x);
      program(operations, inputs).backprop();
      return inputs.map((input) => ad.derivative(input));
    },
    // Derivatives add up over passes, so each output has a graph of its own.
    jacobian: (program, x) => {
      const outputs = program(operations, x).length;
      return () =>
        Array.from({ length: outputs }, (_, k) => {
          const inputs = lifted(x);
          program(operations, inputs)[k].backprop();
          return inputs.map((input) => ad.derivative(input));
        });
    },
  });
