import { bidirectionalColoring, type BidirectionalColoring } from '../coloring/bidirectional-coloring.js';
import type { Coloring, Ordering } from '../coloring/coloring.js';
import { columnColoring, rowColoring } from '../coloring/column-coloring.js';
import { SparseMatrix } from '../sparse-matrix.js';
import type { SparsityPattern } from '../sparsity-pattern.js';
import type { CompressedSweeps } from './compiled-sweeps.js';
import { fromRowsAndColumns, type Decompression } from './decompression.js';
import { Directions } from './directions.js';
import { lastOf, none, type Evaluated } from './evaluated.js';
import type { RecordedProgram } from './recorded-program.js';
import { isWhole } from './verification.js';

/** Which sweeps a Jacobian is made of: `auto` takes those of which fewest are needed. */
export type SweepMode = 'forward' | 'reverse' | 'both' | 'auto';

/** What is known of a Jacobian before it is evaluated: its pattern, its colors, and how to read its entries. */
export class JacobianPlan implements CompressedSweeps {
  readonly pattern: SparsityPattern;
  readonly coloring: BidirectionalColoring;
  readonly forward: Directions;
  readonly backward: Directions;
  readonly decompression: Decompression;
  /** What the last record consisted of; the memory of a record of scalars is used again. */
  private hadOnlyScalars = false;

  constructor(pattern: SparsityPattern, mode: SweepMode, ordering: Ordering, isChecked: boolean) {
    this.pattern = pattern;
    this.coloring = coloringFor(pattern, mode, ordering);
    const { columns, rows } = this.coloring;
    const isForward = columns.count > 0;
    this.forward = new Directions(columns, isChecked && isForward);
    this.backward = new Directions(rows, isChecked && !isForward);
    this.decompression = fromRowsAndColumns(pattern, this.coloring);
  }

  /**
   * The Jacobian, as far as the pattern goes.
   *
   * @param record - Evaluates and records the function; reusable where other things than scalars are to be swept.
   */
  evaluate(record: (isReusable: boolean) => RecordedProgram): Evaluated {
    let program = record(!this.hadOnlyScalars);
    if (this.hadOnlyScalars && !program.hasOnlyScalars) program = record(true);
    this.hadOnlyScalars = program.hasOnlyScalars;
    try {
      return this.swept(program);
    } finally {
      program.release();
    }
  }

  private swept(program: RecordedProgram): Evaluated {
    const { forward, backward, pattern } = this;
    const { aux } = program;
    const [rows, columns] = pattern.shape;
    if (program.outputSize !== rows) return { matrix: zerosLike(pattern), aux, isWhole: false };
    const tangents = forward.count > 0 ? program.pushforward(forward) : none;
    const cotangents = backward.count > 0 ? program.pullback(backward) : none;
    const matrix = new SparseMatrix(pattern, this.decompression.decompress(tangents, cotangents));
    const complete =
      (forward.generic === undefined || isWhole(matrix, forward.generic, lastOf(tangents, rows), false)) &&
      (backward.generic === undefined || isWhole(matrix, backward.generic, lastOf(cotangents, columns), true));
    return { matrix, aux, isWhole: complete };
  }
}

function zerosLike(pattern: SparsityPattern): SparseMatrix {
  return new SparseMatrix(pattern, new Float64Array(pattern.nnz));
}

function coloringFor(pattern: SparsityPattern, mode: SweepMode, ordering: Ordering): BidirectionalColoring {
  if (mode === 'forward') {
    const columns = columnColoring(pattern, ordering);
    return { columns, rows: uncolored(pattern.shape[0]), count: columns.count, isByRows: false };
  }
  if (mode === 'reverse') {
    const rows = rowColoring(pattern, ordering);
    return { columns: uncolored(pattern.shape[1]), rows, count: rows.count, isByRows: true };
  }
  return bidirectionalColoring(pattern, ordering);
}

function uncolored(size: number): Coloring {
  return { colors: new Int32Array(size).fill(-1), count: 0 };
}
