import { isElementwise, type Elementwise, type Primitive } from '@wengert/primitives';
import { isDense, type DenseTensor, type Plain, type Shape } from '@wengert/tensor';
import { InternedOperations, type Operation } from './interned-operations.js';

/** A node that is a value which the program is given. */
export const inputNode = -1;
/** A node that is always the same value. */
export const constantNode = -2;
/** A node that settles which way the program went: its operand held, or did not. */
export const guardNode = -3;

/** How many operands of a node stand in the typed array; a node with more has them all in a list of its own. */
const inlineOperands = 3;

/**
 * A Wengert list: what a function computed, one operation after the other, with the values that they had when it was
 * written down. Nodes are numbered in the order of creation, so that operands always come before what uses them.
 *
 * Scalar programs run to millions of nodes, so everything stands in typed arrays. Equal operations on equal operands are
 * one node.
 */
export class Program {
  private readonly operations = new InternedOperations();
  private readonly shapes: Shape[] = [[]];
  private readonly shapeNumbers = new Map<string, number>([['', 0]]);
  private count = 0;
  private kinds = new Int32Array(256);
  private operands = new Int32Array(256 * inlineOperands);
  private types = new Int32Array(256);
  private scalars = new Float64Array(256);
  private readonly longOperands = new Map<number, readonly number[]>();
  private readonly tensors = new Map<number, DenseTensor>();
  private readonly constants = new Map<number | DenseTensor, number>();
  private negativeZero = -1;
  /** Open addressing from the content of a node to its number; -1 is free. */
  private table = new Int32Array(4096).fill(-1);
  private tabled = 0;
  /** How many nodes there are. */
  get size(): number {
    return this.count;
  }

  /** A value that the program is given. */
  input(example: Plain): number {
    return this.add(inputNode, -1, -1, -1, example);
  }

  /** A value that is always the same. Equal numbers are one node. */
  constant(x: Plain): number {
    if (Object.is(x, -0)) {
      if (this.negativeZero < 0) this.negativeZero = this.add(constantNode, -1, -1, -1, x);
      return this.negativeZero;
    }
    let known = this.constants.get(x);
    if (known === undefined) this.constants.set(x, (known = this.add(constantNode, -1, -1, -1, x)));
    return known;
  }

  /** A place where the program went one way; replays are right only while the condition settles as it did here. */
  guard(condition: number, held: boolean): number {
    return this.add(guardNode, condition, -1, -1, held ? 1 : 0);
  }

  /**
   * An operation on nodes; the node that computes the same already, if there is one.
   *
   * @param output - Its value on the example arguments, or what gives that.
   */
  apply(primitive: Primitive, params: unknown, operands: readonly number[], output: () => Plain): number {
    const operation = this.operations.intern(primitive, params);
    if (operands.length > inlineOperands) {
      const node = this.add(operation, -1, -1, -1, output());
      this.longOperands.set(node, operands);
      return node;
    }
    const [a = -1, b = -1, c = -1] = operands;
    const found = this.find(operation, a, b, c, isElementwise(primitive) && primitive.commutes);
    if (found >= 0) return found;
    const node = this.add(operation, a, b, c, output());
    this.remember(node);
    return node;
  }

  /** As `apply`, for an elementwise operation of one or two numbers, of which there are the most. */
  applyScalar(primitive: Elementwise, a: number, b: number): number {
    const operation = this.operations.intern(primitive, undefined);
    const found = this.find(operation, a, b, -1, primitive.commutes);
    if (found >= 0) return found;
    const { scalars } = this;
    const output = b < 0 ? primitive.scalar(scalars[a]!) : primitive.scalar(scalars[a]!, scalars[b]!);
    const node = this.addScalar(operation, a, b, -1, output);
    this.remember(node);
    return node;
  }

  /** The operand that an operation leaves as it is, since the other one is neutral; -1 where it does something. */
  unchangedOperand({ neutral }: Elementwise, a: number, b: number): number {
    if (neutral.length === 0) return -1;
    if (this.isNumber(a, neutral[0])) return b;
    return this.isNumber(b, neutral[1]) ? a : -1;
  }

  /** {@link inputNode}, {@link constantNode}, {@link guardNode}, or the number of an operation. */
  kindOf(node: number): number {
    return this.kinds[node]!;
  }

  /** The operation with this number, as `kindOf` gives it. */
  operation(kind: number): Operation {
    return this.operations.at(kind);
  }

  /** The operation that a node applies; `undefined` for inputs, constants and guards. */
  operationOf(node: number): Operation | undefined {
    const kind = this.kindOf(node);
    return kind < 0 ? undefined : this.operations.at(kind);
  }

  /** The nodes that a node is computed from. */
  operandsOf(node: number): readonly number[] {
    const long = this.longOperands.get(node);
    if (long !== undefined) return long;
    const result: number[] = [];
    const count = this.operandCount(node);
    for (let i = 0; i < count; i++) result.push(this.operand(node, i));
    return result;
  }

  /** How many operands a node has. */
  operandCount(node: number): number {
    const kind = this.kinds[node]!;
    if (kind === inputNode || kind === constantNode) return 0;
    if (this.operands[node * inlineOperands]! < 0) return this.longOperands.get(node)?.length ?? 0;
    if (this.operands[node * inlineOperands + 1]! < 0) return 1;
    return this.operands[node * inlineOperands + 2]! < 0 ? 2 : 3;
  }

  /** One operand of a node. */
  operand(node: number, index: number): number {
    const inline = index < inlineOperands ? this.operands[node * inlineOperands + index]! : -1;
    return inline >= 0 ? inline : (this.longOperands.get(node)?.[index] ?? -1);
  }

  /** Whether a node is a guard. */
  isGuard(node: number): boolean {
    return this.kinds[node] === guardNode;
  }

  /** Whether the condition of a guard held. */
  heldAt(guard: number): boolean {
    return this.scalars[guard] === 1;
  }

  /** Whether a node is a number, and not a tensor. */
  isScalar(node: number): boolean {
    return this.types[node] === 0;
  }

  /** The shape of a node; `[]` for a number. */
  shapeOf(node: number): Shape {
    return this.shapes[this.types[node]!]!;
  }

  /** Equal for nodes of the same shape; 0 for numbers. */
  typeOf(node: number): number {
    return this.types[node]!;
  }

  /** The value of a node on the example arguments. Those of tensors are there until they are forgotten. */
  exampleOf(node: number): Plain {
    if (this.types[node] === 0) return this.scalars[node]!;
    const example = this.tensors.get(node);
    if (example === undefined) throw new RangeError(`The value of node ${node} has been forgotten.`);
    return example;
  }

  /** Lets go of the values of tensors, but for constants, once nobody asks for them any more. */
  forgetExamples(): void {
    for (const node of this.tensors.keys()) if (this.kinds[node] !== constantNode) this.tensors.delete(node);
  }

  /** The value of a scalar node on the example arguments. */
  scalarExample(node: number): number {
    return this.scalars[node]!;
  }

  private isNumber(node: number, number: number | undefined): boolean {
    return (
      number !== undefined &&
      this.kinds[node] === constantNode &&
      this.types[node] === 0 &&
      Object.is(this.scalars[node], number)
    );
  }

  private add(kind: number, a: number, b: number, c: number, example: Plain): number {
    if (!isDense(example)) return this.addScalar(kind, a, b, c, example);
    const node = this.addScalar(kind, a, b, c, NaN);
    this.types[node] = this.numberOfShape(example.shape);
    this.tensors.set(node, example);
    return node;
  }

  private addScalar(kind: number, a: number, b: number, c: number, example: number): number {
    const node = this.count++;
    if (node === this.kinds.length) this.grow();
    this.kinds[node] = kind;
    const at = node * inlineOperands;
    this.operands[at] = a;
    this.operands[at + 1] = b;
    this.operands[at + 2] = c;
    this.types[node] = 0;
    this.scalars[node] = example;
    return node;
  }

  private numberOfShape(shape: Shape): number {
    const key = `[${shape.join(',')}]`;
    let known = this.shapeNumbers.get(key);
    if (known === undefined) this.shapeNumbers.set(key, (known = this.shapes.push(shape) - 1));
    return known;
  }

  private grow(): void {
    const size = 2 * this.kinds.length;
    this.kinds = enlarged(new Int32Array(size), this.kinds);
    this.types = enlarged(new Int32Array(size), this.types);
    this.scalars = enlarged(new Float64Array(size), this.scalars);
    this.operands = enlarged(new Int32Array(size * inlineOperands), this.operands);
  }

  /** The node with this content; with its first two operands in either order, if they commute. */
  private find(kind: number, a: number, b: number, c: number, commutes: boolean): number {
    const { table, kinds, operands } = this;
    const mask = table.length - 1;
    for (let at = hash(kind, a, b, c) & mask; ; at = (at + 1) & mask) {
      const node = table[at]!;
      if (node < 0) return -1;
      if (kinds[node] !== kind) continue;
      const first = node * inlineOperands;
      const [x, y] = [operands[first]!, operands[first + 1]!];
      if (operands[first + 2] === c && ((x === a && y === b) || (commutes && x === b && y === a))) return node;
    }
  }

  private remember(node: number): void {
    this.insert(node);
    if (2 * ++this.tabled <= this.table.length) return;
    this.table = new Int32Array(4 * this.table.length).fill(-1);
    for (let known = 0; known < this.count; known++) {
      if (this.kinds[known]! >= 0 && !this.longOperands.has(known)) this.insert(known);
    }
  }

  private insert(node: number): void {
    const first = node * inlineOperands;
    const { table, operands } = this;
    const mask = table.length - 1;
    let at = hash(this.kinds[node]!, operands[first]!, operands[first + 1]!, operands[first + 2]!) & mask;
    while (table[at]! >= 0) at = (at + 1) & mask;
    table[at] = node;
  }
}

function enlarged<T extends Int32Array | Float64Array>(to: T, from: T): T {
  to.set(from);
  return to;
}

/** Symmetric in the first two operands, so that those of a commutative operation are found in either order. */
function hash(kind: number, a: number, b: number, c: number): number {
  let h = Math.imul(kind, 0x9e3779b1) ^ Math.imul(a + b, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d) ^ Math.imul(a ^ b, 0xc2b2ae35);
  h = Math.imul(h ^ (h >>> 13), 0x297a2d39) ^ Math.imul(c, 0x27d4eb2f);
  return h ^ (h >>> 16);
}
