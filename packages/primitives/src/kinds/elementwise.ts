import {
  loops1,
  loops2,
  loopsN,
  map1,
  map2,
  mapN,
  type Loops1,
  type Loops2,
  type LoopsN,
  type Plain,
  type Shape,
} from '@wengert/tensor';
import { bind } from '../bind.js';
import { reals, type Domain } from '../domain.js';
import { isMasked } from '../masked-cotangent.js';
import type { NotatedArgument, Notation } from '../notation.js';
import type { Cotangent, Elementwise, PartialRule, RowCodes, ScalarRecorder, Tangent } from '../primitive.js';
import { shapeOfValue, type Value } from '../value.js';
import { broadcast, sumTo } from './broadcasting.js';
import { RowRecorder } from './scalar-recorder.js';
import { settle } from './selection.js';

/** What a row says of an elementwise operation. `scalar` is the value on numbers. */
export interface ElementwiseSpecification {
  readonly name: string;
  readonly scalar: (...args: number[]) => number;
  /** The derivative along each argument, given the arguments and then the output; `undefined` for a structural zero. */
  readonly partials: readonly (PartialRule | undefined)[];
  /** As in the row; `code` is left out where `scalar` is a function of `Math`, whose code is its name. */
  readonly code?: string;
  readonly body?: string;
  readonly uncoded?: string;
  /** A function of the arguments where it depends on those that are plain. */
  readonly notation?: Notation | ((args: readonly NotatedArgument[]) => Notation | undefined);
  readonly notate?: NonNullable<Elementwise['notate']>;
  /** For each argument, the number that leaves the other as it is, bit for bit. */
  readonly neutral?: readonly (number | undefined)[];
  /** Whether exchanging the two arguments changes nothing, not even the last bit. Default false. */
  readonly commutes?: boolean;
  /** The numbers that tests may use, for each argument. */
  readonly domain: readonly Domain[];
  readonly source: string;
  /** See {@link Row}. */
  readonly advice?: string | undefined;
  /** See {@link Row}. */
  readonly isUserDefined?: boolean;
}

/** A row of the elementwise kind. */
export class ElementwisePrimitive implements Elementwise {
  readonly kind = 'elementwise';
  readonly name: string;
  readonly arity: number;
  readonly scalar: (...args: number[]) => number;
  readonly partials: readonly (PartialRule | undefined)[];
  readonly partial0: PartialRule | undefined;
  readonly partial1: PartialRule | undefined;
  readonly domain: readonly Domain[];
  readonly examples: readonly [] = [];
  readonly source: string;
  readonly code: string | undefined;
  readonly body: string | undefined;
  readonly uncoded: string | undefined;
  readonly notation: Notation | undefined;
  readonly neutral: readonly (number | undefined)[];
  readonly commutes: boolean;
  readonly advice: string | undefined;
  readonly isUserDefined: boolean;
  readonly recorder: ScalarRecorder;
  readonly rowCodes: RowCodes = { forward: undefined, forwardOverReverse: undefined };
  readonly #notate: ((args: readonly NotatedArgument[]) => Notation | undefined) | undefined;
  /** The loops over arrays, made at the first use on a tensor. */
  #loops1: Loops1 | undefined = undefined;
  #loops2: Loops2 | undefined = undefined;
  #loopsN: LoopsN | undefined = undefined;

  constructor(row: ElementwiseSpecification) {
    this.name = row.name;
    this.arity = row.domain.length;
    this.scalar = row.scalar;
    this.partials = row.partials;
    this.partial0 = row.partials[0];
    this.partial1 = row.partials[1];
    this.domain = row.domain;
    this.source = row.source;
    this.code = row.code ?? codeOfMath(row.scalar, row.domain.length);
    this.body = row.body;
    this.uncoded = row.uncoded;
    this.notation = typeof row.notation === 'function' ? undefined : row.notation;
    this.#notate = typeof row.notation === 'function' ? row.notation : undefined;
    this.neutral = row.neutral ?? [];
    this.commutes = row.commutes ?? false;
    this.advice = row.advice;
    this.isUserDefined = row.isUserDefined ?? false;
    this.recorder = new RowRecorder(this);
  }

  apply(args: readonly Value[]): Value {
    const [x, y] = args;
    if (this.arity === 1 && x !== undefined) return applyUnary(this, x);
    if (this.arity === 2 && x !== undefined && y !== undefined) return applyBinary(this, x, y);
    return bind(this, args, undefined);
  }

  evaluate(args: readonly Plain[]): Plain {
    const [x = 0, y = 0] = args;
    if (this.arity === 1) return map1((this.#loops1 ??= loops1(this.scalar)), x);
    if (this.arity === 2) return map2(this.name, (this.#loops2 ??= loops2(this.scalar)), x, y);
    return mapN(this.name, (this.#loopsN ??= loopsN(this.scalar)), args);
  }

  notate(args: readonly NotatedArgument[]): Notation | undefined {
    return this.#notate?.(args);
  }

  push(tangents: readonly Tangent[], args: readonly Value[], output: Value): Tangent {
    let total: Tangent;
    for (let i = 0; i < tangents.length; i++) {
      const tangent = tangents[i];
      const rule = this.partials[i];
      if (tangent === undefined || rule === undefined) continue;
      const term = scale(rule(...args, output), tangent);
      total = total === undefined ? term : applyBinary(addRow, total, term);
    }
    return total === undefined ? undefined : broadcast(total, shapeOfValue(output));
  }

  pull(index: number, cotangent: Cotangent, args: readonly Value[], output: Value): Cotangent | undefined {
    const rule = this.partials[index];
    if (rule === undefined) return undefined;
    return this.pullThrough(rule(...args, output), cotangent, shapeOfValue(args[index] ?? 0));
  }

  pullMasked(index: number, cotangent: Cotangent, args: readonly Value[], output: Value): Cotangent | undefined {
    return this.pull(index, cotangent, args, output);
  }

  pullThrough(partial: Value, cotangent: Cotangent, shape: Shape): Cotangent {
    if (isMasked(cotangent)) return settle(cotangent.mask, scale(partial, cotangent.cotangent), shape);
    return sumTo(scale(partial, cotangent), shape);
  }
}

/** The code of a function of `Math`, `undefined` for any other. */
function codeOfMath(scalar: (...args: number[]) => number, arity: number): string | undefined {
  const { name } = scalar;
  return Reflect.get(Math, name) === scalar ? `Math.${name}(${['x', 'y', 'z'].slice(0, arity).join(', ')})` : undefined;
}

/** `partial * direction`, without arithmetic where the partial is the number 1 or -1. */
export function scale(partial: Value, direction: Value): Value {
  if (partial === 1) return direction;
  if (partial === -1) return applyUnary(negRow, direction);
  return applyBinary(mulRow, partial, direction);
}

/** Applies a unary row. */
export function applyUnary(row: Elementwise, x: Value): Value {
  return typeof x === 'number' ? row.scalar(x) : row.recorder.unary(x);
}

/** Applies a binary row. */
export function applyBinary(row: Elementwise, x: Value, y: Value): Value {
  return typeof x === 'number' && typeof y === 'number' ? row.scalar(x, y) : row.recorder.binary(x, y);
}

// The chain rule adds, multiplies and negates, so these three rows stand beside the kind that needs them.

export const addRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'add',
  scalar: (x, y) => x + y,
  code: 'x + y',
  notation: ['+', 'x', 'y'],
  partials: [() => 1, () => 1],
  // Not 0: -0 + 0 is 0.
  neutral: [-0, -0],
  commutes: true,
  domain: [reals, reals],
  source: 'linear',
});

export const mulRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'mul',
  scalar: (x, y) => x * y,
  code: 'x * y',
  notation: ['*', 'x', 'y'],
  partials: [(_x, y) => y, (x) => x],
  neutral: [1, 1],
  commutes: true,
  domain: [reals, reals],
  source: 'product rule',
});

export const negRow: Elementwise = /* @__PURE__ */ new ElementwisePrimitive({
  name: 'neg',
  scalar: (x) => -x,
  code: '-x',
  notation: ['-', 'x'],
  partials: [() => -1],
  domain: [reals],
  source: 'linear',
});
