import { describe } from '../law.js';
import type { Plain } from '@wengert/tensor';
import type { Instruction, Operand, Operation, Program } from './program.js';

/** A program as the code that one would write, and the point at which it was tried. */
export function printProgram(program: Program, inputs: readonly Plain[]): string {
  const names = inputs.map((_, index) => nameOf(index));
  return [
    `(${names.join(', ')}) => {`,
    ...printLines(program.instructions, program.inputCount, '  '),
    `  return ${printOutcome(program.instructions, program.inputCount)};`,
    `} at (${inputs.map(describe).join(', ')}), where within(c, r, x) is c + r sin(x), of the sum of x if shapes differ`,
  ].join('\n');
}

function printLines(instructions: readonly Instruction[], start: number, indent: string): readonly string[] {
  return instructions.flatMap((instruction, k) => printInstruction(instruction, start + k, indent));
}

function printInstruction(instruction: Instruction, index: number, indent: string): readonly string[] {
  const target = `${indent}const ${nameOf(index)} = `;
  if (instruction.kind === 'operation') return [`${target}${printOperation(instruction)};`];
  const { index: argument } = instruction;
  if (instruction.kind === 'branch') {
    const test = `lt(sum(${nameOf(argument)}), ${instruction.threshold})`;
    return [`${target}${test} ? ${printOperation(instruction.below)} : ${printOperation(instruction.above)};`];
  }
  const { transformation, body } = instruction;
  // Indices in the body count all values so far, then its variable, then its own results.
  return [
    `${target}${transformation}((${nameOf(index)}) => {`,
    ...printLines(body, index + 1, `${indent}  `),
    `${indent}  return ${printOutcome(body, index + 1)};`,
    `${indent}})(${nameOf(argument)});`,
  ];
}

function printOperation({ row, params, operands }: Operation): string {
  const parameters = params === undefined ? '' : `, ${JSON.stringify(params)}`;
  return `${row.name}(${operands.map(printOperand).join(', ')}${parameters})`;
}

function printOperand(operand: Operand): string {
  if ('constant' in operand) return describe(operand.constant);
  const name = nameOf(operand.index);
  if (operand.within === undefined) return name;
  const { center, radius } = operand.within;
  return `within(${describe(center)}, ${describe(radius)}, ${name})`;
}

function printOutcome(instructions: readonly Instruction[], start: number): string {
  const results = instructions.length === 0 ? [start - 1] : instructions.map((_, k) => start + k);
  const sums = results.map((index) => `sum(sin(${nameOf(index)}))`);
  return sums.length === 1 ? sums.join() : `add(${sums.join(', ')})`;
}

function nameOf(index: number): string {
  return `v${index}`;
}
