// Worker threads load the built library at the same time, as ES modules and as CommonJS, and differentiate side by side;
// the main thread does the same meanwhile. All come to the same bits, however their work is interleaved.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';

/** A little of everything, as plain numbers. */
function derivatives({ add, checkpoint, exp, grad, hessian, jacfwd, jacrev, jet, jvp, linearize, matmul, ...others }) {
  const { mul, scan, sin, sub, sum, tanh, tensor, value, vjp, vmap, whileLoop, less, customJvp, linspace } = others;
  const weights = tensor([
    [0.5, -1, 0.25],
    [1, 0.75, -0.5],
    [-0.25, 1, 0.5],
  ]);
  const network = (w, x) => sum(tanh(matmul(w, tanh(matmul(w, x)))));
  const points = linspace(-1, 1, 9);
  const steps = (rate, checkpoints) =>
    scan((c) => [sin(add(mul(rate, c), 0.1)), c], 0.3, undefined, { length: 40, ...checkpoints })[0];
  const rule = customJvp(
    (x) => exp(x),
    ([x], [t]) => [exp(x), mul(exp(x), t)],
  );
  const results = [
    grad((w) => network(w, tensor([1, 2, 3])))(weights),
    hessian((x) => network(weights, x))(tensor([0.1, 0.2, 0.3])),
    jacfwd((x) => mul(x, sum(x)))(points),
    jacrev((x) => mul(x, sum(x)))(points),
    jvp((x) => sin(mul(x, x)), [0.7], [1]),
    vjp((x) => mul(x, points), [2])[1](points),
    linearize((x) => exp(sin(x)), [points])[1](points),
    vmap(grad((x) => checkpoint((y) => mul(y, sin(y)))(x)))(points),
    grad((rate) => steps(rate, {}))(0.8),
    grad((rate) => steps(rate, { checkpoints: 3 }))(0.8),
    grad((x) =>
      sum(
        vmap((y) =>
          whileLoop(
            (c) => less(c, 10),
            (c) => mul(c, 2),
            add(x, sub(y, y)),
          ),
        )(points),
      ),
    )(0.5),
    jet((x) => mul(rule(x), sin(x)), 0.3, 6),
    grad(grad(grad(rule)))(0.3),
  ];
  return results.flat().flatMap((x) => (typeof x === 'number' ? [x] : [...value(x).data]));
}

const rounds = 25;

if (isMainThread) {
  const library = await import('wengert');
  const expected = derivatives(library);
  assert.ok(expected.every(Number.isFinite));
  const workers = [0, 1, 2, 3].map((id) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: { id } });
    return new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
      worker.once('exit', (code) => reject(new Error(`worker ${id} ended with ${code}, without an answer`)));
    });
  });
  // Meanwhile, the main thread works too.
  for (let round = 0; round < rounds; round++) {
    assert.deepEqual(derivatives(library), expected);
    await new Promise((resolve) => setImmediate(resolve));
  }
  for (const [id, answer] of (await Promise.all(workers)).entries()) {
    assert.deepEqual(answer.results, expected, `worker ${id} computes the same`);
    assert.ok(answer.same, `worker ${id} computes the same every time`);
    assert.match(answer.refused, /^mul: this value belongs to a grad call that has finished\./, 'and refuses the same');
  }
} else {
  const { id } = workerData;
  const library = id % 2 === 0 ? await import('wengert') : createRequire(import.meta.url)('wengert');
  const results = derivatives(library);
  let same = true;
  for (let round = 0; round < rounds; round++) same &&= derivatives(library).every((x, i) => Object.is(x, results[i]));
  let refused = '';
  let kept;
  library.grad((x) => (kept = x))(1);
  try {
    library.mul(kept, 2);
  } catch (error) {
    refused = error.message;
  }
  parentPort.postMessage({ results, same, refused });
}
