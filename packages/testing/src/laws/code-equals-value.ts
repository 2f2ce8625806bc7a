import type { Row } from '@wengert/primitives';
import { broadcastTo, dataOf, shapeOf } from '@wengert/tensor';
import type { Call } from '../call.js';
import { describe, violation } from '../law.js';
import { valueOf } from '../modes.js';

/** The text of an operation computes what the operation computes, bit for bit. */
export function codeEqualsValue(call: Call): void {
  const coded = functionOf(call.row);
  if (coded === undefined) return;
  const output = valueOf(call);
  const shape = shapeOf(output);
  const elements = call.args.map((x) => dataOf(broadcastTo(x, shape)));
  dataOf(output).forEach((expected, k) => {
    const numbers = elements.map((data) => data[k] ?? NaN);
    const actual = coded(...numbers);
    if (Object.is(actual, expected)) return;
    throw violation('codeEqualsValue', call, {
      found: `at (${numbers.map(describe).join(', ')}) the code gives ${describe(actual)}, the row ${describe(expected)}.`,
    });
  });
}

const functions = /* @__PURE__ */ new Map<string, (...args: number[]) => unknown>();

/** The function that a row gives the text of, if it does. */
function functionOf({ code, body }: Row): ((...args: number[]) => unknown) | undefined {
  const text = code === undefined ? body : `return ${code};`;
  if (text === undefined) return undefined;
  let known = functions.get(text);
  if (known === undefined) {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the text of a row, which is written to be run
    known = new Function('x', 'y', 'z', `'use strict'; ${text}`) as (...args: number[]) => unknown;
    functions.set(text, known);
  }
  return known;
}
