import {
  applyBinary,
  applyCall,
  applyUnary,
  belongsTo,
  bind,
  checkLive,
  endLevel,
  enterTrace,
  freshLevel,
  isElementwise,
  shapeOfValue,
  value,
  zerosOf,
  type Call,
  type Elementwise,
  type Primitive,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { broadcastTo, dataOf, fromData, isTensor, shapeOf, sizeOf, type Plain, type Shape } from '@wengert/tensor';
import { unionsOfClasses, type Dependence } from './dependence.js';
import { DependentScalar, DependentTensor, type Dependent } from './dependent.js';
import { elsewhere } from './elsewhere.js';
import type { IndexSets } from './index-sets.js';
import { blockDependence, linearDependence } from './linear-dependence.js';
import { mapNear, mapOfArgument, type Application } from './linear-maps.js';
import { Provenance } from './provenance.js';

/** The numbers of the sets of an argument's elements; `undefined` for an argument that depends on no input. */
export type ArgumentSets = Plain | undefined;

/** Told where inputs meet in operations, as is needed for second derivatives. */
export interface Meetings {
  /** An elementwise operation of one or two scalars; 0 stands for an argument that depends on no input, or is not there. */
  scalars(primitive: Elementwise, a: number, b: number, union: number): void;
  /** An elementwise operation: the sets of each argument, repeated to the shape of the output, and their unions. */
  elementwise(primitive: Elementwise, sets: readonly (Float64Array | undefined)[], unions: Float64Array): void;
  /** A linear or multilinear operation. */
  product<P>(application: Application<P>, sets: readonly ArgumentSets[]): void;
  /** An operation with rules of its own: what each element of its output depends on. A call is no application. */
  rule<P>(reached: ArrayLike<number>, application?: Application<P>, sets?: readonly ArgumentSets[]): void;
}

/**
 * Dependence: every value carries, for each of its elements, the set of the inputs that its derivative can depend on. What
 * an operation makes of the sets follows from the kind of its row:
 *
 * - elementwise: the union over the arguments, without those along which the derivative is zero by structure;
 * - selection: the union over what may be selected, so that the pattern holds whatever the mask;
 * - linear: where each element comes from, if the operation only copies them;
 * - other linear and multilinear ones: found by probing the linear map, at the shapes at hand;
 * - structured: all on all, except along axes that the operation treats index by index;
 * - what users define with rules of their own: all on all.
 *
 * Nothing depends on the values, except where the function itself branches on them.
 */
export class DependenceTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  readonly sets: IndexSets;
  live = true;
  private readonly meetings: Meetings | undefined;
  private readonly provenance = new Provenance();

  /**
   * @param transformation - What the user called, for error messages.
   * @param sets - The sets of inputs, one input for each number in the arguments.
   * @param meetings - Told where inputs meet.
   */
  constructor(transformation: string, sets: IndexSets, meetings?: Meetings) {
    this.transformation = transformation;
    this.sets = sets;
    this.meetings = meetings;
    enterTrace(this);
  }

  /** A value of this trace whose elements are the inputs from `first` on. */
  input(primal: Value, first: number): Value {
    const shape = shapeOfValue(primal);
    return this.dependent(
      primal,
      numbersFrom(shape, (k) => this.sets.singleton(first + k)),
    );
  }

  /** The numbers of the sets of a value's elements, in row-major order. */
  setsOf(x: Value): Float64Array {
    return dataOf(this.argumentSets(x) ?? zerosOf(shapeOfValue(x)));
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  lower(x: Traced): Value {
    checkLive('value', this);
    return (x as Dependent).primal;
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const output = bind(primitive, primals, params);
    if (primitive.kind === 'constant') return output;
    const sets = args.map((x) => this.argumentSets(x));
    if (isElementwise(primitive)) return this.elementwise(primitive, sets, output);
    if (sizeOf(shapeOfValue(output)) === 0) return output;
    if (primitive.kind === 'selection') {
      // The first argument is the mask.
      return this.dependent(output, this.unions(sets.slice(1), shapeOfValue(output)));
    }
    const application = { primitive, args: primals.map((x) => value(x)), output: value(output), params };
    const reached =
      primitive.kind === 'structured' ? this.structured(application, sets) : this.linear(application, sets);
    return this.dependent(output, reached);
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    const { primal, sets } = x as Dependent;
    if (typeof sets !== 'number') return this.apply(primitive, [x], undefined);
    const output = applyUnary(primitive, primal);
    if (primitive.partial0 === undefined) return output;
    this.meetings?.scalars(primitive, sets, 0, sets);
    return new DependentScalar(this, output, sets);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    if (isTensor(x) || isTensor(y)) return this.apply(primitive, [x, y], undefined);
    const a = primitive.partial0 === undefined ? 0 : this.setOfScalar(x);
    const b = primitive.partial1 === undefined ? 0 : this.setOfScalar(y);
    const output = applyBinary(primitive, this.primalOf(x), this.primalOf(y));
    const union = this.sets.union(a, b);
    if (union === 0) return output;
    this.meetings?.scalars(primitive, a, b, union);
    return new DependentScalar(this, output, union);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const outputs = applyCall(
      call,
      args.map((x) => this.primalOf(x)),
    );
    // Its rule may differ from what it computes, and may couple anything with anything.
    const all = this.sets.unionOf(args.flatMap((x) => Array.from(this.setsOf(x))));
    this.meetings?.rule([all]);
    return outputs.map((output) =>
      this.dependent(
        output,
        numbersFrom(shapeOfValue(output), () => all),
      ),
    );
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    // Nothing is kept here anyway.
    return f(args);
  }

  private elementwise(primitive: Elementwise, sets: readonly ArgumentSets[], output: Value): Value {
    const shape = shapeOfValue(output);
    const active = sets.map((numbers, i) =>
      numbers === undefined || primitive.partials[i] === undefined ? undefined : dataOf(broadcastTo(numbers, shape)),
    );
    const unions = this.unions(
      sets.map((numbers, i) => (primitive.partials[i] === undefined ? undefined : numbers)),
      shape,
    );
    this.meetings?.elementwise(primitive, active, dataOf(unions));
    return this.dependent(output, unions);
  }

  private linear<P>(application: Application<P>, sets: readonly ArgumentSets[]): Plain {
    const { primitive, args, output, params } = application;
    if (primitive.kind === 'linear') {
      const origin = this.provenance.of(args.map(shapeOf), (labels) => primitive.evaluate(labels, params));
      if (origin !== undefined) {
        const numbers = concatenated(args.map(shapeOf), sets);
        return numbersFrom(shapeOf(output), (k) => numbers[origin[k] ?? -1] ?? 0);
      }
    }
    this.meetings?.product(application, sets);
    return this.reached(application, sets, (index) => linearDependence(mapOfArgument(application, index)));
  }

  private structured<P>(application: Application<P>, sets: readonly ArgumentSets[]): Plain {
    const points = elsewhere(application);
    const reached = this.reached(application, sets, (index) =>
      blockDependence(points.map((point) => mapNear(point, index))),
    );
    this.meetings?.rule(dataOf(reached), application, sets);
    return reached;
  }

  /** What the elements of the output depend on, given how they depend on the elements of each argument. */
  private reached<P>(
    { output }: Application<P>,
    sets: readonly ArgumentSets[],
    dependenceOn: (index: number) => Dependence,
  ): Plain {
    const shape = shapeOfValue(output);
    const perArgument = sets.map((numbers, index): ArgumentSets => {
      if (numbers === undefined || sizeOf(shapeOfValue(numbers)) === 0) return undefined;
      const dependence = dependenceOn(index);
      const unions = unionsOfClasses(this.sets, dependence, numbers);
      return numbersFrom(shape, (k) => unions[dependence.classOf[k] ?? -1] ?? 0);
    });
    return this.unions(perArgument, shape);
  }

  /** The unions, element by element, of arrays of sets that broadcast to this shape. */
  private unions(sets: readonly ArgumentSets[], shape: Shape): Plain {
    let total: Plain | undefined;
    for (const numbers of sets) {
      if (numbers === undefined) continue;
      const repeated = broadcastTo(numbers, shape);
      total = total === undefined || total === repeated ? repeated : this.unionsOfTwo(total, repeated);
    }
    return total ?? zerosOf(shape);
  }

  private unionsOfTwo(x: Plain, y: Plain): Plain {
    const [a, b] = [dataOf(x), dataOf(y)];
    let [lastA, lastB, last] = [0, 0, 0];
    return numbersFrom(shapeOfValue(x), (k) => {
      const [setA, setB] = [a[k] ?? 0, b[k] ?? 0];
      if (setA !== lastA || setB !== lastB) [lastA, lastB, last] = [setA, setB, this.sets.union(setA, setB)];
      return last;
    });
  }

  /** A value of this trace; the value itself where nothing depends on an input. */
  private dependent(primal: Value, sets: Plain): Value {
    if (isTensor(primal)) {
      return dataOf(sets).some((set) => set !== 0) ? new DependentTensor(this, primal, sets) : primal;
    }
    const [set = 0] = dataOf(sets);
    return set === 0 ? primal : new DependentScalar(this, primal, set);
  }

  private primalOf(x: Value): Value {
    return belongsTo(x, this) ? (x as Dependent).primal : x;
  }

  private argumentSets(x: Value): ArgumentSets {
    return belongsTo(x, this) ? (x as Dependent).sets : undefined;
  }

  private setOfScalar(x: Value): number {
    return belongsTo(x, this) ? (x as DependentScalar).sets : 0;
  }
}

/** The sets of all elements of all arguments. */
function concatenated(shapes: readonly Shape[], sets: readonly ArgumentSets[]): Float64Array {
  const [only] = sets;
  if (sets.length === 1 && only !== undefined) return dataOf(only);
  const all = new Float64Array(shapes.reduce((sum, shape) => sum + sizeOf(shape), 0));
  let first = 0;
  sets.forEach((numbers, i) => {
    if (numbers !== undefined) all.set(dataOf(numbers), first);
    first += sizeOf(shapes[i] ?? []);
  });
  return all;
}

function numbersFrom(shape: Shape, set: (place: number) => number): Plain {
  const numbers = new Float64Array(sizeOf(shape));
  for (let k = 0; k < numbers.length; k++) numbers[k] = set(k);
  return fromData(numbers, shape);
}
