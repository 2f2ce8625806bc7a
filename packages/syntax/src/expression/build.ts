import type * as Syntax from 'acorn';
import {
  add,
  div,
  eq,
  ge,
  gt,
  le,
  lt,
  mul,
  ne,
  neg,
  pow,
  sub,
  where,
  type Scalar,
  type Value,
} from '@wengert/primitives/operations';
import type { WengertError } from '@wengert/tensor';
import { constantNamed, constantOfMath, functionNamed, functionOfMath, type Callable } from './functions.js';
import { remainder } from '../remainder.js';
import { refusal } from './refusal.js';

/** A function of the arguments of an expression. */
export type Evaluate = (args: readonly Value[]) => Value;

type Decide = (args: readonly Value[]) => boolean;

type Operand = Syntax.Expression | Syntax.SpreadElement | Syntax.PrivateIdentifier | Syntax.Super;

const arithmetic: ReadonlyMap<string, (x: Value, y: Value) => Value> = /* @__PURE__ */ new Map([
  ['+', add],
  ['-', sub],
  ['*', mul],
  ['/', div],
  ['%', remainder],
  ['**', pow],
]);

const comparisons: ReadonlyMap<string, (x: Scalar, y: Scalar) => boolean> = /* @__PURE__ */ new Map([
  ['<', lt],
  ['<=', le],
  ['>', gt],
  ['>=', ge],
  ['==', eq],
  ['===', eq],
  ['!=', ne],
  ['!==', ne],
]);

/** Makes functions of the syntax trees of one text. */
export class Builder {
  readonly #text: string;
  readonly #names: readonly string[] | undefined;
  readonly #places = new Map<string, { index: number }>();

  /** @param names - The names that arguments may have; any, if left out. */
  constructor(text: string, names: readonly string[] | undefined) {
    this.#text = text;
    this.#names = names;
  }

  /** The names of the arguments so far, in the order of their first appearance. */
  get found(): readonly string[] {
    return [...this.#places.keys()];
  }

  /** Says, when all is built, in which order the functions take their arguments. */
  setOrder(parameters: readonly string[]): void {
    for (const [name, place] of this.#places) place.index = parameters.indexOf(name);
  }

  /**
   * The function of a tree that stands for one value.
   *
   * @throws {@link WengertError} when it stands for something else.
   */
  value(node: Operand): Evaluate {
    if (node.type === 'Literal') return this.#number(node);
    if (node.type === 'Identifier') return this.#name(node);
    if (node.type === 'UnaryExpression') return this.#sign(node);
    if (node.type === 'BinaryExpression') return this.#arithmetic(node);
    if (node.type === 'CallExpression') return this.#call(node);
    if (node.type === 'MemberExpression') return this.#constantOfMath(node);
    if (node.type === 'ConditionalExpression') {
      const [test, yes, no] = [this.#condition(node.test), this.value(node.consequent), this.value(node.alternate)];
      return (args) => (test(args) ? yes(args) : no(args));
    }
    if (node.type === 'LogicalExpression') {
      throw node.operator === '??' ? this.#noOperator('??', node.left.end) : this.#isCondition(node);
    }
    if (node.type === 'ArrayExpression') {
      throw this.#refusal(node, 'Brackets can only stand around the whole, for several values.');
    }
    throw this.#refusal(node, 'An expression has only numbers, names, operators, conditions and calls.');
  }

  #number({ start, value }: Syntax.Literal): Evaluate {
    if (typeof value !== 'number') throw this.#refusal({ start }, 'Of literals, only numbers can be used.');
    return () => value;
  }

  #name({ start, name }: Syntax.Identifier): Evaluate {
    const constant = constantNamed(name);
    if (constant !== undefined && this.#names?.includes(name) !== true) return () => constant;
    if (this.#names?.includes(name) === false) {
      throw this.#refusal({ start }, `There is no argument ${name}; the names are ${this.#names.join(', ')}.`);
    }
    if (this.#names === undefined && functionNamed(name) !== undefined) {
      throw this.#refusal({ start }, `${name} is a function; write ${name}(...).`);
    }
    if (name === 'undefined') throw this.#refusal({ start }, 'undefined is no number.');
    const place = this.#places.get(name) ?? { index: 0 };
    this.#places.set(name, place);
    return (args) => args[place.index] ?? NaN;
  }

  #constantOfMath(node: Syntax.MemberExpression): Evaluate {
    const name = this.#memberOfMath(node);
    const constant = constantOfMath(name);
    if (constant === undefined) throw this.#refusal(node.property, `Math has no constant ${name}.`);
    return () => constant;
  }

  #memberOfMath({ object, property, computed, start }: Syntax.MemberExpression): string {
    if (object.type === 'Identifier' && object.name === 'Math' && !computed && property.type === 'Identifier') {
      return property.name;
    }
    throw this.#refusal({ start }, 'Only Math has members here, as in Math.PI.');
  }

  #sign(node: Syntax.UnaryExpression): Evaluate {
    if (node.operator === '!') throw this.#isCondition(node);
    if (node.operator !== '+' && node.operator !== '-') throw this.#noOperator(node.operator, node.start);
    const argument = this.value(node.argument);
    return node.operator === '+' ? argument : (args) => neg(argument(args));
  }

  #arithmetic(node: Syntax.BinaryExpression): Evaluate {
    if (comparisons.has(node.operator)) throw this.#isCondition(node);
    const operation = arithmetic.get(node.operator);
    if (operation === undefined) throw this.#noOperator(node.operator, node.left.end);
    const [left, right] = [this.value(node.left), this.value(node.right)];
    return (args) => operation(left(args), right(args));
  }

  #call(node: Syntax.CallExpression): Evaluate {
    const { apply, fewest, most, chooses } = this.#callable(node.callee);
    const count = node.arguments.length;
    if (count < fewest || count > most) {
      const wanted = most === fewest ? `${fewest}` : `${fewest} or more`;
      throw this.#refusal(
        node,
        `This function takes ${wanted} argument${wanted === '1' ? '' : 's'}, but has ${count}.`,
      );
    }
    const [first, ...others] = node.arguments;
    if (chooses && first !== undefined && this.#saysYesOrNo(first)) {
      const test = this.#condition(first);
      const [yes, no] = others.map((argument) => this.value(argument));
      if (yes !== undefined && no !== undefined) return (args) => where(test(args), yes(args), no(args));
    }
    const inner = node.arguments.map((argument) => this.value(argument));
    return (args) => apply(...inner.map((argument) => argument(args)));
  }

  #callable(callee: Operand): Callable {
    if (callee.type === 'MemberExpression') {
      const name = this.#memberOfMath(callee);
      const found = functionOfMath(name);
      if (found === undefined) throw this.#refusal(callee, `Math.${name} has no operation of wengert.`);
      return found;
    }
    if (callee.type !== 'Identifier') throw this.#refusal(callee, 'Only functions can be called, by their names.');
    const found = functionNamed(callee.name);
    if (found !== undefined) return found;
    const advice = this.#isArgument(callee.name) ? ` Write ${callee.name} * (...) for a product.` : '';
    throw this.#refusal(callee, `There is no function ${callee.name} of Math or of wengert on scalars.${advice}`);
  }

  #isArgument(name: string): boolean {
    return this.#names?.includes(name) ?? this.#places.has(name);
  }

  #condition(node: Operand): Decide {
    if (node.type === 'BinaryExpression') {
      const comparison = comparisons.get(node.operator);
      if (comparison !== undefined) {
        const [left, right] = [this.value(node.left), this.value(node.right)];
        // The comparisons say themselves what is wrong with a tensor.
        return (args) => comparison(left(args) as Scalar, right(args) as Scalar);
      }
    }
    if (node.type === 'LogicalExpression' && node.operator !== '??') {
      const [left, right] = [this.#condition(node.left), this.#condition(node.right)];
      return node.operator === '&&' ? (args) => left(args) && right(args) : (args) => left(args) || right(args);
    }
    if (node.type === 'UnaryExpression' && node.operator === '!') {
      const argument = this.#condition(node.argument);
      return (args) => !argument(args);
    }
    throw this.#refusal(node, 'Here must be a condition, such as x < 1.');
  }

  #saysYesOrNo(node: Operand): boolean {
    if (node.type === 'BinaryExpression') return comparisons.has(node.operator);
    return node.type === 'LogicalExpression' || (node.type === 'UnaryExpression' && node.operator === '!');
  }

  #isCondition(node: Syntax.Node): WengertError {
    return this.#refusal(
      node,
      'This is a condition, and no number. Choose by it, as in x < 1 ? a : b; write 0 < x && x < 1 for two at once.',
    );
  }

  #noOperator(operator: string, position: number): WengertError {
    const start = this.#text.indexOf(operator, position);
    return this.#refusal({ start }, `The operator ${operator} has no derivative and cannot be used.`);
  }

  #refusal({ start }: { readonly start: number }, problem: string): WengertError {
    return refusal(this.#text, start, problem);
  }
}
