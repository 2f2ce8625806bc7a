import { grad, tensor } from 'wengert';
import { evaluates, type Evaluation } from '../evaluation.js';
import { logSumExp } from '../log-sum-exp.js';

const gradient = grad(logSumExp);

interface Input {
  readonly x: readonly number[];
}

/** The logarithm of a sum of exponentials. */
export const lse: Evaluation = {
  primal: evaluates(({ x }: Input) => {
    const values = tensor(x);
    return () => logSumExp(values);
  }),
  gradient: evaluates(({ x }: Input) => {
    const values = tensor(x);
    return () => gradient(values);
  }),
};
