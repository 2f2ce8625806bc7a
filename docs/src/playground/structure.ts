import { hessianPattern, jacobianPattern, patternSvg, type Scalar } from 'wengert';
import type { Subject } from './study.js';

/** Which derivatives can be other than zero, wherever the function is looked at. */
export interface Structure {
  /** The matrix that the picture shows. */
  readonly matrix: 'Hessian' | 'Jacobian';
  readonly entries: number;
  readonly places: number;
  /** The text of an `svg` element. */
  readonly picture: string;
}

/** The pattern of the Hessian of one output, or of the Jacobian of several; nothing for fewer than two inputs. */
export function structureOf(
  { parameters, evaluate }: Subject,
  outputs: readonly { readonly name: string }[],
  point: readonly number[],
): Structure | undefined {
  if (point.length < 2 || outputs.length === 0) return undefined;
  const ofList = (inputs: Scalar[]): unknown => evaluate(...inputs);
  const matrix = typeof evaluate(...point) === 'number' ? 'Hessian' : 'Jacobian';
  const pattern =
    matrix === 'Hessian'
      ? hessianPattern(ofList as (inputs: Scalar[]) => Scalar, [...point])
      : jacobianPattern(ofList, [...point]);
  const [rows, columns] = pattern.shape;
  const rowNames = matrix === 'Hessian' ? parameters : outputs.map(({ name }) => name);
  const title = `${matrix}: ${rows} rows, ${columns} columns, ${pattern.nnz} entries`;
  return {
    matrix,
    entries: pattern.nnz,
    places: rows * columns,
    picture: patternSvg(pattern, { title, rowNames, columnNames: parameters }),
  };
}
