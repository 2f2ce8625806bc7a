import { describe, expect, test } from '@jest/globals';
import { add, exp, mul, square, type Scalar } from '@wengert/primitives';
import { patternSvg, sparseHessian, sparseJacobian, SparsityPattern } from '../src/index.js';
import { band } from './matrices.js';

/** The squares of each fill, as `x,y`. */
function squares(svg: string): Record<string, string[]> {
  return Object.fromEntries(
    [...svg.matchAll(/<path fill="([^"]*)" d="([^"]*)"/g)].map(([, fill = '', path = '']) => [
      fill,
      [...path.matchAll(/M(\d+)\.05 (\d+)\.05/g)].map(([, x, y]) => `${x},${y}`),
    ]),
  );
}

function texts(svg: string): string[] {
  return [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text = '']) => text);
}

/** The corner and the size of what is drawn. */
function viewBox(svg: string): number[] {
  return (/viewBox="([^"]*)"/.exec(svg)?.[1] ?? '').split(' ').map(Number);
}

describe('a picture of a pattern', () => {
  test('has a square for each entry', () => {
    expect(squares(patternSvg(SparsityPattern.fromRows([[0], [0, 1]], 2)))).toEqual({
      currentColor: ['0,0', '0,1', '1,1'],
    });
  });

  test('has each entry in the color of the sweep that shows it, and strips for columns and rows', () => {
    const arrow = ([head = 0, ...tail]: readonly Scalar[]): Scalar[] => [
      tail.reduce<Scalar>((total, x) => add(total, square(x)), square(head)),
      ...tail.map((x) => mul(exp(x), head)),
    ];
    const svg = sparseJacobian(arrow).prepare([1, 2, 3, 4]).toSvg();
    const [columnOne, otherColumns, firstRow] = ['#0072b2', '#e69f00', '#009e73'];
    expect(squares(svg)).toEqual({
      [columnOne]: ['2,3', '2,4', '2,5', '2,0'],
      [otherColumns]: ['3,3', '4,4', '5,5', '3,0', '4,0', '5,0'],
      [firstRow]: ['2,2', '3,2', '4,2', '5,2', '0,2'],
    });
    expect(svg.match(/<text /g)).toHaveLength(15);
  });

  test('can be told by those who do not see it', () => {
    const svg = sparseHessian((x: Scalar[]) => mul(x[0] ?? 0, x[1] ?? 0))
      .prepare([1, 2])
      .toSvg();
    expect(svg).toContain('role="img"');
    expect(svg).toContain('<title>Hessian of shape [2, 2] in 2 colors</title>');
    expect(patternSvg(band(3, 1, 0))).toContain('<title>3 × 3 matrix with 5 entries</title>');
    expect(patternSvg(band(3, 1, 0), { title: 'a < b & c' })).toContain('<title>a &lt; b &amp; c</title>');
  });

  test('names rows and columns beside it, turned where they are long', () => {
    const pattern = SparsityPattern.fromRows([[0], [0, 1]], 2);
    const svg = patternSvg(pattern, { rowNames: ['f', 'g<h'], columnNames: ['x', 'y'] });
    expect(texts(svg)).toEqual(['f', 'g&lt;h', 'x', 'y']);
    expect(squares(svg)).toEqual(squares(patternSvg(pattern)));
    expect(viewBox(svg)).toEqual([-2.5, -1.5, 5, 4]);
    expect(svg).not.toContain('rotate');
    const turned = patternSvg(pattern, { columnNames: ['weights[0]', 'a'.repeat(20)] });
    expect(texts(turned)).toEqual(['weights[0]', `${'a'.repeat(8)}…${'a'.repeat(8)}`]);
    expect(turned.match(/rotate\(-90\)/g)).toHaveLength(2);
    expect(
      texts(
        sparseHessian((x: Scalar) => square(x))
          .prepare(2)
          .toSvg({ rowNames: ['x'] }),
      ),
    ).toEqual(['1', '1', 'x']);
  });

  test('leaves names out where they could not be read', () => {
    const names = Array.from({ length: 50 }, (_, i) => `x${i}`);
    expect(texts(patternSvg(band(50, 1, 1), { rowNames: names, columnNames: names }))).toEqual([]);
  });

  test('stays small for a large matrix', () => {
    const svg = patternSvg(band(40_000, 1, 1));
    expect(svg.length).toBeLessThan(20_000);
    expect(squares(svg)['currentColor']).toHaveLength(3 * 160 - 2);
  });

  test('is complete where there is nothing to draw', () => {
    const svg = patternSvg(SparsityPattern.fromRows([], 0));
    expect(svg).toMatch(/^<svg [^>]*>\n<title>0 × 0 matrix with 0 entries<\/title>\n<rect [^>]*\/>\n<\/svg>\n$/);
  });
});
