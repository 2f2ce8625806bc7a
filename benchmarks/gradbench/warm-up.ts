import { performance } from 'node:perf_hooks';

/** So often, and for so many milliseconds, at most. */
const [mostRuns, longest] = [1000, 1000];

/**
 * Runs a small part of what will be timed until the JavaScript engine has compiled what it is made of. A function that takes
 * longer than the suite allots to it is run only once, so that there is no other time to do that.
 */
export function warmUp(run: () => unknown): void {
  const end = performance.now() + longest;
  for (let i = 0; i < mostRuns && performance.now() < end; i++) run();
}
