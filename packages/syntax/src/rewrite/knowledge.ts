import { functionOfBuiltin, isConstant, withoutOperation } from './builtins.js';
import { bare, children, isClass, isFunction, type FunctionNode, type Node } from './nodes.js';
import { binaryFunctions, bitwise, comparing, unaryFunctions } from './operators.js';
import type { Source } from './source.js';

/** What is in a part of a program. */
export interface Facts {
  /** Whether something in it would mean something else on traced values. */
  readonly rewritten: boolean;
  /** How many functions inside of each other there are in it, at most. */
  readonly depth: number;
  /** Whether there are classes in it. */
  readonly classes: boolean;
  /** Whether it cannot be there twice. */
  readonly single: boolean;
}

/** A text with functions inside of each other is there 2, 4, 8 … times. */
const deepest = 1;

/** What the text of a program says of its parts, without running it. */
export class Knowledge {
  readonly #source: Source;
  readonly #facts = new Map<Node, Facts>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** What is in a part of the program. */
  of(node: Node): Facts {
    let facts = this.#facts.get(node);
    if (facts === undefined) this.#facts.set(node, (facts = this.#find(node)));
    return facts;
  }

  #find(node: Node): Facts {
    const parts = children(node).map((child) => [child, this.of(child)] as const);
    const depth = Math.max(0, ...parts.map(([, facts]) => facts.depth));
    return {
      rewritten: this.operates(node) || parts.some(([, { rewritten }]) => rewritten),
      depth: isFunction(node) ? depth + 1 : depth,
      classes: isClass(node) || parts.some(([, { classes }]) => classes),
      single:
        depth > deepest ||
        suspends(node) ||
        parts.some(([child, { single }]) => (isFunction(child) ? declares(child) : single)),
    };
  }

  /** Whether a node itself, and not only a part of it, would mean something else on traced values. */
  operates(node: Node): boolean {
    switch (node.type) {
      case 'BinaryExpression':
        return this.#operatesOn(node.operator, node.left, node.right);
      case 'UnaryExpression':
        return (
          (unaryFunctions.has(node.operator) || node.operator === '!' || node.operator === '~') &&
          !this.neverTraced(node.argument)
        );
      case 'UpdateExpression':
        return isPlace(node.argument);
      case 'AssignmentExpression':
        return node.operator !== '=' && node.operator !== '??=' && isPlace(node.left);
      case 'LogicalExpression':
        return node.operator !== '??' && !this.neverTraced(node.left);
      case 'ConditionalExpression':
      case 'IfStatement':
      case 'WhileStatement':
      case 'DoWhileStatement':
        return !this.neverTraced(node.test);
      case 'ForStatement':
        return node.test ? !this.neverTraced(node.test) : false;
      case 'SwitchStatement':
        return !this.neverScalar(node.discriminant) && !node.cases.every(({ test }) => !test || this.neverScalar(test));
      case 'CallExpression':
        return (
          functionOfBuiltin(this.#source, node.callee) !== undefined ||
          withoutOperation(this.#source, node.callee) !== undefined
        );
      case 'MemberExpression':
        return functionOfBuiltin(this.#source, node) !== undefined;
      default:
        return false;
    }
  }

  #operatesOn(operator: string, left: Node, right: Node): boolean {
    if (operator === '===' || operator === '!==') {
      return !this.neverScalar(left) && !this.neverScalar(right) && !this.#neitherTraced(left, right);
    }
    if (operator === '==' || operator === '!=') {
      return !isNullish(left) && !isNullish(right) && !this.#neitherTraced(left, right);
    }
    return (binaryFunctions.has(operator) || bitwise.has(operator)) && !this.#neitherTraced(left, right);
  }

  #neitherTraced(left: Node, right: Node): boolean {
    return this.neverTraced(left) && this.neverTraced(right);
  }

  /** Whether the value of an expression is surely no traced one. */
  neverTraced(node: Node): boolean {
    const inner = bare(node);
    if (inner.type === 'NumericLiteral' || isConstant(this.#source, inner) || this.neverScalar(inner)) return true;
    switch (inner.type) {
      case 'UnaryExpression':
        return inner.operator === '~' || this.neverTraced(inner.argument);
      case 'BinaryExpression':
        return bitwise.has(inner.operator) || this.#neitherTraced(inner.left, inner.right);
      case 'LogicalExpression':
        return this.#neitherTraced(inner.left, inner.right);
      case 'ConditionalExpression':
        return this.#neitherTraced(inner.consequent, inner.alternate);
      default:
        return false;
    }
  }

  /** Whether the value of an expression is surely neither a number nor traced. */
  neverScalar(node: Node): boolean {
    const inner = bare(node);
    switch (inner.type) {
      case 'UnaryExpression':
        return ['!', 'typeof', 'delete', 'void'].includes(inner.operator);
      case 'BinaryExpression':
        return comparing.has(inner.operator);
      case 'Identifier':
        return inner.name === 'undefined' && this.#source.isGlobal('undefined', inner);
      default:
        return neverScalarTypes.has(inner.type);
    }
  }
}

/** Whether a function may be left here, and entered again when traces have begun or ended. */
function suspends(node: Node): boolean {
  return node.type === 'AwaitExpression' || node.type === 'YieldExpression' || ('await' in node && node.await);
}

/** In a block, the name of a function would follow other rules. */
function declares(node: FunctionNode): boolean {
  return node.type === 'FunctionDeclaration';
}

const neverScalarTypes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'StringLiteral',
  'TemplateLiteral',
  'BooleanLiteral',
  'NullLiteral',
  'BigIntLiteral',
  'RegExpLiteral',
  'ArrayExpression',
  'ObjectExpression',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
]);

/** Whether something can be read and written. Of a call JavaScript says only when it runs that it cannot. */
function isPlace(node: Node): boolean {
  const { type } = bare(node);
  return type === 'Identifier' || type === 'MemberExpression';
}

function isNullish(node: Node): boolean {
  const inner = bare(node);
  return inner.type === 'NullLiteral' || (inner.type === 'Identifier' && inner.name === 'undefined');
}
