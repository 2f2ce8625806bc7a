import { describe, expect, it } from '@jest/globals';
import { grad, jacfwd, jacrev } from '@wengert/functional';
import { add, div, mul, sigmoid, sin, sqrt, sub, tanh, type Scalar } from '@wengert/primitives';
import { compile, stage, stagedArgument } from '../src/index.js';

type Vector = readonly Scalar[];
const at = (x: Vector, i: number): Scalar => x[i] ?? NaN;

function rosenbrock(x: Vector): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i + 1 < x.length; i++) {
    const a = sub(at(x, i + 1), mul(at(x, i), at(x, i)));
    const b = sub(1, at(x, i));
    total = add(total, add(mul(100, mul(a, a)), mul(b, b)));
  }
  return total;
}

function heat(start: Vector, steps: number): Scalar {
  let u = start;
  for (let step = 0; step < steps; step++) {
    const before = u;
    u = before.map((x, i) => {
      if (i === 0 || i === before.length - 1) return x;
      return add(x, mul(0.1, add(sub(at(before, i - 1), mul(2, x)), at(before, i + 1))));
    });
  }
  return u.reduce<Scalar>((total, x) => add(total, mul(x, x)), 0);
}

function broyden(x: Vector): Scalar {
  let total: Scalar = 0;
  for (let i = 0; i < x.length; i++) {
    let residual = add(mul(sub(3, mul(2, at(x, i))), at(x, i)), 1);
    if (i > 0) residual = sub(residual, at(x, i - 1));
    if (i + 1 < x.length) residual = sub(residual, mul(2, at(x, i + 1)));
    total = add(total, mul(residual, residual));
  }
  return total;
}

function memory(p: Vector, signal: readonly number[]): Scalar {
  let [hidden, cell, loss]: [Scalar, Scalar, Scalar] = [0, 0, 0];
  for (const x of signal) {
    const gate = (k: number) => add(add(mul(at(p, 3 * k), x), mul(at(p, 3 * k + 1), hidden)), at(p, 3 * k + 2));
    cell = add(mul(sigmoid(gate(1)), cell), mul(sigmoid(gate(0)), tanh(gate(3))));
    hidden = mul(sigmoid(gate(2)), tanh(cell));
    loss = add(loss, mul(hidden, hidden));
  }
  return loss;
}

function bodies(x: Vector): Scalar {
  let energy: Scalar = 0;
  for (let i = 0; 3 * i < x.length; i++) {
    for (let j = i + 1; 3 * j < x.length; j++) {
      const [a, b, c] = [0, 1, 2].map((k) => sub(at(x, 3 * i + k), at(x, 3 * j + k))) as [Scalar, Scalar, Scalar];
      energy = sub(energy, div(1, sqrt(add(add(mul(a, a), mul(b, b)), mul(c, c)))));
    }
  }
  return energy;
}

const wave = (length: number): number[] => Array.from({ length }, (_, i) => Math.sin(i * i + 1));

/** Regular programs, as functions of a list of numbers for a size. */
const programs: readonly (readonly [string, (size: number) => readonly [(x: Vector) => Scalar, number[]], number[]])[] =
  [
    ['the Rosenbrock function', (n) => [rosenbrock, wave(n)], [100, 1000]],
    ['time steps of a heat equation', (n) => [(x) => heat(x, n), wave(20)], [12, 40]],
    ['a heat equation on more cells', (n) => [(x) => heat(x, 10), wave(n)], [25, 60]],
    ['the Broyden system', (n) => [broyden, wave(n)], [100, 1000]],
    ['a recurrence with gates', (n) => [(p) => memory(p, wave(n)), wave(12)], [30, 90]],
    ['bodies that attract each other in pairs', (n) => [bodies, wave(3 * n)], [12, 24]],
  ];

/** The text with every number replaced, so that texts are equal that differ by constants only. */
const withoutNumbers = (source: string | undefined): string =>
  String(source)
    .replace(/\(-(\d[^)]*)\)/g, '$1')
    .replace(/\b\d+(\.\d+)?(e[-+]?\d+)?\b/g, '#');

describe.each(programs)('the gradient of %s', (_name, program, sizes) => {
  it('is the same, to the last bit, as loops and without', () => {
    for (const size of sizes) {
      const [f, x] = program(size);
      const compiled = compile(grad(f));
      compiled(x);
      expect(compiled(x.map((y) => y + 0.01))).toEqual(grad(f)(x.map((y) => y + 0.01)));
    }
  });

  it('has code that does not grow with the number of iterations', () => {
    const texts = sizes.map((size) => {
      const [f, x] = program(size);
      const compiled = compile(grad(f));
      compiled(x);
      return withoutNumbers(compiled.source);
    });
    expect(texts[1]).toBe(texts[0]);
  });

  it('takes at most five times the operations of the function', () => {
    const [f, x] = program(sizes[0] ?? 0);
    expect(operations(grad(f), x)).toBeLessThanOrEqual(5 * operations(f, x));
  });
});

describe.each([
  ['jacfwd', jacfwd],
  ['jacrev', jacrev],
] as const)('the compiled %s of many outputs by many inputs', (_name, jacobian) => {
  const waves = (x: Vector, outputs: number): Scalar[] =>
    wave(outputs).map((frequency) => x.reduce<Scalar>((total, y) => add(total, sin(mul(frequency, y))), 0));

  it('has code that grows with neither, and the result of the eager one to the last bit', () => {
    const texts = [
      [20, 30],
      [40, 90],
    ].map(([inputs = 0, outputs = 0]) => {
      const f = jacobian((x: Vector) => waves(x, outputs));
      const compiled = compile(f);
      compiled(wave(inputs));
      const x = wave(inputs + 1).slice(1);
      expect(compiled(x)).toEqual(f(x));
      return withoutNumbers(compiled.source);
    });
    expect(texts[1]).toBe(texts[0]);
  });

  it('gives rows of its own at each call', () => {
    const compiled = compile(jacobian((x: Vector) => waves(x, 20)));
    const [first, second, third] = [wave(20), wave(20), wave(20)].map((x) => compiled(x));
    expect(second?.[3]).not.toBe(third?.[3]);
    expect(second).toEqual(first);
  });
});

/** How many operations there are in the program of a function. */
function operations(f: (x: Vector) => unknown, x: readonly number[]): number {
  const { program } = stage(
    'compile',
    f,
    [stagedArgument(x)].filter((arg) => arg !== undefined),
  );
  let count = 0;
  for (let node = 0; node < program.size; node++) if (program.operationOf(node) !== undefined) count++;
  return count;
}
