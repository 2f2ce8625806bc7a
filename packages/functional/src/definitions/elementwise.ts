import {
  adviceAbout,
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
import { checkedPartial } from './checked-rules.js';
import type { ElementwiseDefinition } from './definition.js';

/** The operation of an elementwise definition. Its value is tried at one point, so that mistakes show at once. */
export function defineElementwise(
  definition: ElementwiseDefinition,
): ((...args: never[]) => Value) & { row: Elementwise } {
  const { name, scalar, source = '', advice } = definition;
  const domain = definition.domain ?? definition.partials.map(() => interval(-4, 4));
  checkElementwise(definition, domain);
  const partials = definition.partials.map((partial, i) => partial && checkedPartial(name, partial, i));
  const specification: ElementwiseSpecification = {
    name,
    scalar,
    partials,
    domain,
    source,
    advice,
    isUserDefined: true,
  };
  if (partials.length === 1) return unary(specification);
  if (partials.length === 2) return binary(specification);
  const row = new ElementwisePrimitive(specification);
  const operation = (...args: Value[]): Value => {
    checkArgumentCount(name, args, partials.length);
    return row.apply(args);
  };
  Object.defineProperty(operation, 'name', { value: name });
  return Object.assign(operation, { row });
}

function checkElementwise({ name, scalar, partials }: ElementwiseDefinition, domain: readonly Domain[]): void {
  if (partials.length === 0 || domain.length !== partials.length) {
    throw new WengertError(
      `definePrimitive: ${name} needs one partial and one domain for each argument, but has ${partials.length} partials ` +
        `and ${domain.length} domains.`,
    );
  }
  const wrong = partials.findIndex((partial: unknown) => partial !== undefined && typeof partial !== 'function');
  if (wrong >= 0) {
    throw new WengertError(
      `definePrimitive: ${name}: the partial of argument ${wrong + 1} must be a function, or undefined where it is zero, ` +
        `but is ${describeValue(partials[wrong])}.`,
    );
  }
  // The partials are not tried: they may use the operation that is being defined.
  const point = domain.map(inside);
  const output: unknown = scalar(...point);
  if (typeof output === 'number') return;
  throw new WengertError(
    `definePrimitive: ${name}: scalar must return a number, but at (${point.join(', ')}) it returned ` +
      `${describeValue(output)}.${adviceAbout(output)}`,
  );
}

/** A number in the domain, not in its middle, where kinks tend to be. */
function inside({ min, max, integer }: Domain): number {
  const x = min + (max - min) * 0.6180339887498949;
  return integer === true ? Math.round(x) : x;
}
