import { ba } from './evals/ba.js';
import { det } from './evals/det.js';
import { gmm } from './evals/gmm.js';
import { hello } from './evals/hello.js';
import { ht } from './evals/ht.js';
import { kmeans } from './evals/kmeans.js';
import { llsq } from './evals/llsq.js';
import { lse } from './evals/lse.js';
import { lstm } from './evals/lstm.js';
import { ode } from './evals/ode.js';
import { particle } from './evals/particle.js';
import { saddle } from './evals/saddle.js';
import type { Evaluation } from './evaluation.js';

/** Every eval of the suite by its name. */
export const evaluations: Readonly<Record<string, Evaluation>> = {
  hello,
  llsq,
  lse,
  det,
  ode,
  gmm,
  lstm,
  ba,
  ht,
  kmeans,
  particle,
  saddle,
};
