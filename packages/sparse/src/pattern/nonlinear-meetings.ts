import { belongsTo, type Elementwise } from '@wengert/primitives';
import { ReverseTrace } from '@wengert/reverse';
import { dataOf, shapeOf } from '@wengert/tensor';
import { curvature } from './curvature.js';
import { listAt, placesOf, unionsOfClasses } from './dependence.js';
import type { ArgumentSets, Meetings } from './dependence-trace.js';
import type { IndexSets } from './index-sets.js';
import { Interactions } from './interactions.js';
import { linearDependence } from './linear-dependence.js';
import { mapBetweenArguments, type Application } from './linear-maps.js';
import { genericArray } from './probes.js';

/**
 * Notes which inputs meet in operations that are not linear in them. Those are the entries that a Hessian can have.
 *
 * @see Walther, Computing sparse Hessians with automatic differentiation, ACM TOMS 34(1), 2008.
 */
export class NonlinearMeetings implements Meetings {
  readonly interactions: Interactions;
  private readonly sets: IndexSets;

  constructor(sets: IndexSets) {
    this.sets = sets;
    this.interactions = new Interactions(sets);
  }

  scalars(primitive: Elementwise, a: number, b: number, union: number): void {
    const { interactions } = this;
    const [first, second] = curvature(primitive);
    const [aa, ab, bb] = [first?.[0] === true, first?.[1] === true, second?.[1] === true];
    if (b === 0) {
      if (aa) interactions.add(a, a);
    } else if (a === 0) {
      if (bb) interactions.add(b, b);
    } else if (aa && ab && bb) interactions.add(union, union);
    else {
      if (aa) interactions.add(a, a);
      if (ab) interactions.add(a, b);
      if (bb) interactions.add(b, b);
    }
  }

  elementwise(primitive: Elementwise, sets: readonly (Float64Array | undefined)[], unions: Float64Array): void {
    const { interactions } = this;
    if (sets.length <= 2) {
      const [a, b] = sets;
      for (let k = 0; k < unions.length; k++) this.scalars(primitive, a?.[k] ?? 0, b?.[k] ?? 0, unions[k] ?? 0);
      return;
    }
    curvature(primitive).forEach((row, i) => {
      row.forEach((isCurved, j) => {
        const [a, b] = [sets[i], sets[j]];
        if (!isCurved || j < i || a === undefined || b === undefined) return;
        for (let k = 0; k < unions.length; k++) interactions.add(a[k] ?? 0, b[k] ?? 0);
      });
    });
  }

  /** Elements of different arguments meet where their product is a term of the output. */
  product<P>(application: Application<P>, sets: readonly ArgumentSets[]): void {
    if (application.primitive.kind !== 'multilinear') return;
    sets.forEach((from, i) => {
      sets.forEach((to, j) => {
        if (from === undefined || to === undefined || j <= i) return;
        const dependence = linearDependence(mapBetweenArguments(application, i, j));
        const unions = unionsOfClasses(this.sets, dependence, from);
        const partners = placesOf(dependence.classOf, unions.length);
        const numbers = dataOf(to);
        unions.forEach((union, one) => {
          const set = this.sets.unionOf(Array.from(listAt(partners, one), (place) => numbers[place] ?? 0));
          this.interactions.add(union, set);
        });
      });
    });
  }

  rule<P>(reached: ArrayLike<number>, application?: Application<P>, sets: readonly ArgumentSets[] = []): void {
    if (application !== undefined && isLinearInPieces(application, sets)) return;
    const seen = new Set<number>();
    for (let k = 0; k < reached.length; k++) {
      const set = reached[k] ?? 0;
      if (seen.has(set)) continue;
      seen.add(set);
      this.interactions.add(set, set);
    }
  }
}

/**
 * Whether the derivative of an operation is constant wherever it has one, as that of a maximum or of a sorted array: its
 * rule, applied to values that are traced, then gives something that is not.
 */
function isLinearInPieces<P>({ primitive, args, params }: Application<P>, sets: readonly ArgumentSets[]): boolean {
  const trace = new ReverseTrace('sparsity of a derivative', true);
  try {
    const inputs = args.map((x, i) => (sets[i] === undefined ? x : trace.input(x)));
    const tangents = args.map((x, i) => (sets[i] === undefined ? undefined : genericArray(shapeOf(x), i)));
    const tangent = primitive.push(tangents, inputs, primitive.apply(inputs, params), params);
    return !belongsTo(tangent, trace);
  } finally {
    trace.end();
  }
}
