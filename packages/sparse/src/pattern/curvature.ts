import { type Domain, type Elementwise, type Value } from '@wengert/primitives';
import { DenseTensor, WengertError, type DenseTensor as Dense } from '@wengert/tensor';
import { DependenceTrace } from './dependence-trace.js';
import { IndexSets } from './index-sets.js';

/** At which parts of its domain a rule is tried. */
const fractions = [0.23, 0.5, 0.81];

const known = /* @__PURE__ */ new WeakMap<Elementwise, readonly (readonly boolean[])[]>();

/**
 * Between which arguments of an elementwise operation there can be a second derivative: for `mul` between the first and
 * the second, for `sin` between the first and itself, for `add` none. It is where the rule for the derivative along the
 * one depends on the other, which tracing the rule itself tells.
 *
 * The rule is applied to tensors, as it then cannot branch on values.
 */
export function curvature(primitive: Elementwise): readonly (readonly boolean[])[] {
  const found = known.get(primitive) ?? traced(primitive);
  known.set(primitive, found);
  return found;
}

function traced(primitive: Elementwise): readonly (readonly boolean[])[] {
  const { arity, domain = [], partials } = primitive;
  const sets = new IndexSets(arity * fractions.length);
  const trace = new DependenceTrace('sparsity of a derivative', sets);
  try {
    const args = domain.map((numbers, i) => trace.input(sampleOf(numbers), i * fractions.length));
    const output = primitive.apply(args, undefined);
    const depends = partials.map((rule) => {
      const found = new Array<boolean>(arity).fill(false);
      if (rule === undefined) return found;
      for (const set of trace.setsOf(rule(...args, output))) {
        for (const input of sets.elements(set)) found[Math.floor(input / fractions.length)] = true;
      }
      return found;
    });
    return depends.map((row, i) => row.map((found, j) => isActive(i, j) && (found || depends[j]?.[i] === true)));
  } catch (error) {
    if (!(error instanceof WengertError)) throw error;
    return partials.map((_, i) => partials.map((__, j) => isActive(i, j)));
  } finally {
    trace.end();
  }

  function isActive(i: number, j: number): boolean {
    return partials[i] !== undefined && partials[j] !== undefined;
  }
}

function sampleOf({ min, max, integer }: Domain): Value & Dense {
  const numbers = fractions.map((fraction) => {
    const x = min + fraction * (max - min);
    return integer === true ? Math.round(x) : x;
  });
  return new DenseTensor(Float64Array.from(numbers), [fractions.length]);
}
