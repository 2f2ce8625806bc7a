import type { Structure } from '@wengert/primitives';
import type { Shape } from '@wengert/tensor';
import { quoted, type StandaloneCode } from './standalone-code.js';

/** The kind of module to write. */
export type ModuleFormat = 'esm' | 'cjs' | 'ts';

/** What a leaf is: a number, a tensor of some shape, or anything else. */
export type LeafType = 'number' | { readonly shape: Shape } | 'other';

/** A parameter or a result: its structure, and what its leaves are. */
interface TypedTree {
  readonly structure: Structure;
  readonly leaves: readonly LeafType[];
}

/** A module with one function. */
export interface Module extends StandaloneCode {
  readonly name: string;
  readonly format: ModuleFormat;
  readonly parameters: readonly (TypedTree & { readonly name: string })[];
  readonly result: TypedTree;
}

/** The text of a module. */
export function moduleText({ name, format, parameters, result, before, body }: Module): string {
  const isTypeScript = format === 'ts';
  const tags = [
    ...parameters
      .filter((parameter) => !isTypeScript || shapeNote(parameter) !== '')
      .map(
        (parameter) =>
          ` * @param ${isTypeScript ? '' : `{${typeText(parameter, true)}} `}${parameter.name}${shapeNote(parameter)}`,
      ),
    ` * @returns ${isTypeScript ? '' : `{${typeText(result, false)}} `}${shapeNote(result).replace(/^ - /, '')}`.trimEnd(),
  ].filter((tag) => tag !== ' * @returns');
  const documentation = tags.length === 0 ? [] : ['/**', ...tags, ' */'];
  const list = parameters.map((parameter) =>
    isTypeScript ? `${parameter.name}: ${typeText(parameter, true)}` : parameter.name,
  );
  const head = isTypeScript ? '// @ts-nocheck: this code was generated; what it exports is typed.\n' : '';
  const opening = `${format === 'cjs' ? '' : 'export '}function ${name}(${list.join(', ')})`;
  const returns = isTypeScript ? `: ${typeText(result, false)}` : '';
  const parts = [
    ...(format === 'cjs' ? ["'use strict';"] : []),
    ...before,
    [...documentation, `${opening}${returns} {`, ...body, '}'].join('\n'),
    ...(format === 'cjs' ? [`module.exports = { ${name} };`] : []),
  ];
  return `${head}${parts.join('\n\n')}\n`;
}

/** The shapes of the tensors in a tree, which are lists of numbers in row-major order. */
function shapeNote({ structure, leaves }: TypedTree): string {
  const shapes = leaves.flatMap((leaf) => (typeof leaf === 'object' ? [`[${leaf.shape.join(', ')}]`] : []));
  if (shapes.length === 0) return '';
  const one = structure[0] === 'leaf' ? 'tensor' : 'with a tensor';
  return ` - ${shapes.length === 1 ? `${one} of shape` : 'with tensors of shapes'} ${shapes.join(', ')}, in row-major order`;
}

/** The type of a tree, as an argument or as a result. */
function typeText({ structure, leaves }: TypedTree, isArgument: boolean): string {
  let token = 0;
  let leaf = 0;
  const visit = (): string => {
    const here = structure[token++];
    if (here === undefined || here === 'leaf') return leafText(leaves[leaf++] ?? 'other', isArgument);
    const children = Array.from({ length: here.length }, visit);
    if (here.keys === undefined) {
      const [first = 'never', ...rest] = children;
      const isUniform = rest.every((child) => child === first);
      const element = first.startsWith('readonly ') ? `(${first})` : first;
      const text = isUniform ? `${element}[]` : `[${children.join(', ')}]`;
      return isArgument ? `readonly ${text}` : text;
    }
    const properties = here.keys.map((key, i) => {
      const property = /^[A-Za-z]\w*$/.test(key) ? key : quoted(key);
      return `${isArgument ? 'readonly ' : ''}${property}: ${children[i] ?? 'unknown'}`;
    });
    return `{ ${properties.join('; ')} }`;
  };
  return visit();
}

function leafText(leaf: LeafType, isArgument: boolean): string {
  if (leaf === 'number') return 'number';
  if (leaf === 'other') return 'unknown';
  return isArgument ? 'ArrayLike<number>' : 'Float64Array';
}
