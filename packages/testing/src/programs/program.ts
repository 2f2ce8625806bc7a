import { grad, jacfwd, jacrev } from '@wengert/functional';
import { add, lt, mul, shapeOfValue, sin, sum, type Row, type Scalar, type Value } from '@wengert/primitives';
import { isTensor, sameShape, shapeOf, type Plain } from '@wengert/tensor';

/** A way to take the derivative of a function that returns a number, by one argument; the result is shaped like that. */
export type Transformation = 'grad' | 'jacfwd' | 'jacrev';

/** A value from earlier on, or a plain one. An index counts the inputs first, and then the results of instructions. */
export type Operand = { readonly index: number; readonly within?: Range } | { readonly constant: Plain };

/** Brings any value into a range: `center + radius * sin(x)`, of the sum of `x` where the shapes differ. */
export interface Range {
  readonly center: Plain;
  readonly radius: Plain;
}

/** Applies one row of the table. */
export interface Operation {
  readonly kind: 'operation';
  readonly row: Row;
  readonly params: unknown;
  readonly operands: readonly Operand[];
}

/** Does one thing or another, by a comparison of a value with a number. */
interface Branch {
  readonly kind: 'branch';
  readonly index: number;
  readonly threshold: number;
  readonly below: Operation;
  readonly above: Operation;
}

/**
 * The derivative, at a value from earlier on, of a function of one variable whose body may use all earlier values: it
 * closes over what is being differentiated further out.
 */
interface Derivative {
  readonly kind: 'derivative';
  readonly transformation: Transformation;
  readonly index: number;
  readonly body: readonly Instruction[];
}

/** One line of a program. Its result gets the next index. */
export type Instruction = Operation | Branch | Derivative;

/**
 * A function from values to one number, as data. It returns the sum of the sines of all elements of all results: bounded,
 * and not constant where the elements have a constant sum.
 */
export interface Program {
  readonly instructions: readonly Instruction[];
  readonly inputCount: number;
}

const transformations = { grad, jacfwd, jacrev };

/**
 * Runs a program.
 *
 * @param choose - Another transformation to use in the place of the one that an instruction names.
 */
export function run(
  program: Program,
  inputs: readonly Value[],
  choose: (transformation: Transformation) => Transformation = (transformation) => transformation,
): Scalar {
  return outcome(program.instructions, runAll(program.instructions, inputs, choose));
}

/** What a function of these instructions returns, given all its values; without instructions, that of the latest one. */
function outcome(instructions: readonly Instruction[], values: readonly Value[]): Scalar {
  return values
    .slice(-Math.max(1, instructions.length))
    .map((x) => total(sin(x)))
    .reduce((x, y) => add(x, y));
}

/** All values of a program that has begun with these. */
function runAll(
  instructions: readonly Instruction[],
  values: readonly Value[],
  choose: (transformation: Transformation) => Transformation,
): readonly Value[] {
  const all = [...values];
  for (const instruction of instructions) all.push(perform(instruction, all, choose));
  return all;
}

/** The result of one instruction. */
export function perform(
  instruction: Instruction,
  values: readonly Value[],
  choose: (transformation: Transformation) => Transformation,
): Value {
  if (instruction.kind === 'operation') {
    const { row, params, operands } = instruction;
    return row.apply(
      operands.map((operand) => operandValue(operand, values)),
      params,
    );
  }
  const x = valueAt(values, instruction.index);
  if (instruction.kind === 'branch') {
    const { threshold, below, above } = instruction;
    return perform(lt(total(x), threshold) ? below : above, values, choose);
  }
  const body = (variable: Value): Scalar =>
    outcome(instruction.body, runAll(instruction.body, [...values, variable], choose));
  const transformation: (f: (x: Value) => Scalar) => (x: Value) => unknown =
    transformations[choose(instruction.transformation)];
  return transformation(body)(x) as Value;
}

/** The sum of all elements. */
export function total(x: Value): Scalar {
  return isTensor(x) ? sum(x) : x;
}

function operandValue(operand: Operand, values: readonly Value[]): Value {
  if ('constant' in operand) return operand.constant;
  const x = valueAt(values, operand.index);
  if (operand.within === undefined) return x;
  const { center, radius } = operand.within;
  const fits = sameShape(shapeOfValue(x), shapeOf(center));
  return add(center, mul(radius, sin(fits ? x : total(x))));
}

function valueAt(values: readonly Value[], index: number): Value {
  const x = values[index];
  if (x === undefined) throw new RangeError(`There are ${values.length} values, and none at ${index}.`);
  return x;
}
