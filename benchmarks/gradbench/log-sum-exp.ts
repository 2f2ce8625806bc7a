import { add, exp, log, max, sub, sum, squeeze, type Scalar, type Tensor } from 'wengert';

/** log sum exp x without overflow, from its parts and not by the operation of the library, as the suite wants it. */
export function logSumExp(x: Tensor): Scalar {
  const greatest = max(x);
  return add(greatest, log(sum(exp(sub(x, greatest)))));
}

/** {@link logSumExp} along one axis. */
export function logSumExpAlong(x: Tensor, axis: number): Tensor {
  const greatest = max(x, { axis, keepDims: true });
  return add(squeeze(greatest, axis), log(sum(exp(sub(x, greatest)), { axis }))) as Tensor;
}
