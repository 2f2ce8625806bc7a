import type { ArgumentName } from './code-source.js';
import type { Reach } from './program/fusion.js';
import type { Loop } from './program/repeats.js';
import type { ColumnResult } from './program/results.js';

/** The name of an argument that has none. */
export function nameOfArgument(argument: number): ArgumentName {
  return { whole: `x${argument}`, numbers: `x${argument}n`, tensors: `x${argument}t` };
}

/** The name of the array that a column is filled in. */
export function columnName({ index }: ColumnResult): string {
  return `r${index}`;
}

/** A number as it is written in code. */
export function numberText(x: number): string {
  if (Object.is(x, -0)) return '(-0)';
  return x < 0 ? `(${x})` : String(x);
}

/** The array that values are kept in. */
export function memoryName(memory: 'numbers' | 'tensors'): string {
  return memory === 'numbers' ? 'w' : 'm';
}

/** The variable of a site. */
export function localName(site: number): string {
  return `v${site}`;
}

/** The name of one element of a site's value, in a loop over elements. */
export function elementName(site: number): string {
  return `t${site}`;
}

/** Which element of an operand goes with an element of the result. */
export function elementText(reach: Reach, counter: string): string {
  if (reach.kind === 'rows') return `${counter} % ${reach.size}`;
  return reach.kind === 'columns' ? `(${counter} / ${reach.size}) | 0` : counter;
}

/** The counter of a loop that stands in so many others. */
export function loopName(depth: number): string {
  return `i${depth}`;
}

/** The code of a row with other names for its arguments. */
export function substituted(code: string, operands: readonly string[]): string {
  return code.replace(/\b[xyz]\b/g, (name) => operands['xyz'.indexOf(name)] ?? name);
}

/** The number of an instance, from the counters of the loops around it. */
export function instanceText(loops: readonly Loop[]): string {
  return loops.reduce((text, { trips }, depth) => {
    if (text === '') return loopName(depth);
    return `${depth === 1 ? text : `(${text})`} * ${trips} + ${loopName(depth)}`;
  }, '');
}
