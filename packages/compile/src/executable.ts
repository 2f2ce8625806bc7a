/**
 * What an executable returns when it cannot run: the arguments are not of the kind that it was made for, or it runs already and
 * an operation of a user has called it again, which would write to the same workspace.
 */
export const otherArguments: unique symbol = /* @__PURE__ */ Symbol('other arguments');

/** What an executable returns when the function would have gone another way. */
export const otherWay: unique symbol = /* @__PURE__ */ Symbol('other way');

/** Stands in for code where there is none, or none is to be run any more. */
export const runsNothing: Executable['run'] = () => otherArguments;

/** One way through a function, ready to run. */
export interface Executable {
  readonly run: (...args: unknown[]) => unknown;
  /** Where the last run left the way, as the number of the guard. */
  readonly missed: () => number;
}
