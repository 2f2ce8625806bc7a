import { describe, expect, test } from '@jest/globals';
import { conventions, jacfwd, jacrev, jvp, vjp, type Convention } from '@wengert/functional';
import { isPlain, shapeOfValue, sum, type Value } from '@wengert/primitives';
import { dataOf, full, isTensor, ones, shapeOf, tensor, type Plain } from '@wengert/tensor';

/** What stands in the table, as a value. */
type Numbers = Convention['value'];
type Function = (x: Value) => Value;
type Derivative = (f: Function) => Function;

// For what works on each element by itself, all derivatives at once: along a direction of ones.
const forward: Derivative = (f) => (x) => jvp(f, [x], [onesLike(x)])[1];
const reverse: Derivative = (f) => (x) => {
  const [output, pullback] = vjp(f, [x]);
  return (pullback as (cotangent: Value) => Value[])(onesLike(output))[0]!;
};

const elementwiseModes = [
  ['forward', forward],
  ['reverse', reverse],
] as const;
const jacobianModes = [
  ['forward', (f: Function): Function => jacfwd(f)],
  ['reverse', (f: Function): Function => jacrev(f)],
] as const;

const table = conventions().map((row) => [title(row), row] as const);
const onNumbers = table.filter(([, { point }]) => point.every((x) => typeof x === 'number'));

describe('the table of conventions', () => {
  test('has no two rows for the same point', () => {
    const titles = table.map(([name]) => name);
    expect(titles.filter((name, i) => titles.indexOf(name) !== i)).toEqual([]);
  });

  test('gives the sign of a zero, too', () => {
    for (const [, { call, point, value }] of onNumbers.filter((row) => row[1].value === 0)) {
      expect(call(...(point as number[]))).toBe(value);
    }
  });

  test('gives a reason for each row', () => {
    for (const [, { reason }] of table) expect(reason).toMatch(/^[A-Z][-\w ]*: .*\.$/);
  });
});

describe.each(table)('%s', (_title, row) => {
  const modes = row.point.every((x) => typeof x === 'number') ? elementwiseModes : jacobianModes;
  const f = alongArgument(row, row.point.map(valueOf));
  const x = valueOf(row.point[row.argument]!);

  test('has the value of the table', () => {
    expectTable(f(x), row.value);
  });

  test('has the derivative of the table, the same in both modes', () => {
    const [[, pushed], [, pulled]] = modes;
    const derivative = plain(pushed(f)(x));
    expectTable(derivative, row.first);
    expectIdentical(pulled(f)(x), derivative);
  });

  test('has the second derivative of the table, the same in all nestings', () => {
    if (row.second === undefined) return;
    const nestings = modes.flatMap(([, outer]) => modes.map(([, inner]) => plain(outer(inner(f))(x))));
    expectTable(nestings[0]!, row.second);
    for (const derivative of nestings.slice(1)) expectIdentical(derivative, nestings[0]!);
  });
});

describe.each(onNumbers)('%s, as an element of a tensor', (_title, row) => {
  const shape = [2, 3];
  const numbers = row.point.map(Number);
  const f = alongArgument(row, numbers);
  const tensors = alongArgument(
    row,
    numbers.map((x) => full(shape, x)),
  );
  const x = numbers[row.argument]!;
  const repeated = (element: Value): Plain => full(shape, Number(plain(element)));

  test('has the same value and derivatives as by itself', () => {
    expectIdentical(tensors(full(shape, x)), repeated(f(x)));
    for (const [, inner] of elementwiseModes) {
      expectIdentical(inner(tensors)(full(shape, x)), repeated(forward(f)(x)));
      for (const [, outer] of elementwiseModes) {
        if (row.second === undefined) continue;
        expectIdentical(outer(inner(tensors))(full(shape, x)), repeated(forward(forward(f))(x)));
      }
    }
  });

  test('has the same gradient when the elements are summed', () => {
    const summed: Function = (v) => sum(tensors(v));
    expectIdentical(reverse(summed)(full(shape, x)), repeated(forward(f)(x)));
  });
});

describe.each(onNumbers.filter(([, { point }]) => point.length > 1))('%s, with the others', (_title, row) => {
  const numbers = row.point.map(Number);

  test('has the same derivative when all arguments are differentiated by', () => {
    const argnums = numbers.map((_, i) => i);
    const alone = plain(forward(alongArgument(row, numbers))(numbers[row.argument]!));
    for (const gradient of [jacfwd, jacrev]) {
      // Which formula is cheapest may depend on what else is differentiated, and with it the sign of a zero.
      const derivatives: unknown = gradient(row.call, { argnums })(...numbers);
      const along = (derivatives as readonly Value[])[row.argument]!;
      expectIdentical(withoutSignOfZero(along), withoutSignOfZero(alone));
    }
  });
});

function title({ expression, point, argument }: Convention): string {
  const numbers = point.map((x) => (Object.is(x, -0) ? '-0' : JSON.stringify(x, spelled))).join(', ');
  return `${expression} at (${numbers}) along argument ${argument}`;
}

/** JSON has no infinities. */
function spelled(_key: string, x: unknown): unknown {
  return typeof x === 'number' && !Number.isFinite(x) ? String(x) : x;
}

/** The expression as a function of the variable of the row, with the others at the point. */
function alongArgument({ call, argument }: Convention, point: readonly Plain[]): Function {
  return (x) => call(...(point as Value[]).with(argument, x));
}

function valueOf(numbers: Numbers): Plain {
  return typeof numbers === 'number' ? numbers : tensor(numbers);
}

function plain(x: Value): Plain {
  if (!isPlain(x)) throw new TypeError('The value is still traced.');
  return x;
}

function onesLike(x: Value): Value {
  return isTensor(x) ? ones(shapeOfValue(x)) : 1;
}

/** The table says what is meant; the last digits are the subject of other tests, and a zero has no sign there. */
function expectTable(actual: Value, expected: Numbers): void {
  const [found, meant] = [plain(actual), valueOf(expected)];
  expect(shapeOf(found)).toEqual(shapeOf(meant));
  const digits = (x: Plain): number[] => Array.from(dataOf(x), (number) => Number(number.toPrecision(14)) + 0);
  expect(digits(found)).toEqual(digits(meant));
}

function withoutSignOfZero(x: Value): Plain {
  return Number(plain(x)) + 0;
}

function expectIdentical(actual: Value, expected: Plain): void {
  expect(plain(actual)).toEqual(expected);
}
