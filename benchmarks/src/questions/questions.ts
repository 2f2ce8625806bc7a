import type { Benchmark } from '../harness/benchmark.js';
import { compiled } from './compiled.js';
import { factorizations } from './factorizations.js';
import { gradientSize } from './gradient-size.js';
import { handwritten } from './handwritten.js';
import { hessians } from './hessians.js';
import { jacobianShapes } from './jacobian-shapes.js';
import { memory } from './memory.js';
import { network } from './network.js';
import { products } from './products.js';
import { scalars } from './scalars.js';

/** Everything that can be asked. */
export const questions: readonly Benchmark[] = [
  handwritten,
  compiled,
  scalars,
  gradientSize,
  jacobianShapes,
  hessians,
  memory,
  network,
  products,
  factorizations,
];
