import {
  applyCall,
  belongsTo,
  freshLevel,
  shapeOfValue,
  type Call,
  type Elementwise,
  type Primitive,
  type Trace,
  type Value,
  type ValueFunction,
  TracedValue,
} from '@wengert/primitives';

/** A number of which only the expression is known that it is the value of. */
class SymbolicScalar extends TracedValue {
  readonly expression: string;

  constructor(trace: Trace, expression: string) {
    super(trace);
    this.expression = expression;
  }
}

/** Symbolic evaluation: an operation on expressions is the expression that calls it. */
class SymbolicTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation: string = 'symbolic evaluation';
  readonly live: boolean = true;

  symbol(expression: string): Value {
    return new SymbolicScalar(this, expression);
  }

  expressionOf(x: Value): string {
    if (typeof x === 'number') return Object.is(x, -0) ? '-0' : String(x);
    if (belongsTo(x, this) && x instanceof SymbolicScalar) return x.expression;
    throw new Error(`A value of shape [${shapeOfValue(x).join(', ')}] has no expression.`);
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[]): Value {
    return this.symbol(`${primitive.name}(${args.map((x) => this.expressionOf(x)).join(', ')})`);
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x]);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y]);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    return applyCall(call, args);
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  lower(): never {
    throw new Error('An expression has no value to compare by.');
  }
}

/**
 * The derivative of an elementwise row along each of its arguments, as an expression in operations of the table;
 * `undefined` where it is zero by structure.
 *
 * @param names - What to call the arguments.
 */
export function derivativeExpressions(row: Elementwise, names: readonly string[]): readonly (string | undefined)[] {
  const trace = new SymbolicTrace();
  const args = names.map((name) => trace.symbol(name));
  const output = trace.apply(row, args);
  return row.partials.map((rule) => rule && trace.expressionOf(rule(...args, output)));
}
