// A real series and a nonlinear model: the library supplies the derivatives, an optimiser from npm does the rest.
import { levenbergMarquardt } from 'ml-levenberg-marquardt';
import { inverse, Matrix } from 'ml-matrix';
import { add, exp, grad, jacfwd, mul, value, type Scalar } from 'wengert';
import { readSeries, referenceYear, type Series } from './co2-series.js';
import { fitBySeparation } from './separable-fit.js';
import { chart, say, showCode, table, type Ticks } from './terminal.js';

/** In ppm, but for the growth rate, which is per year. */
type Parameters<S = Scalar> = [level: S, growth: S, rate: S, sin1: S, cos1: S, sin2: S, cos2: S];

const names: Parameters<string> = ['a', 'b', 'k', 's₁', 'c₁', 's₂', 'c₂'];
const start: Parameters<number> = [250, 100, 0.01, 0, 0, 0, 0];

/** CO₂ at time `t`: a + b exp(k t), and a season of one and two cycles per year. */
function model([level, growth, rate, sin1, cos1, sin2, cos2]: Parameters, t: number): Scalar {
  const phase = 2 * Math.PI * t;
  return add(
    level,
    mul(growth, exp(mul(rate, t))),
    mul(sin1, Math.sin(phase)),
    mul(cos1, Math.cos(phase)),
    mul(sin2, Math.sin(2 * phase)),
    mul(cos2, Math.cos(2 * phase)),
  );
}

/** What the model says, as a plain number. */
function predict(parameters: Parameters<number>, t: number): number {
  return value(model(parameters, t));
}

/** The standard deviation of what the model leaves unexplained. */
function residualOf(parameters: Parameters<number>, { times, values }: Series): number {
  const squares = times.map((t, i) => (predict(parameters, t) - (values[i] ?? NaN)) ** 2);
  return Math.sqrt(squares.reduce((sum, square) => sum + square) / (times.length - parameters.length));
}

/** The parameters that fit best, and how far to trust them. */
export interface Fit {
  readonly parameters: Parameters<number>;
  readonly standardErrors: readonly number[];
  readonly residual: number;
}

/** Nonlinear least squares. `onIteration` hears which residual each iteration starts from. */
export function fitSeries(series: Series, onIteration: (residual: number) => void = () => undefined): Fit {
  // The optimiser knows parameters as plain arrays; they keep the length of the initial values.
  const fitted = levenbergMarquardt(
    { x: series.times, y: series.values },
    (parameters) => (t) => predict(parameters as Parameters<number>, t),
    {
      initialValues: start,
      jacobianFunction: (parameters) => {
        onIteration(residualOf(parameters as Parameters<number>, series));
        return (t) => grad(model)(parameters as Parameters<number>, t);
      },
      // Real data never meet an error tolerance.
      errorTolerance: 0,
      maxIterations: 12,
    },
  );
  const parameters = fitted.parameterValues as Parameters<number>;
  const residual = residualOf(parameters, series);

  // The covariance of the parameters is s² (Jᵀ J)⁻¹, with the Jacobian of all predictions at the optimum.
  const predictions = (p: Parameters): Scalar[] => series.times.map((t) => model(p, t));
  const jacobian = new Matrix(jacfwd(predictions)(parameters));
  const covariance = inverse(jacobian.transpose().mmul(jacobian)).mul(residual ** 2);
  return { parameters, standardErrors: covariance.diagonal().map(Math.sqrt), residual };
}

/** To how many significant digits two numbers agree; 16 where they are equal. */
export function digitsOfAgreement(a: number, b: number): number {
  return a === b ? 16 : Math.floor(-Math.log10(Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b))));
}

/** Prints this part of the tour. */
export function fitCarbonDioxide(): void {
  const series = readSeries();
  say(
    `${series.times.length} monthly means from Mauna Loa (Scripps CO₂ Program); growth and season,
with t in years since ${referenceYear}:`,
  );
  showCode('a + b exp(k t) + s₁ sin 2πt + c₁ cos 2πt + s₂ sin 4πt + c₂ cos 4πt');
  say('Levenberg-Marquardt from npm finds the parameters; the derivatives are ours:');
  showCode('jacobianFunction: (parameters) => (t) => grad(model)(parameters, t)');
  const residuals: number[] = [];
  const fit = fitSeries(series, (residual) => {
    const bar = '█'.repeat(Math.ceil(40 * Math.log10(1 + residual)));
    console.log(
      `  iteration ${String(residuals.push(residual)).padStart(2)}  ${residual.toFixed(9).padStart(12)} ppm  ${bar}`,
    );
  });
  console.log();
  drawFit(series, fit.parameters, 1958, {
    xTicks: [1960, 1970, 1980, 1990, 2000, 2010, 2020],
    yTicks: [320, 340, 360, 380, 400],
  });
  drawFit(series, fit.parameters, 2014, {
    xTicks: [2015, 2016, 2017, 2018, 2019, 2020],
    yTicks: [400, 405, 410, 415],
  });
  drawParameters(fit, fitBySeparation(series));
}

/** Measurements and fit, from a year on. */
function drawFit({ times, values }: Series, parameters: Parameters<number>, since: number, ticks: Ticks): void {
  const shown = times.flatMap((t, i) => {
    const year = referenceYear + t;
    return year < since ? [] : [{ year, fitted: predict(parameters, t), measured: values[i] ?? NaN }];
  });
  say(
    chart({
      line: shown.map(({ year, fitted }) => [year, fitted]),
      points: shown.map(({ year, measured }) => [year, measured]),
      caption: `CO₂ in ppm since ${since}: ━ the fit, • measured`,
      ...ticks,
    }),
  );
}

function drawParameters({ parameters, standardErrors, residual }: Fit, others: readonly number[]): void {
  const rows = parameters.map((parameter, i) => {
    const other = others[i] ?? NaN;
    return {
      parameter: names[i] ?? '',
      value: parameter.toPrecision(10),
      'standard error': (standardErrors[i] ?? NaN).toPrecision(2),
      'another route': other.toPrecision(10),
      'equal digits': String(digitsOfAgreement(parameter, other)),
    };
  });
  say(table('Parameters, in ppm (k: per year)', rows));
  const rate = parameters[2];
  say(
    `The other route: k by bisection, the rest by linear least squares, without the
library. The growing part doubles in ${(Math.LN2 / rate).toFixed(1)} years. What is left over has a
standard deviation of ${residual.toFixed(2)} ppm. The standard errors suppose that it is independent
from month to month; it is far from that, so the true ones are larger.`,
  );
}
