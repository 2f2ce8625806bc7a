import { jacfwd, jacrev, matmul, tanh, tensor, type Tensor } from 'wengert';

/** How long a Jacobian took, in milliseconds. */
export interface JacobianTime {
  readonly inputs: number;
  readonly outputs: number;
  readonly mode: 'forward' | 'reverse';
  readonly milliseconds: number;
}

/** Numbers of inputs and outputs whose sum is the same. */
export const splits: readonly { readonly inputs: number; readonly outputs: number }[] = [
  4, 16, 32, 48, 64, 80, 96, 112, 124,
].map((inputs) => ({ inputs, outputs: 128 - inputs }));

/** Times both ways to the Jacobian of a small network with that many inputs and outputs. */
export function timeJacobians(inputs: number, outputs: number): readonly JacobianTime[] {
  const hidden = 64;
  const [first, second] = [weights(hidden, inputs), weights(outputs, hidden)];
  const network = (x: Tensor): Tensor => tanh(matmul(second, tanh(matmul(first, x))));
  const x = tensor(
    Float64Array.from({ length: inputs }, (_, i) => Math.sin(i)),
    [inputs],
  );
  return [
    { inputs, outputs, mode: 'forward', milliseconds: fastest(() => jacfwd(network)(x)) },
    { inputs, outputs, mode: 'reverse', milliseconds: fastest(() => jacrev(network)(x)) },
  ];
}

function weights(rows: number, columns: number): Tensor {
  return tensor(
    Float64Array.from({ length: rows * columns }, (_, i) => Math.sin(i * i) / 8),
    [rows, columns],
  );
}

/** The least of several times: what is left when nothing else got in the way. */
function fastest(work: () => unknown): number {
  work();
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now();
    for (let i = 0; i < 4; i++) work();
    return (performance.now() - start) / 4;
  });
  return Math.min(...times);
}
