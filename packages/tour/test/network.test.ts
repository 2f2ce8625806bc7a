import { describe, expect, test } from '@jest/globals';
import { trainOnIris } from '../src/network.js';

describe('the network trained on irises', () => {
  const settings = { seed: 2, steps: 200, rate: 0.3 };

  test('names more than 90 % of the held-out flowers rightly', () => {
    expect(trainOnIris(settings).testAccuracy).toBeGreaterThan(0.9);
  });

  test('starts near the loss of guessing and comes down', () => {
    const { losses } = trainOnIris(settings);
    expect(losses[0]).toBeLessThan(3);
    expect(losses.at(-1)).toBeLessThan(0.2);
  });

  test('depends on the seed and on nothing else', () => {
    const short = { ...settings, steps: 5 };
    expect(trainOnIris(short)).toEqual(trainOnIris(short));
    expect(trainOnIris(short)).not.toEqual(trainOnIris({ ...short, seed: 3 }));
  });
});
