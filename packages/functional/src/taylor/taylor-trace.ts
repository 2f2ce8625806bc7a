import {
  applyCall,
  belongsTo,
  bind,
  checkLive,
  checkOutputLevels,
  endLevel,
  enterTrace,
  freshLevel,
  isElementwise,
  shapeOfValue,
  zerosOf,
  type Call,
  type Elementwise,
  type LinearizedCall,
  type Maker,
  type Primitive,
  type Tangent,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isTensor } from '@wengert/tensor';
import {
  elementwiseCoefficient,
  integratedCoefficient,
  linearCoefficient,
  multilinearCoefficient,
  partialsOf,
  type Argument,
} from './coefficients.js';
import { Remembered } from './remembered.js';
import { derivativeOf, Series, truncated } from './series.js';
import { TaylorScalar, TaylorTensor, type TaylorValue } from './taylor-values.js';

/**
 * Taylor arithmetic: every value carries the coefficients of its Taylor series in one variable. The rules are those of
 * forward mode, evaluated on series: each coefficient of an output needs only lower ones of its derivative.
 *
 * What the user's function computes is completed at once, so that nothing is left to wait; what a rule computes on the
 * way is computed as far as it is asked for, as it may refer to a series that is still being made.
 */
export class TaylorTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string;
  live = true;
  private readonly remembered = new Remembered();
  private readonly derivatives = new WeakMap<Series, Value>();
  private insideRule = false;

  /** @param transformation - What the user called, for error messages. */
  constructor(transformation: string) {
    this.transformation = transformation;
    enterTrace(this);
  }

  /** A value of this trace. */
  value(series: Series, madeBy?: Maker): Value {
    const { primal } = series;
    return isTensor(primal)
      ? new TaylorTensor(this, series, primal.shape, madeBy)
      : new TaylorScalar(this, series, madeBy);
  }

  /** The series of a value; `undefined` where it does not depend on the variable. */
  seriesOf(x: Value): Argument {
    return belongsTo(x, this) ? (x as TaylorValue).series : undefined;
  }

  /** Ends the call: from now on operations refuse the values of this trace. */
  end(): void {
    endLevel(this);
  }

  lower(x: Traced): Value {
    checkLive('value', this, x);
    return (x as TaylorValue).series.primal;
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    if (!this.insideRule) return this.settled(this.applied(primitive, args, params));
    if (params !== undefined) return this.applied(primitive, args, params);
    return this.remembered.result(primitive, args, () => this.applied(primitive, args, params));
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const primals = applyCall(
      call,
      args.map((x) => this.primalOf(x)),
    );
    checkOutputLevels(call.name, primals, this);
    const series = args.map((x) => this.seriesOf(x));
    const order = orderOf(series);
    let tangents: readonly Tangent[] | undefined;
    const derivatives = (): readonly Tangent[] =>
      (tangents ??= this.asRule(() => {
        const linearized: LinearizedCall = call.linearize(
          args.map((x, i) => {
            const own = series[i];
            return own === undefined || order === 1 ? this.primalOf(x) : this.value(truncated(own));
          }),
        );
        return linearized.push(series.map((own, i) => this.derivative(own, args[i] ?? 0)));
      }));
    return primals.map((primal, i) => {
      const coefficient = integratedCoefficient(() => this.seriesOrPlain(derivatives()[i]));
      const output = this.value(new Series(order, primal, coefficient), call);
      return this.insideRule ? output : this.settled(output);
    });
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  private applied<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const output = bind(primitive, primals, params);
    const series = args.map((x) => this.seriesOf(x));
    const order = orderOf(series);
    if (order === 0 || primitive.kind === 'constant') return output;
    if (isElementwise(primitive)) {
      if (series.every((x, i) => x === undefined || primitive.partials[i] === undefined)) return output;
      const result: Value = this.value(
        new Series(
          order,
          output,
          elementwiseCoefficient(
            series,
            () =>
              this.asRule(() => partialsOf(primitive, args, series, result)).map((partial) =>
                this.seriesOrPlain(partial),
              ),
            output,
          ),
        ),
        primitive,
      );
      return result;
    }
    if (primitive.kind === 'linear' || primitive.kind === 'selection') {
      const coefficient = linearCoefficient(primitive, series, primals, output, params);
      return this.value(new Series(order, output, coefficient), primitive);
    }
    if (primitive.kind === 'multilinear') {
      const coefficient = multilinearCoefficient(primitive, series, primals, params);
      return this.value(new Series(order, output, coefficient), primitive);
    }
    const pushed = (result: Value): Tangent =>
      this.asRule(() =>
        primitive.push(
          series.map((x, i) => this.derivative(x, args[i] ?? 0)),
          args,
          result,
          params,
        ),
      );
    const result: Value = this.value(
      new Series(
        order,
        output,
        integratedCoefficient(() => this.seriesOrPlain(pushed(result))),
      ),
      primitive,
    );
    return result;
  }

  /** The derivative by the variable, as a value. */
  private derivative(series: Argument, x: Value): Tangent {
    if (series === undefined) return undefined;
    if (series.order === 1) return series.coefficient(1);
    const known = this.derivatives.get(series);
    if (known !== undefined) return known;
    const made = this.value(derivativeOf(series, zerosOf(shapeOfValue(x))));
    this.derivatives.set(series, made);
    return made;
  }

  private primalOf(x: Value): Value {
    return this.seriesOf(x)?.primal ?? x;
  }

  private seriesOrPlain(x: Tangent): Series | Value | undefined {
    return x === undefined ? undefined : (this.seriesOf(x) ?? x);
  }

  /** A value with all its coefficients, or without any where it turns out not to depend on the variable. */
  private settled(x: Value): Value {
    const series = this.seriesOf(x);
    return series?.isConstant() === true ? series.primal : x;
  }

  private asRule<T>(run: () => T): T {
    const { insideRule } = this;
    this.insideRule = true;
    try {
      return run();
    } finally {
      this.insideRule = insideRule;
    }
  }
}

/** The power up to which the result of an operation is known; 0 where nothing depends on the variable. */
function orderOf(series: readonly Argument[]): number {
  const orders = series.flatMap((x) => (x === undefined ? [] : [x.order]));
  return orders.length === 0 ? 0 : Math.min(...orders);
}
