// A function with plain operators, which the loader of @wengert/syntax rewrites.
import assert from 'node:assert/strict';
import { grad } from 'wengert';

const square = (x) => {
  'use wengert';
  return x * x;
};
assert.equal(grad(square)(3), 6);

if (process.features.typescript) {
  const { cube } = await import('./marked.ts');
  assert.equal(grad(cube)(2), 12);
}
