import type { TopLevelSpec } from 'vega-lite';
import type { BenchmarkResult } from '../harness/results.js';
import { pointsOf, type Point } from './points.js';

/** Charts by name, drawn from the results of the benchmark of that name. */
export const charts: Readonly<Record<string, (result: BenchmarkResult) => TopLevelSpec>> = {
  'jacobian-shapes': jacobianShapes,
  'gradient-size': (result) => lines(pointsOf(result), 'n', 'number of inputs n', 'time / time of the function'),
  scalars: (result) => lines(perWorkload(result), 'operations', 'operations', 'time / derivative by hand'),
  hessians: (result) => lines(pointsOf(result), 'n', 'number of inputs n', 'time / Hessian by hand'),
  memory,
};

/** How many times as long one way takes as another, for every shape: three comparisons side by side. */
function jacobianShapes(result: BenchmarkResult): TopLevelSpec {
  const points = pointsOf(result);
  const quotients = (slow: string, quick: string): Quotient[] =>
    points
      .filter(({ who }) => who === quick)
      .map(({ n = NaN, m = NaN, ratio }) => {
        const other = points.find((point) => point.who === slow && point['n'] === n && point['m'] === m);
        return { n: Number(n), m: Number(m), quotient: (other?.ratio ?? NaN) / ratio };
      });
  return {
    hconcat: [
      heatMap('jacrev / jacfwd; at the line jacobian changes its choice', quotients('jacrev', 'jacfwd')),
      heatMap('the same, compiled', quotients('jacrev, compiled', 'jacfwd, compiled')),
      heatMap('central differences / jacobian', quotients('differences', 'jacobian')),
    ],
  };
}

/** One of several charts side by side. */
type Panel = Extract<TopLevelSpec, { readonly hconcat: unknown }>['hconcat'][number];

interface Quotient {
  readonly n: number;
  readonly m: number;
  readonly quotient: number;
}

/** Quotients of times by shape, with the line along which there are as many inputs as outputs. */
function heatMap(title: string, values: Quotient[]): Panel {
  const sizes = [...new Set(values.map(({ n }) => n))];
  const x = { field: 'n', type: 'ordinal', title: 'inputs n', axis: { labelAngle: 0 } } as const;
  const y = { field: 'm', type: 'ordinal', title: 'outputs m', sort: 'descending' } as const;
  const isDark = { test: 'datum.quotient > 16 || datum.quotient < 1 / 16', value: 'white' };
  return {
    title,
    width: 330,
    height: 330,
    data: { values },
    layer: [
      {
        mark: 'rect',
        encoding: {
          x,
          y,
          color: {
            field: 'quotient',
            type: 'quantitative',
            scale: { type: 'log', scheme: 'blueorange', domain: [1 / 64, 64], clamp: true },
            title: 'ratio',
          },
        },
      },
      {
        mark: 'text',
        encoding: {
          x,
          y,
          text: { field: 'quotient', type: 'quantitative', format: '.2~r' },
          color: { condition: isDark, value: '#24292f' },
        },
      },
      {
        data: { values: sizes.map((size) => ({ n: size, m: size })) },
        mark: { type: 'line', color: '#24292f', strokeDash: [6, 4], opacity: 0.5 },
        encoding: { x, y },
      },
    ],
  };
}

/** Times over a size, one line for each contender, with bands between the quarter points. */
function lines(values: readonly Point[], field: string, title: string, unit: string): TopLevelSpec {
  const x = { field, type: 'quantitative', scale: { type: 'log' }, title } as const;
  const color = { field: 'who', type: 'nominal', title: null, legend: { symbolOpacity: 1 } } as const;
  return {
    width: 460,
    height: 300,
    data: { values: [...values] },
    layer: [
      {
        mark: { type: 'area', opacity: 0.15 },
        encoding: {
          x,
          color,
          y: { field: 'low', type: 'quantitative', scale: { type: 'log' }, title: unit },
          y2: { field: 'high' },
        },
      },
      {
        mark: { type: 'line', point: true },
        encoding: { x, color, y: { field: 'ratio', type: 'quantitative', scale: { type: 'log' }, title: unit } },
      },
    ],
  };
}

/** The contenders of several workloads, apart. */
function perWorkload(result: BenchmarkResult): Point[] {
  return pointsOf(result)
    .filter(({ who }) => who !== 'by hand')
    .map((point) => ({
      ...point,
      who: `${point.who}, ${String(point['work']).startsWith('chain') ? 'chain' : 'Rosenbrock'}`,
    }));
}

/** Memory over the number of steps. */
function memory({ readings }: BenchmarkResult): TopLevelSpec {
  const values = readings
    .filter(({ unit }) => unit === 'peak, MB')
    .flatMap(({ parameters, figures }) =>
      // A logarithmic axis has no place for what holds next to nothing.
      Object.entries(figures).map(([who, figure]) => ({ ...parameters, who, figure: Math.max(figure, 0.1) })),
    );
  return {
    width: 460,
    height: 300,
    data: { values },
    mark: { type: 'line', point: true },
    encoding: {
      x: { field: 'steps', type: 'quantitative', scale: { type: 'log' } },
      y: { field: 'figure', type: 'quantitative', scale: { type: 'log' }, title: 'MB above the start, at most' },
      color: { field: 'who', type: 'nominal', title: null },
    },
  };
}
