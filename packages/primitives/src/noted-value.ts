import { isTensor, type Shape, type Tensor } from '@wengert/tensor';
import type { Maker, Trace } from './primitive.js';
import { TracedTensor } from './traced.js';
import { TracedValue } from './traced-value.js';
import type { Value } from './value.js';

class NotedScalar<Note> extends TracedValue {
  declare readonly primal: Value;
  declare readonly note: Note;

  constructor(trace: Trace, primal: Value, note: Note, madeBy: Maker | undefined) {
    super(trace, madeBy);
    this.primal = primal;
    this.note = note;
  }
}

class NotedTensor<Note> extends TracedTensor {
  declare readonly primal: Tensor;
  declare readonly note: Note;

  constructor(trace: Trace, primal: Tensor, note: Note, madeBy: Maker | undefined) {
    super(trace, madeBy);
    this.primal = primal;
    this.note = note;
  }

  override get shape(): Shape {
    return this.primal.shape;
  }
}

/** A value of a trace that leaves values as they are, one level down, and notes something on each. */
export type Noted<Note> = NotedScalar<Note> | NotedTensor<Note>;

/** A value of such a trace. */
export function noted<Note>(trace: Trace, primal: Value, note: Note, madeBy?: Maker): Noted<Note> {
  return isTensor(primal) ? new NotedTensor(trace, primal, note, madeBy) : new NotedScalar(trace, primal, note, madeBy);
}
