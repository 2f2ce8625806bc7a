import {
  applyCall,
  belongsTo,
  bind,
  checkLive,
  freshLevel,
  isMasked,
  masked,
  noted,
  sameData,
  whileLive,
  type Call,
  type Cotangent,
  type Elementwise,
  type Noted,
  type Primitive,
  type Trace,
  type Traced,
  type Value,
  type ValueFunction,
} from '@wengert/primitives';
import { isDense, sameShape } from '@wengert/tensor';

/** A value in a rule: whether it depends on the direction of the sweep, or was fixed when the tape was recorded. */
type RuleValue = Noted<boolean>;

/** The result of an operation on what is fixed. */
interface Known {
  readonly primitive: object;
  readonly args: readonly Value[];
  readonly params: unknown;
  readonly result: Value;
}

/**
 * What the rule of one recorded operation computes from its arguments and its output alone, whatever the direction. On a
 * tape that is swept again and again, that is computed once: what is left to do is linear in the direction.
 */
export class RuleMemory {
  private readonly known: Known[] = [];

  /**
   * Runs the rule.
   *
   * @param fixed - What was there when the operation was recorded.
   * @param moving - What depends on the direction.
   */
  run(
    fixed: readonly Value[],
    moving: readonly (Cotangent | undefined)[],
    rule: (fixed: readonly Value[], moving: readonly (Cotangent | undefined)[]) => Cotangent | undefined,
  ): Cotangent | undefined {
    const trace = new RuleTrace(this);
    return whileLive(trace, () => {
      const result = rule(
        fixed.map((x) => trace.value(x, false)),
        moving.map((x) => mapped(x, (value) => trace.value(value, true))),
      );
      return mapped(result, (x) => trace.primalOf(x));
    });
  }

  /** The result of an operation on these arguments; computed the first time. */
  result<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    // A rule has a handful of operations.
    for (const known of this.known) {
      if (known.primitive === primitive && sameArguments(known.args, args) && sameData(known.params, params)) {
        return known.result;
      }
    }
    const result = bind(primitive, args, params);
    this.known.push({ primitive, args, params, result });
    return result;
  }
}

/** Whether these are the same: a rule makes its constants anew each time, so those are compared by what is in them. */
function sameArguments(a: readonly Value[], b: readonly Value[]): boolean {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i], b[i]];
    if (!Object.is(x, y) && !(isDense(x) && isDense(y) && sameShape(x.shape, y.shape) && sameData(x.data, y.data))) {
      return false;
    }
  }
  return a.length === b.length;
}

/** A cotangent with another value in it, and another mask if it has one. */
function mapped(x: Cotangent | undefined, map: (x: Value) => Value): Cotangent | undefined {
  if (x === undefined) return undefined;
  return isMasked(x) ? masked(map(x.mask), map(x.cotangent)) : map(x);
}

/** One run of a rule: remembers what does not depend on the direction, and computes the rest one level down. */
class RuleTrace implements Trace {
  readonly level: number = freshLevel();
  readonly transformation = 'a derivative rule';
  live = false;
  private readonly memory: RuleMemory;

  constructor(memory: RuleMemory) {
    this.memory = memory;
  }

  value(primal: Value, moves: boolean): Value {
    return noted(this, primal, moves);
  }

  primalOf(x: Value): Value {
    return belongsTo(x, this) ? (x as RuleValue).primal : x;
  }

  lower(x: Traced): Value {
    checkLive('value', this, x);
    return (x as RuleValue).primal;
  }

  apply<P>(primitive: Primitive<P>, args: readonly Value[], params: P): Value {
    const primals = args.map((x) => this.primalOf(x));
    const moves = args.some((x) => this.moves(x));
    const output = moves ? bind(primitive, primals, params) : this.memory.result(primitive, primals, params);
    // What is locally constant may be an index, which must be plain.
    return primitive.kind === 'constant' ? output : this.value(output, moves);
  }

  applyUnary(primitive: Elementwise, x: Value): Value {
    return this.apply(primitive, [x], undefined);
  }

  applyBinary(primitive: Elementwise, x: Value, y: Value): Value {
    return this.apply(primitive, [x, y], undefined);
  }

  applyCall(call: Call, args: readonly Value[]): readonly Value[] {
    const outputs = applyCall(
      call,
      args.map((x) => this.primalOf(x)),
    );
    return outputs.map((x) => this.value(x, true));
  }

  applyCheckpoint(f: ValueFunction, args: readonly Value[]): readonly Value[] {
    return f(args);
  }

  private moves(x: Value): boolean {
    return belongsTo(x, this) && (x as RuleValue).note;
  }
}
