import * as operations from '@wengert/primitives/operations';
import {
  add,
  clip,
  hypot,
  maximum,
  minimum,
  mul,
  stopGradient,
  where,
  type Value,
} from '@wengert/primitives/operations';
import { greatest, inTurn, least } from '../runtime/several.js';

/** A function that expressions may call. */
export interface Callable {
  /** How many arguments it takes. */
  readonly fewest: number;
  readonly most: number;
  /** Whether the first argument may be a condition. */
  readonly chooses: boolean;
  readonly apply: (...args: Value[]) => Value;
}

/** Names of `Math` that mean something else in wengert. */
const namesOfMath: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([
  ['max', 'maximum'],
  ['min', 'minimum'],
]);

/** Other names of operations, in mathematics. */
const otherNames: ReadonlyMap<string, string> = /* @__PURE__ */ new Map([['ln', 'log']]);

/** A function of `Math`, by its name there; `undefined` where there is none, or none in wengert. */
export function functionOfMath(name: string): Callable | undefined {
  if (typeof memberOfMath(name) !== 'function') return undefined;
  return operationNamed(namesOfMath.get(name) ?? name);
}

/** A function by its name alone: that of `Math`, or else an operation of wengert that works on scalars. */
export function functionNamed(name: string): Callable | undefined {
  return functionOfMath(name) ?? operationNamed(otherNames.get(name) ?? name);
}

/** A constant of `Math`, by its name there. */
export function constantOfMath(name: string): number | undefined {
  const found = memberOfMath(name);
  return typeof found === 'number' ? found : undefined;
}

function memberOfMath(name: string): unknown {
  const members = Object.getOwnPropertyDescriptors(Math) as Readonly<Record<string, PropertyDescriptor>>;
  return Object.hasOwn(members, name) ? members[name]?.value : undefined;
}

/** A constant by its name alone. */
export function constantNamed(name: string): number | undefined {
  return constants.get(name);
}

const constants: ReadonlyMap<string, number> = /* @__PURE__ */ new Map([
  ['pi', Math.PI],
  ['PI', Math.PI],
  ['π', Math.PI],
  ['e', Math.E],
  ['E', Math.E],
  ['Infinity', Infinity],
  ['NaN', NaN],
]);

const byName = operations as Readonly<Record<string, unknown>>;

function operationNamed(name: string): Callable | undefined {
  const operation = Object.hasOwn(byName, name) ? byName[name] : undefined;
  if (!isOperation(operation)) return undefined;
  const fewest = operation.length;
  const chooses = operation === where;
  const ofSeveral = several.get(operation);
  if (ofSeveral === undefined) return { fewest, most: fewest, chooses, apply: operation };
  return { fewest, most: Infinity, chooses, apply: (...values) => ofSeveral(values) };
}

type Operation = (...args: Value[]) => Value;

/** Whether this is an operation that takes scalars and nothing else: those of elementwise rows, and these few. */
function isOperation(x: unknown): x is Operation {
  return typeof x === 'function' && ('row' in x || withoutRow.has(x));
}

const withoutRow: ReadonlySet<unknown> = /* @__PURE__ */ new Set([clip, stopGradient, where]);

/** Operations of two arguments that can as well take more. */
const several: ReadonlyMap<unknown, (values: readonly Value[]) => Value> = /* @__PURE__ */ new Map<
  unknown,
  (values: readonly Value[]) => Value
>([
  [add, /* @__PURE__ */ inTurn(add)],
  [mul, /* @__PURE__ */ inTurn(mul)],
  [maximum, greatest],
  [minimum, least],
  [hypot, /* @__PURE__ */ inTurn(hypot)],
]);
