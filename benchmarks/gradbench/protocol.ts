// The protocol of the GradBench suite: one message on each line, and to each one line in answer.
import { hrtime } from 'node:process';
import type { Evaluation, Prepared } from './evaluation.js';

/** What the suite sends. */
export interface Message {
  readonly id: number;
  readonly kind: string;
  readonly module?: string;
  readonly function?: string;
  readonly input?: unknown;
}

/** What the suite gets. */
export interface Answer {
  readonly id: number;
  readonly tool?: string;
  readonly success?: boolean;
  readonly output?: unknown;
  readonly timings?: readonly Timing[];
  readonly error?: string;
}

/** How long one run took; or what came before, which the suite keeps apart: reading the input, compiling. */
interface Timing {
  readonly name: 'evaluate' | 'prepare';
  readonly nanoseconds: number;
}

/** How often a function is to be run, where the input says so. */
interface Runs {
  readonly min_runs?: number;
  readonly min_seconds?: number;
}

/** The answer to a message; `undefined` for the message that ends a session and wants none. */
export function answer(message: Message, evaluations: Readonly<Record<string, Evaluation>>): Answer | undefined {
  const { id, kind, module = '' } = message;
  switch (kind) {
    case 'start':
      return { id, tool: 'wengert' };
    case 'define':
      return Object.hasOwn(evaluations, module)
        ? { id, success: true }
        : { id, success: false, error: `There is no module ${module}.` };
    case 'evaluate':
      return { id, ...evaluated(message, evaluations) };
    case 'end':
      return undefined;
    default:
      return { id };
  }
}

function evaluated(message: Message, evaluations: Readonly<Record<string, Evaluation>>): Omit<Answer, 'id'> {
  const { module = '', function: name = '', input } = message;
  try {
    const prepare = evaluations[module]?.[name];
    if (prepare === undefined) throw new Error(`There is no function ${name} in module ${module}.`);
    const start = hrtime.bigint();
    const prepared = prepare(input);
    const preparation = { name: 'prepare', nanoseconds: Number(hrtime.bigint() - start) } as const;
    const { output, timings } = repeated(prepared, runsOf(input));
    return { success: true, output, timings: [preparation, ...timings] };
  } catch (error) {
    return { success: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** So much of the time that is asked for is spent beforehand. */
const warmUp = 0.3;

/** How often the input wants its function run; that of hello is a number, and says nothing. */
function runsOf(input: unknown): Runs {
  return typeof input === 'object' && input !== null ? input : {};
}

/** Runs a function as often and as long as the input demands, and times each run. */
function repeated(
  { compute, answer }: Prepared,
  { min_runs: minRuns = 1, min_seconds: minSeconds = 0 }: Runs,
): { output: unknown; timings: Timing[] } {
  let result: unknown;
  const runs = (least: number, enough: number): Timing[] => {
    const timings: Timing[] = [];
    let elapsed = 0;
    while (timings.length < least || elapsed < enough) {
      const start = hrtime.bigint();
      result = compute();
      const nanoseconds = Number(hrtime.bigint() - start);
      timings.push({ name: 'evaluate', nanoseconds });
      elapsed += nanoseconds;
    }
    return timings;
  };
  const enough = 1e9 * minSeconds;
  const [first] = runs(1, 0);
  if (first !== undefined && first.nanoseconds >= enough) {
    const timings = [first, ...runs(minRuns - 1, 0)];
    return { output: answer(result), timings };
  }
  // JavaScript compiles what runs often. Where there is time for that, it is over before the clock starts, as it is for
  // tools that compile beforehand.
  runs(0, warmUp * enough);
  const timings = runs(Math.max(1, minRuns), enough);
  return { output: answer(result), timings };
}
