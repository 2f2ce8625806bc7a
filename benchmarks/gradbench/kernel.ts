import { compile, customVjp, tensor, vjp, type Scalar, type Tensor } from 'wengert';

/** A function of lists of scalars. */
type OfLists = (...lists: Scalar[][]) => Scalar[];

/**
 * A function of lists of scalars as an operation on vectors, so that a long computation can be made of many calls of it: it
 * runs as compiled code, and so does its pullback.
 */
export function kernel(f: OfLists): (...vectors: Tensor[]) => Tensor {
  const value = compile(f) as (...lists: number[][]) => number[];
  const pullback = compile((cotangent: Scalar[], ...lists: Scalar[][]) => vjp(f, lists)[1](cotangent as number[])) as (
    ...lists: number[][]
  ) => number[][];
  const read = reader();
  const run = (...vectors: Tensor[]): Tensor => vectorOf(value(...read(vectors)));
  return customVjp(
    run,
    (...vectors: Tensor[]) => [run(...vectors), vectors] as const,
    (vectors: Tensor[], cotangent: Tensor) => pullback(listOf(cotangent), ...read(vectors)).map(vectorOf),
  );
}

/** {@link kernel} for every row of a matrix. */
export function kernelOfRows(f: (list: Scalar[]) => Scalar): (rows: Tensor) => Tensor {
  const value = compile(f) as (list: number[]) => number;
  const pullback = compile((cotangent: Scalar, list: Scalar[]) => vjp(f, [list])[1](cotangent as number)[0]) as (
    cotangent: number,
    list: number[],
  ) => number[];
  const run = (rows: Tensor): Tensor => {
    const values = new Float64Array(rows.shape[0] ?? 0);
    forRows(rows, (row, i) => (values[i] = value(row)));
    return tensor(values);
  };
  return customVjp(
    run,
    (rows: Tensor) => [run(rows), rows] as const,
    (rows: Tensor, cotangent: Tensor) => {
      const cotangents = new Float64Array(rows.size);
      forRows(rows, (row, i) => cotangents.set(pullback(cotangent.data[i] ?? NaN, row), i * row.length));
      return [tensor(cotangents, rows.shape)];
    },
  );
}

/** Calls `visit` with every row of a matrix, in a list that is used again for the next. */
function forRows({ shape: [count = 0, width = 0], data }: Tensor, visit: (row: number[], i: number) => void): void {
  const row = new Array<number>(width).fill(NaN);
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < width; j++) row[j] = data[i * width + j] ?? NaN;
    visit(row, i);
  }
}

/** Reads the arguments of a call as lists; one that was an argument in the same place at the last call is not read again. */
function reader(): (vectors: readonly Tensor[]) => number[][] {
  let last: readonly Tensor[] = [];
  let lists: number[][] = [];
  return (vectors) => {
    lists = vectors.map((vector, i) => (vector === last[i] ? (lists[i] ?? []) : listOf(vector)));
    last = vectors;
    return lists;
  };
}

/** The elements of a vector as a list, which V8 keeps as plain doubles if it grows by them. */
function listOf({ data }: Tensor): number[] {
  const list: number[] = [];
  for (let i = 0; i < data.length; i++) list.push(data[i] ?? NaN);
  return list;
}

/** The vector with these elements. */
function vectorOf(list: readonly number[]): Tensor {
  const data = new Float64Array(list.length);
  for (let i = 0; i < data.length; i++) data[i] = list[i] ?? NaN;
  return tensor(data);
}
