// One process may hold two copies of the library: here the ES modules and the CommonJS build. Values of one copy are
// recognised by the other, so a transformation of the one takes operations, tensors and transformations of the other.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const imported = await import('wengert');
const required = require('wengert');
assert.notEqual(imported.grad, required.grad, 'the two copies are not the same');

for (const [a, b] of [
  [imported, required],
  [required, imported],
]) {
  // A transformation of one copy, operations of the other, and of both.
  assert.equal(a.grad((x) => b.mul(b.sin(x), x))(2), Math.cos(2) * 2 + Math.sin(2));
  assert.equal(a.grad((x) => b.mul(a.sin(x), x))(2), Math.cos(2) * 2 + Math.sin(2));
  assert.deepEqual(
    a.jvp((x) => b.exp(x), [0], [1]),
    [1, 1],
  );
  assert.equal(a.hessian((x) => b.mul(x, a.mul(x, x)))(2), 12);

  // Tensors of the other copy.
  const x = b.tensor([1, 2, 3]);
  assert.ok(a.isTensor(x));
  assert.deepEqual(
    a
      .grad((y) => a.sum(b.mul(y, y)))(x)
      .toArray(),
    [2, 4, 6],
  );
  assert.deepEqual(a.add(x, a.ones([3])).toArray(), [2, 3, 4]);
  assert.deepEqual(
    a
      .matmul(
        b.tensor([
          [1, 2],
          [3, 4],
        ]),
        a.tensor([1, 1]),
      )
      .toArray(),
    [3, 7],
  );
  assert.deepEqual(
    a
      .vmap((y) => b.mul(y, y))(x)
      .toArray(),
    [1, 4, 9],
  );
  assert.deepEqual(
    a
      .jacfwd((y) => b.mul(y, x))(x)
      .toArray(),
    a
      .jacrev((y) => b.mul(x, y))(x)
      .toArray(),
  );

  // Transformations of both copies, nested in both orders: levels are common property.
  const third = (x) => b.grad((y) => a.mul(b.mul(x, y), a.mul(y, y)))(x);
  assert.equal(a.grad(third)(2), 36, 'the derivative of 3 x³');
  assert.equal(a.grad((x) => b.grad((y) => a.add(x, y))(1))(1), 0, 'no confusion of perturbations');
  assert.equal(a.grad((x) => b.mul(x, b.grad((y) => a.mul(x, y))(1)))(3), 6);
  assert.equal(a.jvp((x) => b.grad((y) => a.sin(y))(x), [1], [1])[1], -Math.sin(1));

  // Masks, comparisons and custom rules.
  assert.equal(a.grad((x) => b.where(b.greater(x, 0), b.sqrt(x), 0))(0), 0);
  assert.equal(b.value(4), 4);
  assert.equal(a.grad((x) => (b.lt(x, 1) ? b.mul(x, b.value(x)) : x))(0.5), 0.5);
  const cube = b.customJvp(
    (x) => a.mul(x, x, x),
    ([x], [t]) => [a.mul(x, x, x), a.mul(3, x, x, t)],
  );
  assert.equal(a.grad(cube)(2), 12);
  assert.equal(a.grad(a.grad(cube))(2), 12);
  assert.equal(a.grad((x) => b.checkpoint((y) => a.sin(y))(x))(0), 1);

  // A value that has outlived its call is refused by the other copy too.
  let late;
  a.grad((x) => (late = x))(1);
  assert.throws(() => b.sin(late), /belongs to a grad call that has finished/);
  assert.throws(() => b.value(late), /belongs to a grad call that has finished/);
}
