import { describeValue, isPlain, parameterNames } from '@wengert/primitives';
import { isDense, WengertError, type DenseTensor } from '@wengert/tensor';
import { largestLiteral } from '../formula/tensor-formula.js';
import { isLine, type Line, type Operand } from '../recording/line.js';
import type { AnyFunction, Recording } from '../recording/record.js';
import { leafPaths, type Name } from './name.js';

/** What everything in a list is called. No two things have the same name. */
export interface Naming {
  /** Of the arguments. */
  readonly args: readonly string[];
  readonly lines: ReadonlyMap<Line, Name>;
  /** Of the outputs, in order. */
  readonly outputs: readonly Name[];
  /** Of the larger tensors that do not depend on the inputs. */
  readonly constants: ReadonlyMap<DenseTensor, Name>;
}

/**
 * Names everything: arguments as the parameters of the function where its text says, else `x1`, `x2` and so on;
 * what is computed `v1`, `v2`, and the output `y`.
 *
 * @param visible - The computed lines that are shown.
 * @param names - Names for the arguments, instead.
 */
export function nameAll(
  recording: Recording,
  visible: readonly Line[],
  f: AnyFunction,
  names?: readonly string[],
): Naming {
  const count = recording.args.length;
  const args = names === undefined ? argumentNames(parameterNames(f), count) : checkedNames(names, count);
  const taken = [...args];
  const prefix = (...candidates: readonly string[]): string => {
    const free = candidates.find((letter) => taken.every((name) => !startsLike(name, letter))) ?? freeWord(taken);
    taken.push(free);
    return free;
  };
  const lines = new Map<Line, Name>();
  recording.args.forEach(({ structure, inputs }, i) => {
    const paths = structure === undefined ? [] : leafPaths(structure);
    inputs.forEach((line, j) => lines.set(line, { root: args[i] ?? '', path: paths[j] ?? [] }));
  });
  const computed = prefix('v', 'u', 'w', 't', 's');
  visible.forEach((line, i) => lines.set(line, { root: `${computed}${i + 1}`, path: [] }));
  const output = prefix('y', 'z', 'f', 'out');
  const outputs = leafPaths(recording.structure).map((path) => ({ root: output, path }));
  const constant = prefix('c', 'k', 'a', 'b');
  const constants = new Map<DenseTensor, Name>();
  for (const operand of [...visible.flatMap(operandsOf), ...recording.outputs]) {
    if (isPlain(operand) && isDense(operand) && operand.size > largestLiteral && !constants.has(operand)) {
      constants.set(operand, { root: `${constant}${constants.size + 1}`, path: [] });
    }
  }
  return { args, lines, outputs, constants };
}

function operandsOf(line: Line): readonly Operand[] {
  return line.kind === 'input' ? [] : line.operands.filter((operand) => !isLine(operand));
}

function argumentNames(parameters: readonly string[], count: number): readonly string[] {
  const names = Array.from({ length: count }, (_, i) => parameters[i] ?? `x${i + 1}`);
  return new Set(names).size === count ? names : names.map((_, i) => `x${i + 1}`);
}

/** Whether a name is the letter, perhaps with a number after it. */
function startsLike(name: string, letter: string): boolean {
  return name.startsWith(letter) && /^\d*$/.test(name.slice(letter.length));
}

/** A word that begins no name. */
function freeWord(taken: readonly string[]): string {
  for (let word = 'v_'; ; word += '_') if (taken.every((name) => !name.startsWith(word))) return word;
}

function checkedNames(names: readonly string[], count: number): readonly string[] {
  const given: unknown = names;
  if (!Array.isArray(given)) {
    throw new WengertError(
      `trace: the names must be an array with one for each argument, such as ['x', 'y'], but are ${describeValue(given)}.`,
    );
  }
  if (given.length !== count) {
    throw new WengertError(`trace: there are ${count} arguments, but ${given.length} names.`);
  }
  const wrong = given.findIndex(
    (name) => typeof name !== 'string' || name === '' || given.indexOf(name) !== given.lastIndexOf(name),
  );
  if (wrong < 0) return names;
  throw new WengertError(
    `trace: names[${wrong}] is ${describeValue(given[wrong])}, but each argument needs a name of its own that is not empty.`,
  );
}
