import { describe, expect, test } from '@jest/globals';
import { readSeries } from '../src/co2-series.js';
import { digitsOfAgreement, fitSeries } from '../src/fit.js';
import { fitBySeparation } from '../src/separable-fit.js';

describe('the fit of the Mauna Loa record', () => {
  const series = readSeries();
  const residuals: number[] = [];
  const fit = fitSeries(series, (residual) => residuals.push(residual));

  test('reads 741 months, in order, between 300 and 420 ppm', () => {
    expect(series.times).toHaveLength(741);
    expect(series.times).toEqual(series.times.toSorted((a, b) => a - b));
    expect(Math.min(...series.values)).toBeGreaterThan(300);
    expect(Math.max(...series.values)).toBeLessThan(420);
  });

  test('agrees with another route to the optimum in every parameter to at least 8 digits', () => {
    const other = fitBySeparation(series);
    const digits = fit.parameters.map((parameter, i) => digitsOfAgreement(parameter, other[i] ?? NaN));
    expect(Math.min(...digits)).toBeGreaterThanOrEqual(8);
  });

  test('has standard errors that are small beside the parameters', () => {
    const ratios = fit.standardErrors.map((error, i) => error / Math.abs(fit.parameters[i] ?? NaN));
    expect(Math.min(...ratios)).toBeGreaterThan(0);
    expect(Math.max(...ratios)).toBeLessThan(0.1);
  });

  test('comes down to a residual below 1 ppm', () => {
    expect(residuals[0]).toBeGreaterThan(10);
    expect(fit.residual).toBeLessThan(1);
  });
});
