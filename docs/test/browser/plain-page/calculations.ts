import {
  add,
  compile,
  exp,
  grad,
  hessian,
  jacfwd,
  jacrev,
  linalg,
  mul,
  sin,
  sum,
  tensor,
  trace,
  vmap,
  type Scalar,
  type Tensor,
} from 'wengert';

/** What a plain page and Node both calculate, as plain data. */
export function calculations(): Readonly<Record<string, unknown>> {
  const f = (x: Scalar, y: Scalar): Scalar => add(mul(x, y), sin(x));
  const loss = (w: Tensor): Scalar => sum(exp(mul(w, w)));
  const w = tensor([0.1, 0.2, 0.3]);
  const slope = compile(grad(loss));
  return {
    gradient: grad(f, { argnums: [0, 1] })(2, 3),
    third: grad(grad(grad((x: Scalar) => mul(x, sin(x)))))(0.7),
    hessian: hessian(f, { argnums: [0, 1] })(2, 3),
    forward: jacfwd((x: Tensor) => exp(x))(w).toArray(),
    reverse: jacrev((x: Tensor) => exp(x))(w).toArray(),
    batch: vmap(grad((x: Scalar) => mul(x, x, x)))(w).toArray(),
    compiled: [slope(w).toArray(), slope(w).toArray()],
    eager: grad(loss)(w).toArray(),
    solved: linalg
      .solve(
        tensor([
          [4, 1],
          [1, 3],
        ]),
        tensor([1, 2]),
      )
      .toArray(),
    formula: trace(grad(f), 2, 3).toExpression(['x', 'y']),
  };
}
