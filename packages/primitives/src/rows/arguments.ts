import { describeNumber, DomainError, formatShape, ShapeError, WengertError, type Shape } from '@wengert/tensor';
import { isValue, notAValue } from '../bind.js';
import { broadcast } from '../kinds/broadcasting.js';
import { describeValue, shapeOfValue, type Value } from '../value.js';

/**
 * The shape of an argument, for operations that must know it before they are applied.
 *
 * @throws {@link WengertError} when it is no number and no tensor.
 */
export function shapeOfArgument(operation: string, x: Value, index = 0): Shape {
  if (!isValue(x)) throw notAValue(operation, index, x);
  return shapeOfValue(x);
}

/**
 * One plain number, or several, as a list. What the numbers must be besides is for the caller to check.
 *
 * @param name - What the operation calls them.
 * @throws {@link WengertError} for anything else, also for traced scalars.
 */
export function numbersOf(operation: string, name: string, given: number | readonly number[]): readonly number[] {
  if (typeof given === 'number') return [given];
  const list: readonly unknown[] | undefined = Array.isArray(given) ? given : undefined;
  const place = list?.findIndex((one) => typeof one !== 'number') ?? -1;
  if (list !== undefined && place < 0) return given;
  throw new WengertError(
    `${operation}: ${name} must be a plain number or an array of those, but ` +
      (list === undefined ? `is ${describeNumber(given)}.` : `entry ${place} is ${describeNumber(list[place])}.`),
  );
}

/**
 * The options that a user gave; none for `undefined` and `null`.
 *
 * @param names - Those that there are.
 * @throws {@link WengertError} for anything but an object with some of these names.
 */
export function optionsOf<O extends object>(
  operation: string,
  options: O | null | undefined,
  names: readonly (keyof O & string)[],
): Partial<O> {
  if (options === undefined || options === null) return {};
  if (typeof options !== 'object' || Array.isArray(options)) throw noOptions(operation, options, names);
  for (const name in options) {
    if (names.includes(name)) continue;
    // Tensors and traced values have names that no option has.
    if (isValue(options)) throw noOptions(operation, options, names);
    throw new WengertError(`${operation}: there is no option ${name}; the options are ${names.join(', ')}.`);
  }
  return options;
}

function noOptions(operation: string, options: unknown, names: readonly string[]): WengertError {
  return new WengertError(
    `${operation}: the options must be an object such as { ${names.join(', ')} }, but are ${describeValue(options)}.`,
  );
}

/**
 * Lets a choice between names pass.
 *
 * @throws {@link DomainError} for anything else.
 */
export function checkChoice(operation: string, name: string, given: unknown, choices: readonly string[]): void {
  if (choices.some((choice) => choice === given)) return;
  const known = choices.map((choice) => `'${choice}'`).join(', ');
  throw new DomainError(`${operation}: ${name} must be one of ${known}, but is ${describeValue(given)}.`);
}

/**
 * Values repeated to the shape of the places that they go to.
 *
 * @throws {@link ShapeError} when they do not broadcast to it.
 */
export function broadcastValues(operation: string, values: Value, index: number, shape: Shape): Value {
  const own = shapeOfArgument(operation, values, index);
  const added = shape.length - own.length;
  if (added < 0 || !own.every((length, axis) => length === 1 || length === shape[added + axis])) {
    throw new ShapeError(
      `${operation}: values of shape ${formatShape(own)} do not broadcast to ${formatShape(shape)}, ` +
        'which is what the indices select.',
    );
  }
  return broadcast(values, shape);
}
