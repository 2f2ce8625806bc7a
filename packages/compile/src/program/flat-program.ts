import { isElementwise } from '@wengert/primitives';
import type { Plain } from '@wengert/tensor';
import type { Program } from './program.js';
import { isComputed, usesOf } from './uses.js';

/** What one step does: an operation on numbers of so many operands, on values of any kind, or a check. */
const unary = 0;
const binary = 1;
const ternary = 2;
const general = 3;
const check = 4;

/**
 * A program as a flat list of steps that a loop carries out, for places where code must not be generated, and for programs
 * that would make too much of it. Each step finds its operands by number and puts its result in its own place.
 */
export class FlatProgram {
  private readonly program: Program;
  private readonly steps: Uint8Array;
  private readonly nodes: Int32Array;
  private readonly operands: Int32Array;
  private readonly scalars: ((...args: number[]) => number)[] = [];
  private readonly numbers: Float64Array;
  private readonly others: Plain[];
  /** Where the last run left the way that the program describes: the number of the guard. */
  missed = -1;

  /** @param outputs - The nodes that `run` has to compute. */
  constructor(program: Program, outputs: readonly number[]) {
    this.program = program;
    const { live } = usesOf(program, outputs);
    const nodes: number[] = [];
    for (let node = 0; node < program.size; node++) if (live[node] === 1 && isComputed(program, node)) nodes.push(node);
    this.nodes = Int32Array.from(nodes);
    this.steps = new Uint8Array(nodes.length);
    this.operands = new Int32Array(3 * nodes.length).fill(-1);
    this.numbers = new Float64Array(program.size);
    this.others = [];
    nodes.forEach((node, at) => {
      this.prepare(node, at);
    });
    for (let node = 0; node < program.size; node++) {
      if (isComputed(program, node)) continue;
      if (program.isScalar(node)) this.numbers[node] = program.scalarExample(node);
      else this.others[node] = program.exampleOf(node);
    }
  }

  /** Sets an input. */
  give(node: number, value: Plain): void {
    if (typeof value === 'number') this.numbers[node] = value;
    else this.others[node] = value;
  }

  /** The value of a node after a run. */
  valueOf(node: number): Plain {
    return this.program.isScalar(node) ? this.numbers[node]! : this.others[node]!;
  }

  /** Carries out all steps. The answer is `false` when the program goes another way. */
  run(): boolean {
    const { steps, nodes, operands, numbers, scalars } = this;
    let guards = 0;
    for (let at = 0; at < steps.length; at++) {
      const node = nodes[at]!;
      const a = operands[3 * at]!;
      switch (steps[at]!) {
        case unary:
          numbers[node] = scalars[at]!(numbers[a]!);
          break;
        case binary:
          numbers[node] = scalars[at]!(numbers[a]!, numbers[operands[3 * at + 1]!]!);
          break;
        case ternary:
          numbers[node] = scalars[at]!(numbers[a]!, numbers[operands[3 * at + 1]!]!, numbers[operands[3 * at + 2]!]!);
          break;
        case general:
          this.evaluate(node);
          break;
        case check:
          if ((numbers[a] !== 0) !== this.program.heldAt(node)) {
            this.missed = guards;
            return false;
          }
          guards++;
          break;
        default:
          throw new RangeError(`There is no step ${steps[at]}.`);
      }
    }
    return true;
  }

  private prepare(node: number, at: number): void {
    const { program } = this;
    const operands = program.operandsOf(node);
    const operation = program.operationOf(node);
    const isNumeric = operands.every((operand) => program.isScalar(operand)) && operands.length <= 3;
    if (operation === undefined) this.steps[at] = check;
    else if (isNumeric && isElementwise(operation.primitive)) {
      this.steps[at] = [unary, binary, ternary][operands.length - 1] ?? general;
      this.scalars[at] = operation.primitive.scalar;
    } else this.steps[at] = general;
    if (operands.length <= 3) operands.forEach((operand, i) => (this.operands[3 * at + i] = operand));
  }

  private evaluate(node: number): void {
    const { program } = this;
    const { primitive, params } = program.operation(program.kindOf(node));
    const args = program.operandsOf(node).map((operand) => this.valueOf(operand));
    this.give(node, primitive.evaluate(args, params));
  }
}
