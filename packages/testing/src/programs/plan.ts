import {
  argument,
  isPlain,
  type ArgumentExample,
  type Domain,
  type Example,
  type Row,
  type Value,
} from '@wengert/primitives';
import {
  broadcastShapes,
  dataOf,
  sameShape,
  shapeOf,
  sizeOf,
  WengertError,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import { plainOnly } from '../modes.js';
import { perform, total, type Instruction, type Operand, type Operation, type Transformation } from './program.js';
import { integersIn, isWellInside, rangeIn } from './ranges.js';

/** Something that a program may do: a row on whatever shapes there are, or one of its examples. */
export interface Word {
  readonly row: Row;
  /** For rows that work on each element by itself. */
  readonly domain: readonly Domain[] | undefined;
  readonly example: Example<unknown> | undefined;
}

/** What a random line of a program is to be. Numbers choose among what there is at that place. */
export type Sketch =
  | { readonly kind: 'operation'; readonly word: Word; readonly choices: readonly number[] }
  | {
      readonly kind: 'branch';
      readonly choice: number;
      readonly isBelow: boolean;
      readonly below: Sketch;
      readonly above: Sketch;
    }
  | {
      readonly kind: 'derivative';
      readonly transformation: Transformation;
      readonly choice: number;
      readonly body: readonly Sketch[];
    };

const largestSize = 8;
const largestElement = 1e3;

/**
 * Turns a sketch into instructions, so that at the values given everything stays in the domains: what is outside is
 * brought inside by a smooth function. Lines that would become too large are left out. Nothing is decided at run time,
 * so the program is smooth near these values.
 */
export function plan(sketches: readonly Sketch[], values: readonly Plain[]): readonly Instruction[] {
  const all = [...values];
  const instructions: Instruction[] = [];
  for (const sketch of sketches) {
    const instruction = planOne(sketch, all);
    const result = instruction === undefined ? undefined : resultOf(instruction, all);
    if (instruction === undefined || result === undefined) continue;
    instructions.push(instruction);
    all.push(result);
  }
  return instructions;
}

function planOne(sketch: Sketch, values: readonly Plain[]): Instruction | undefined {
  if (sketch.kind === 'operation') return planOperation(sketch.word, sketch.choices, values);
  const index = pick(sketch.choice, values);
  if (sketch.kind === 'derivative') {
    const { transformation, body } = sketch;
    return { kind: 'derivative', transformation, index, body: plan(body, [...values, values[index] ?? 0]) };
  }
  const [below, above] = [planOne(sketch.below, values), planOne(sketch.above, values)];
  if (below?.kind !== 'operation' || above?.kind !== 'operation') return undefined;
  // A finite difference of what is steep may come out on the other side, with which later lines must work too.
  const [one, other] = [resultOf(below, values), resultOf(above, values)];
  if (one === undefined || other === undefined || !sameShape(shapeOf(one), shapeOf(other))) return undefined;
  const threshold = Math.round(Number(total(values[index] ?? 0))) + (sketch.isBelow ? 1.25 : -1.25);
  return { kind: 'branch', index, threshold, below, above };
}

function planOperation(
  { row, domain, example }: Word,
  choices: readonly number[],
  values: readonly Plain[],
): Operation | undefined {
  const sources = (domain ?? example?.args ?? []).map((_, i) => pick(choices[i] ?? 0, values));
  const wanted = example?.args ?? elementwiseArguments(domain ?? [], sources, values);
  const parts = wanted.filter((argumentExample) => argumentExample.domain.distinct === true);
  const operands = wanted.map((argumentExample, i): Operand => {
    const { shape, domain: numbers } = argumentExample;
    const index = sources[i] ?? 0;
    if (numbers.integer === true) return { constant: integersIn(numbers, shape, choices[i] ?? 0) };
    const x = values[index] ?? 0;
    if (sameShape(shapeOf(x), shape) && isWellInside(x, numbers)) return { index };
    const part = Math.max(0, parts.indexOf(argumentExample));
    return { index, within: rangeIn(numbers, shape, [part, Math.max(1, parts.length)]) };
  });
  return { kind: 'operation', row, params: example?.params, operands };
}

/** Each operand keeps its shape, unless it does not broadcast with the others; then it becomes a number. */
function elementwiseArguments(
  domain: readonly Domain[],
  sources: readonly number[],
  values: readonly Plain[],
): readonly ArgumentExample[] {
  let common: Shape = [];
  return domain.map((numbers, i) => {
    const shape = shapeOf(values[sources[i] ?? 0] ?? 0);
    try {
      common = broadcastShapes('random program', common, shape);
      return argument(shape, numbers);
    } catch (error) {
      if (error instanceof WengertError) return argument([], numbers);
      throw error;
    }
  });
}

/** Counts back from the latest value, so that small numbers make chains. */
function pick(choice: number, values: readonly unknown[]): number {
  return values.length - 1 - (choice % values.length);
}

function resultOf(instruction: Instruction, values: readonly Value[]): Plain | undefined {
  const result = perform(instruction, values, (transformation) => transformation);
  if (!isPlain(result)) return plainOnly([result])[0];
  const fits = dataOf(result).every((element) => Math.abs(element) <= largestElement);
  return fits && sizeOf(shapeOf(result)) <= largestSize && sizeOf(shapeOf(result)) > 0 ? result : undefined;
}
