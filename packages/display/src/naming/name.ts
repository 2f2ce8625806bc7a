import { formatKey, isOther, type MixedStructure } from '@wengert/primitives';

/** Marks the derivative of a variable: its tangent, or its adjoint. */
export type Mark = 'tangent' | 'adjoint';

/** What a variable is called: `params.weights[0]` has the root `params`. */
export interface Name {
  readonly root: string;
  readonly path: readonly (string | number)[];
}

const marks: Readonly<Record<Mark, string>> = { tangent: "'", adjoint: '_bar' };

/** A name in plain text: `w[0]`, its tangent `w'[0]`, its adjoint `w_bar[0]`. */
export function nameText({ root, path }: Name, mark?: Mark): string {
  return `${root}${mark === undefined ? '' : marks[mark]}${path.map(formatKey).join('')}`;
}

/** The way to each leaf of a tree. */
export function leafPaths(structure: MixedStructure): readonly (readonly (string | number)[])[] {
  const paths: (string | number)[][] = [];
  const open: { readonly keys: readonly string[] | undefined; readonly length: number; done: number }[] = [];
  for (const token of structure) {
    const parent = open.at(-1);
    if (parent !== undefined) parent.done++;
    if (token === 'leaf') paths.push(open.map(({ keys, done }) => keys?.[done - 1] ?? done - 1));
    else if (!isOther(token)) open.push({ keys: token.keys, length: token.length, done: 0 });
    for (let top = open.at(-1); top !== undefined && top.done === top.length; top = open.at(-1)) open.pop();
  }
  return paths;
}
