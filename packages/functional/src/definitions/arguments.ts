import { WengertError } from '@wengert/tensor';

/**
 * Refuses a call with too few or too many arguments.
 *
 * @throws {@link WengertError} saying how many there must be.
 */
export function checkArgumentCount(name: string, args: readonly unknown[], count: number): void {
  if (args.length === count) return;
  throw new WengertError(`${name}: takes ${count} argument${count === 1 ? '' : 's'}, but got ${args.length}.`);
}
