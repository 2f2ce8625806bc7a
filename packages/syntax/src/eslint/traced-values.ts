import type { SourceCode } from 'eslint';
import type * as ESTree from 'estree';
import { bare, definitionOf, isFunction, isGlobal, parentOf, partsOf, type FunctionNode, type Node } from './nodes.js';
import { transformationIn, type Transformed } from './transformations.js';

const arithmetic: ReadonlySet<string> = /* @__PURE__ */ new Set(
  '+ - * / % ** < <= > >= == != === !== & | ^ << >> >>>'.split(' '),
);

const booleans: ReadonlySet<string> = /* @__PURE__ */ new Set('< <= > >= == != === !== in instanceof'.split(' '));

const kindsOfNumbers: ReadonlySet<string> = /* @__PURE__ */ new Set(
  'Number.isFinite Number.isInteger Number.isNaN Number.isSafeInteger'.split(' '),
);

/** What says nothing of the numbers in a tensor or an array. */
const untracedMembers: ReadonlySet<string> = /* @__PURE__ */ new Set(['length', 'rank', 'shape', 'size']);

/** Operations whose result is a plain value. */
const untracedResults: ReadonlySet<string> = /* @__PURE__ */ new Set(['eq', 'ge', 'gt', 'le', 'lt', 'ne', 'value']);

/** An operator, or function of `Math`, on what may be traced. */
export interface RawOperator {
  readonly node: Node;
  /** As it is written. */
  readonly operator: string;
}

/** The values in a function that may be traced: its parameters, and what is computed from them. */
export class TracedValues {
  readonly #sourceCode: SourceCode;
  readonly #function: FunctionNode;
  readonly #untraced: readonly Node[];
  readonly #asked = new Set<Node>();

  constructor({ function: node, parameters }: Transformed, sourceCode: SourceCode) {
    this.#sourceCode = sourceCode;
    this.#function = node;
    this.#untraced = node.params.filter((parameter) => !parameters.includes(parameter));
  }

  /** The first operator in the function that would be used on a traced value. */
  firstOperator(node: Node = this.#function.body): RawOperator | undefined {
    const operator = this.#operatorOf(node);
    if (operator !== undefined) return { node, operator };
    for (const part of partsOf(node, this.#sourceCode)) {
      const found = this.firstOperator(part);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #operatorOf(node: Node): string | undefined {
    switch (node.type) {
      case 'BinaryExpression': {
        const { left, operator, right } = node;
        if (!arithmetic.has(operator) || neverScalar(left) || neverScalar(right)) return undefined;
        return this.#any([left, right]) ? operator : undefined;
      }
      case 'UnaryExpression':
        if (node.operator === '!') return this.#isTracedTest(node.argument) ? '!' : undefined;
        return ['-', '+', '~'].includes(node.operator) && this.#any([node.argument]) ? node.operator : undefined;
      case 'LogicalExpression':
        return node.operator !== '??' && this.#isTracedTest(node.left) ? node.operator : undefined;
      case 'ConditionalExpression':
        return this.#isTracedTest(node.test) ? '?' : undefined;
      case 'IfStatement':
        return this.#isTracedTest(node.test) ? 'if' : undefined;
      case 'WhileStatement':
      case 'DoWhileStatement':
        return this.#isTracedTest(node.test) ? 'while' : undefined;
      case 'ForStatement':
        return node.test && this.#isTracedTest(node.test) ? 'for' : undefined;
      case 'UpdateExpression':
        return this.#any([node.argument]) ? node.operator : undefined;
      case 'AssignmentExpression': {
        const { left, operator, right } = node;
        if (!arithmetic.has(operator.slice(0, -1)) || neverScalar(right)) return undefined;
        return this.#any([left, right]) ? operator : undefined;
      }
      case 'CallExpression': {
        const name = this.#inMath(node.callee) ?? this.#kindOfNumber(node.callee);
        return name !== undefined && this.#any(node.arguments) ? name : undefined;
      }
      default:
        return undefined;
    }
  }

  /** Whether a number is asked whether it is 0. Parts of objects are often asked whether they are there, which is right. */
  #isTracedTest(node: Node): boolean {
    return bare(node).type !== 'MemberExpression' && this.#isTraced(node);
  }

  #any(nodes: readonly Node[]): boolean {
    return nodes.some((node) => this.#isTraced(node));
  }

  #isTraced(node: Node): boolean {
    const inner = bare(node);
    switch (inner.type) {
      case 'Identifier':
        return this.#isTracedName(inner);
      case 'MemberExpression':
        return !hasUntracedName(inner) && this.#isTraced(inner.object);
      case 'BinaryExpression':
        return !booleans.has(inner.operator) && this.#any([inner.left, inner.right]);
      case 'UnaryExpression':
        return ['-', '+'].includes(inner.operator) && this.#isTraced(inner.argument);
      case 'AssignmentExpression':
        return this.#isTraced(inner.right);
      case 'LogicalExpression':
        return this.#any([inner.left, inner.right]);
      case 'ConditionalExpression':
        return this.#any([inner.consequent, inner.alternate]);
      case 'SpreadElement':
        return this.#isTraced(inner.argument);
      case 'CallExpression':
        return this.#returnsTraced(inner);
      default:
        return false;
    }
  }

  #returnsTraced({ callee, arguments: args }: ESTree.SimpleCallExpression): boolean {
    const operation = transformationIn(callee, this.#sourceCode);
    if (operation !== undefined) return !untracedResults.has(operation) && this.#any(args);
    if (this.#inMath(callee) !== undefined) return this.#any(args);
    return callee.type === 'MemberExpression' && this.#isTraced(callee.object);
  }

  #isTracedName(name: ESTree.Identifier): boolean {
    const definition = definitionOf(name, this.#sourceCode);
    if (definition === undefined || this.#asked.has(definition.name)) return false;
    if (definition.type === 'Parameter') return this.#isInside(definition.node) && !this.#isUntraced(definition.name);
    if (definition.type !== 'Variable') return false;
    const { init } = definition.node;
    if (!init || !this.#isInside(definition.node)) return false;
    // A variable that is computed from itself says nothing more.
    this.#asked.add(definition.name);
    const traced = this.#isTraced(init);
    this.#asked.delete(definition.name);
    return traced;
  }

  #isInside(node: Node): boolean {
    for (let at: Node | null = node; at !== null; at = parentOf(at)) if (at === this.#function) return true;
    return false;
  }

  /** Whether a parameter belongs to an argument that is not differentiated. */
  #isUntraced(name: Node): boolean {
    for (let at: Node | null = name; at !== null && !isFunction(at); at = parentOf(at)) {
      if (this.#untraced.includes(at)) return true;
    }
    return false;
  }

  #inMath(callee: Node): string | undefined {
    return this.#memberOf('Math', callee);
  }

  /** `Number.isNaN` and the like. */
  #kindOfNumber(callee: Node): string | undefined {
    if (callee.type === 'Identifier') {
      return kindsOfNumbers.has(`Number.${callee.name}`) && isGlobal(callee, this.#sourceCode)
        ? callee.name
        : undefined;
    }
    const name = this.#memberOf('Number', callee);
    return name !== undefined && kindsOfNumbers.has(name) ? name : undefined;
  }

  #memberOf(holder: 'Math' | 'Number', callee: Node): string | undefined {
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.computed) return undefined;
    const { object, property } = callee;
    const isHolder = object.name === holder && isGlobal(object, this.#sourceCode);
    return isHolder && property.type === 'Identifier' ? `${holder}.${property.name}` : undefined;
  }
}

function hasUntracedName({ computed, property }: ESTree.MemberExpression): boolean {
  return !computed && property.type === 'Identifier' && untracedMembers.has(property.name);
}

/** Whether a value is surely no number, so that it joins texts, or compares in a way that is right. */
function neverScalar(node: Node): boolean {
  const inner = bare(node);
  if (inner.type === 'Literal') return typeof inner.value !== 'number';
  if (inner.type === 'UnaryExpression') return ['!', 'typeof', 'void'].includes(inner.operator);
  return inner.type === 'TemplateLiteral' || (inner.type === 'Identifier' && inner.name === 'undefined');
}
