import { main } from '../src/index.js';

/** What a run of the command line leaves behind. */
export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process. */
export async function run(args: readonly string[], isTTY = false): Promise<Run> {
  const written = { stdout: '', stderr: '' };
  const streams = {
    stdout: { isTTY, write: (text: string) => (written.stdout += text) },
    stderr: { isTTY: false, write: (text: string) => (written.stderr += text) },
  };
  const code = await main(args, streams, '1.2.3');
  return { code, ...written };
}
