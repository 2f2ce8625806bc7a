import { ValueStorage, Variable } from 'simplegrad';
import { ofScalars } from '../programs.mjs';

/** The graph of a program, whose constants are variables that keep their value. */
function graph(program, x) {
  const storage = new ValueStorage();
  const constants = new Map();
  const constant = (c) => {
    const made = constants.get(c) ?? new Variable(storage);
    constants.set(c, made);
    return made;
  };
  const operations = {
    add: (a, b) => a.add(b),
    sub: (a, b) => a.sub(b),
    mul: (a, b) => a.mul(b),
    sin: (a) => a.sin(),
    exp: (a) => a.exp(),
    constant,
  };
  const inputs = x.map(() => new Variable(storage));
  return { storage, inputs, constants, output: program(operations, inputs) };
}

export default () =>
  ofScalars({
    gradient: (program, x) => {
      const { storage, inputs, constants, output } = graph(program, x);
      output.compile();
      for (const [value, variable] of constants) variable.setValue(value);
      return () => {
        inputs.forEach((input, i) => input.setValue(x[i]));
        output.forward();
        // There is no call that clears what the last pass left.
        storage.gv.fill(0);
        output.setGradient(1);
        output.backward();
        return inputs.map((input) => input.getGradient());
      };
    },
  });
