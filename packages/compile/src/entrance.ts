import { ownCode } from '@wengert/tensor';
import { otherArguments, otherWay, runsNothing, type Executable } from './executable.js';

/** The function that a user calls, before it is known which code it will run. */
export interface Entrance {
  readonly call: (...values: unknown[]) => unknown;
  /** Runs this code from now on, for calls with so many arguments. */
  readonly lead: (run: Executable['run'], arity: number) => void;
}

// Each entrance has code of its own, into which V8 then puts the one function that it calls. Rest parameters would be an array
// that holds every number in a box, and code ignores arguments that it has no parameters for. `arguments` is handed on as it is:
// spread here, it would be made at every call.
const text = `
let run = runsNothing, arity = 0;
return {
  call(a, b, c, d) {
    let missed = false;
    if (arguments.length === arity) {
      const result = arity <= 4 ? run(a, b, c, d) : run(...arguments);
      if (result !== otherArguments && result !== otherWay) return result;
      missed = result === otherWay;
    }
    return otherwise(arguments, missed);
  },
  lead(nextRun, nextArity) {
    run = nextRun;
    arity = nextArity;
  },
};`;

/**
 * Makes an entrance.
 *
 * @param slowly - What to do where the code does not fit the arguments, or there is none; `missed` where it has just been run
 * and has gone another way.
 */
export function entrance(slowly: (values: readonly unknown[], missed: boolean) => unknown): Entrance {
  const otherwise = (values: ArrayLike<unknown>, missed: boolean): unknown => slowly(Array.from(values), missed);
  const own = ownCode(text, { runsNothing, otherArguments, otherWay, otherwise }) as Entrance | undefined;
  return own ?? sharedEntrance(slowly);
}

/** For pages that forbid making code. */
function sharedEntrance(slowly: (values: readonly unknown[], missed: boolean) => unknown): Entrance {
  let [run, arity] = [runsNothing, 0];
  return {
    call(...values) {
      const result = values.length === arity ? run(...values) : otherArguments;
      if (result !== otherArguments && result !== otherWay) return result;
      return slowly(values, result === otherWay);
    },
    lead(nextRun, nextArity) {
      run = nextRun;
      arity = nextArity;
    },
  };
}
