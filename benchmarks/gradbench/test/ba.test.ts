import { describe, expect, test } from '@jest/globals';
import { expectClose, slopes } from './independent.js';
import { evaluated } from './replay.js';

interface Input {
  readonly n: number;
  readonly m: number;
  readonly p: number;
  readonly cam: readonly number[];
  readonly x: readonly number[];
  readonly w: number;
  readonly feat: readonly number[];
}

/** The two errors of an observation, for camera, point and weight in one list. */
function errors(list: readonly number[], feature: readonly number[]): number[] {
  const [r1 = 0, r2 = 0, r3 = 0, c1 = 0, c2 = 0, c3 = 0, focal = 0, u = 0, v = 0, k1 = 0, k2 = 0] = list;
  const [x = 0, y = 0, z = 0, weight = 0] = list.slice(11);
  const [a, b, c] = [x - c1, y - c2, z - c3];
  const angle = Math.hypot(r1, r2, r3);
  const [e1, e2, e3] = [r1 / angle, r2 / angle, r3 / angle];
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const along = (e1 * a + e2 * b + e3 * c) * (1 - cosine);
  const px = a * cosine + (e2 * c - e3 * b) * sine + e1 * along;
  const py = b * cosine + (e3 * a - e1 * c) * sine + e2 * along;
  const pz = c * cosine + (e1 * b - e2 * a) * sine + e3 * along;
  const squared = (px / pz) ** 2 + (py / pz) ** 2;
  const scale = (focal * (1 + k1 * squared + k2 * squared ** 2)) / pz;
  return [px * scale + u, py * scale + v].map((entry, i) => weight * (entry - (feature[i] ?? NaN)));
}

describe('ba', () => {
  const sessions = evaluated<Input>('ba');
  const [objective, jacobian] = sessions;

  test('the objective agrees with plain numbers', () => {
    const { cam, x, w, feat, p } = objective?.input ?? ({} as Input);
    const { reproj_error: reprojection, w_err: weight } = objective?.output as {
      reproj_error: { elements: number[]; repeated: number };
      w_err: { element: number; repeated: number };
    };
    expectClose(reprojection.elements, errors([...cam, ...x, w], feat), 1e-12);
    expectClose(weight.element, 1 - w * w, 1e-14);
    expect([reprojection.repeated, weight.repeated]).toEqual([p, p]);
  });

  test('the Jacobian agrees with differences, and its entries stand in their places', () => {
    const { cam, x, w, feat, n, m, p } = jacobian?.input ?? ({} as Input);
    const { rows, cols, vals } = jacobian?.output as { rows: number[]; cols: number[]; vals: number[] };
    const list = [...cam, ...x, w];
    const rowsOfBlock = slopes((at) => errors(at, feat), list, 1e-3);
    expectClose(vals, [...rowsOfBlock.flat(), -2 * w], 1e-7);
    expect(rows.slice(0, 27)).toEqual(Array.from({ length: 27 }, (_, i) => 15 * i));
    expect(rows.slice(27)).toEqual([391, 392, 393, 403]);
    const firstRow = [...cam.keys(), 11 * n, 11 * n + 1, 11 * n + 2, 11 * n + 3 * m];
    expect(cols).toEqual([...firstRow, ...firstRow, 11 * n + 3 * m + p - 1]);
  });
});
