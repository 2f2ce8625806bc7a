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
    const { output, timings } = repeated(prepared, input as Runs);
    return { success: true, output, timings: [preparation, ...timings] };
  } catch (error) {
    return { success: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Runs a function as often and as long as the input demands, and times each run. */
function repeated({ compute, answer }: Prepared, runs: Runs): { output: unknown; timings: Timing[] } {
  const { min_runs: minRuns = 1, min_seconds: minSeconds = 0 } = typeof runs === 'object' ? runs : {};
  const timings: Timing[] = [];
  let elapsed = 0;
  let result: unknown;
  while (timings.length < Math.max(1, minRuns) || elapsed < 1e9 * minSeconds) {
    const start = hrtime.bigint();
    result = compute();
    const nanoseconds = Number(hrtime.bigint() - start);
    timings.push({ name: 'evaluate', nanoseconds });
    elapsed += nanoseconds;
  }
  return { output: answer(result), timings };
}
