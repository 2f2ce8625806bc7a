import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Terminal } from './terminal.js';
import { UsageError } from './usage-error.js';

/** The option that says where to write to. */
export interface OutputOption {
  readonly output?: string;
}

/** Adds `--output`. */
export function withOutput(command: Command): Command {
  return command.option('-o, --output <file>', 'write to a file, and not to the terminal');
}

/**
 * Writes a text to the file that the user named, or to the terminal.
 *
 * @throws {@link UsageError} when the file cannot be written.
 */
export async function writeText(terminal: Terminal, file: string | undefined, text: string): Promise<void> {
  if (file === undefined) {
    terminal.print(text.trimEnd());
    return;
  }
  try {
    await writeFile(file, text);
  } catch (error) {
    throw new UsageError(`The file ${file} could not be written.`, { cause: error });
  }
}
