import * as Plot from '@observablehq/plot';
import type { CurveSamples, Samples, SurfaceSamples } from './sampling.js';

/** A chart of what was sampled. Its colours are those of the page, light or dark. */
export function drawSamples(samples: Samples, width: number): Element {
  const size = Math.max(280, Math.min(width, 640));
  return samples.kind === 'curve' ? drawCurve(samples, size) : drawSurface(samples, size);
}

const style = { background: 'transparent', color: 'var(--vp-c-text-1)', fontSize: '13px' };

function drawCurve({ parameter, points, at }: CurveSamples, width: number): Element {
  const finite = points.filter(({ y }) => Number.isFinite(y)).map(({ y }) => y);
  const ends = [points[0]?.x ?? 0, points.at(-1)?.x ?? 1];
  return Plot.plot({
    width,
    height: width * 0.62,
    marginTop: 30,
    marginBottom: 48,
    style,
    ariaLabel: 'The function, with its tangent at the point',
    x: { label: parameter },
    y: { label: 'f', domain: span(finite), nice: true },
    clip: true,
    marks: [
      Plot.ruleY([0], { stroke: 'currentColor', strokeOpacity: 0.3 }),
      Plot.line(points, { x: 'x', y: 'y', stroke: 'var(--wengert-value)', strokeWidth: 2.5 }),
      Plot.line(
        ends.map((x) => ({ x, y: at.y + at.slope * (x - at.x) })),
        { x: 'x', y: 'y', stroke: 'var(--wengert-derivative)', strokeWidth: 2, strokeDasharray: '6 4' },
      ),
      Plot.dot([at], { x: 'x', y: 'y', fill: 'var(--wengert-derivative)', r: 5 }),
    ],
  });
}

/** From the lowest to the highest value, without the outermost twentieths, so that a pole does not flatten the rest. */
function span(values: readonly number[]): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const [low = 0, high = 1] = [sorted[0], sorted.at(-1)];
  const [q1 = low, q2 = high] = [
    sorted[Math.floor(sorted.length / 20)],
    sorted[Math.ceil((sorted.length * 19) / 20) - 1],
  ];
  const room = 2 * (q2 - q1);
  const [from, to] = [Math.max(low, q1 - room), Math.min(high, q2 + room)];
  return from < to ? [from, to] : [from - 1, to + 1];
}

function drawSurface(
  { parameters, x, y, width: columns, values, gradients, at, descent }: SurfaceSamples,
  width: number,
): Element {
  const longest = Math.max(...gradients.map(({ dx, dy }) => Math.hypot(dx, dy)).filter(Number.isFinite));
  const arrows = gradients.filter(({ dx, dy }) => Number.isFinite(dx) && Number.isFinite(dy) && (dx !== 0 || dy !== 0));
  return Plot.plot({
    width,
    height: width * 0.9,
    style,
    ariaLabel: 'Contours of the function, its gradients, and a way downhill from the point',
    x: { label: parameters[0], domain: [...x] },
    y: { label: parameters[1], domain: [...y] },
    // The stronger the colour, the higher; on a light page as on a dark one.
    color: {
      interpolate: (t: number) => `color-mix(in srgb, var(--wengert-value) ${Math.round(90 * t)}%, var(--vp-c-bg))`,
    },
    marginTop: 30,
    marginBottom: 48,
    clip: true,
    marks: [
      Plot.contour(values, {
        width: columns,
        height: values.length / columns,
        x1: x[0],
        x2: x[1],
        y1: y[0],
        y2: y[1],
        fill: (value: number) => value,
        thresholds: 14,
        stroke: 'var(--vp-c-text-3)',
        strokeWidth: 0.6,
        strokeOpacity: 0.6,
      }),
      Plot.vector(arrows, {
        x: 'x',
        y: 'y',
        rotate: ({ dx, dy }: { dx: number; dy: number }) => 90 - (Math.atan2(dy, dx) * 180) / Math.PI,
        length: ({ dx, dy }: { dx: number; dy: number }) => Math.sqrt(Math.hypot(dx, dy) / longest),
        stroke: 'currentColor',
        strokeOpacity: 0.7,
        anchor: 'start',
      }),
      Plot.line(descent, { x: 'x', y: 'y', stroke: 'var(--wengert-derivative)', strokeWidth: 2, marker: 'dot' }),
      Plot.dot([at], { x: 'x', y: 'y', fill: 'var(--wengert-derivative)', stroke: 'white', r: 6 }),
    ],
  });
}
