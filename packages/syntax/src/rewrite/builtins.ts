import * as math from '../runtime/math.js';
import type { RuntimeFunction } from './imported-functions.js';
import { bare, type Node } from './nodes.js';
import type { Source } from './source.js';

const numberFunctions: ReadonlyMap<string, RuntimeFunction> = /* @__PURE__ */ new Map<string, RuntimeFunction>([
  ['isFinite', 'isFinite'],
  ['isInteger', 'isInteger'],
  ['isNaN', 'isNaN'],
  ['isSafeInteger', 'isSafeInteger'],
]);

const globalFunctions: ReadonlyMap<string, RuntimeFunction> = /* @__PURE__ */ new Map<string, RuntimeFunction>([
  ['isFinite', 'globalIsFinite'],
  ['isNaN', 'globalIsNaN'],
]);

/** The function for a function of JavaScript, such as `Math.sin` or `Number.isNaN`. */
export function functionOfBuiltin(source: Source, node: Node): RuntimeFunction | undefined {
  if (node.type === 'Identifier') return source.isGlobal(node.name, node) ? globalFunctions.get(node.name) : undefined;
  const inMath = memberOf(source, node, 'Math');
  if (inMath !== undefined) return Object.hasOwn(math, inMath) ? (inMath as keyof typeof math) : undefined;
  const inNumber = memberOf(source, node, 'Number');
  return inNumber === undefined ? undefined : numberFunctions.get(inNumber);
}

/** The name of a function of `Math` for which there is no operation. */
export function withoutOperation(source: Source, node: Node): string | undefined {
  const name = memberOf(source, node, 'Math');
  if (name === undefined || Object.hasOwn(math, name)) return undefined;
  return typeof Reflect.get(Math, name) === 'function' ? name : undefined;
}

/** Whether a node is a number that every program has, such as `Math.PI` or `Infinity`. */
export function isConstant(source: Source, node: Node): boolean {
  if (node.type === 'Identifier') return ['Infinity', 'NaN'].includes(node.name) && source.isGlobal(node.name, node);
  const inMath = memberOf(source, node, 'Math');
  if (inMath !== undefined) return typeof Reflect.get(Math, inMath) === 'number';
  const inNumber = memberOf(source, node, 'Number');
  return inNumber !== undefined && typeof Reflect.get(Number, inNumber) === 'number';
}

function memberOf(source: Source, node: Node, holder: 'Math' | 'Number'): string | undefined {
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier') return undefined;
  const object = bare(node.object);
  const named = object.type === 'Identifier' && object.name === holder && source.isGlobal(holder, object);
  return named ? node.property.name : undefined;
}
