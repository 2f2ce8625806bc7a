import { isPlain, type Value } from '@wengert/primitives';
import { isDense } from '@wengert/tensor';
import type { Application } from '../observing-trace.js';

/** A slot of the tape has room for a value, two partials and the slots of two parents. */
const slotBytes = 8 + 2 * 8 + 2 * 4;

/** What is kept besides for an operation whose derivative is not just two numbers: a closure and two short lists. */
const localMapBytes = 200;

/** Operations since the last time they were taken. */
export interface TakenCounts {
  readonly total: number;
  readonly byName: Readonly<Record<string, number>>;
  readonly residualBytes: number;
}

/** Counts operations, and estimates what reverse mode keeps of them: their arguments and outputs, each array once. */
export class OperationCounts {
  private counts = new Map<string, number>();
  private arrays = new Set<Float64Array>();
  private slots = 0;
  private maps = 0;

  /** Counts one operation. */
  count({ row, checkpointed, args, output }: Application<undefined>): undefined {
    this.counts.set(row.name, (this.counts.get(row.name) ?? 0) + 1);
    if (checkpointed) return;
    this.slots++;
    const values = [...args, output];
    if (row.kind !== 'elementwise' || !values.every((x) => typeof x === 'number')) this.maps++;
    for (const x of values) this.keep(x);
  }

  /** The counts so far; counting starts again from nothing. */
  take(): TakenCounts {
    const entries = [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    const arrays = [...this.arrays].reduce((total, { byteLength }) => total + byteLength, 0);
    const taken: TakenCounts = {
      total: entries.reduce((total, [, n]) => total + n, 0),
      byName: Object.fromEntries(entries),
      residualBytes: this.slots * slotBytes + this.maps * localMapBytes + arrays,
    };
    this.counts = new Map();
    this.arrays = new Set();
    this.slots = 0;
    this.maps = 0;
    return taken;
  }

  private keep(x: Value): void {
    // Not by buffer: arrays of a few numbers share one.
    if (isPlain(x) && isDense(x)) this.arrays.add(x.data);
  }
}
