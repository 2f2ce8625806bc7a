import {
  binary,
  describeValue,
  ElementwisePrimitive,
  interval,
  unary,
  type Domain,
  type Elementwise,
  type ElementwiseSpecification,
  type Value,
} from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';
import { checkArgumentCount } from './arguments.js';
import type { ElementwiseDefinition } from './definition.js';

/** The operation of an elementwise definition. Its rules are tried at one point, so that mistakes show at once. */
export function defineElementwise(
  definition: ElementwiseDefinition,
): ((...args: never[]) => Value) & { row: Elementwise } {
  const { name, scalar, partials } = definition;
  const domain = definition.domain ?? partials.map(() => interval(-4, 4));
  checkElementwise(definition, domain);
  const specification: ElementwiseSpecification = { name, scalar, partials, domain, source: definition.source ?? '' };
  if (partials.length === 1) return unary(specification);
  if (partials.length === 2) return binary(specification);
  const row = new ElementwisePrimitive(specification);
  const operation = (...args: Value[]): Value => {
    checkArgumentCount(name, args, partials.length);
    return row.apply(args);
  };
  return Object.assign(operation, { row });
}

function checkElementwise({ name, scalar, partials }: ElementwiseDefinition, domain: readonly Domain[]): void {
  if (partials.length === 0 || domain.length !== partials.length) {
    throw new WengertError(
      `definePrimitive: ${name} needs one partial and one domain for each argument, but has ${partials.length} partials ` +
        `and ${domain.length} domains.`,
    );
  }
  const point = domain.map(inside);
  const output: unknown = scalar(...point);
  if (typeof output !== 'number') throw noNumber(name, 'scalar', point, output);
  partials.forEach((partial, i) => {
    const slope: unknown = partial?.(...point, output) ?? 0;
    if (typeof slope !== 'number') throw noNumber(name, `the partial of argument ${i + 1}`, point, slope);
  });
}

/** A number in the domain, not in its middle, where kinks tend to be. */
function inside({ min, max, integer }: Domain): number {
  const x = min + (max - min) * 0.6180339887498949;
  return integer === true ? Math.round(x) : x;
}

function noNumber(name: string, rule: string, point: readonly number[], result: unknown): WengertError {
  return new WengertError(
    `definePrimitive: ${name}: ${rule} must return a number for numbers, but at (${point.join(', ')}) it returned ` +
      `${describeValue(result)}.`,
  );
}
