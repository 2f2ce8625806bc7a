import { currentDerivative, type Row, type Value } from '@wengert/primitives';
import type { Application } from '../observing-trace.js';
import { badNumber, firstBad, plainOrNothing } from './bad-numbers.js';
import { blameDerivative, blameValue, type Applied } from './blame.js';
import { presentSite, userLine, type Site } from './user-lines.js';

/** Where a NaN or an Infinity comes from. */
interface Origin {
  /** Larger for what happened later. */
  readonly order: number;
  /** What happened there, with the numbers, and what to do instead, as sentences. */
  readonly describe: () => string;
}

/** What is noted about every value: where it was made, and where its NaN or Infinity comes from if it has one. */
export interface Provenance {
  readonly site: Site | undefined;
  readonly origin: Origin | undefined;
}

let applications = 0;

/** The provenance of the output of an operation. */
export function provenanceOf(
  application: Application<Provenance>,
  outside: number,
  noteOf: (x: Value) => Provenance | undefined,
): Provenance {
  const site = presentSite(outside);
  const output = plainOrNothing(application.output);
  if (output === undefined || firstBad(output) < 0) return { site, origin: undefined };
  const inherited = application.notes.flatMap((note) => note?.origin ?? []).sort((a, b) => a.order - b.order)[0];
  if (inherited !== undefined) return { site, origin: inherited };
  const applied = appliedTo(application.row, application.args, application.output);
  const derivative = currentDerivative();
  if (derivative === undefined) {
    const describe = (): string => blameValue(applied, userLine(site));
    return { site, origin: { order: applications++, describe } };
  }
  const differentiated = appliedTo(derivative.row, derivative.args, derivative.output);
  const made = noteOf(derivative.output)?.site ?? site;
  const describe = (): string => blameDerivative(differentiated, applied, userLine(made));
  return { site, origin: { order: applications++, describe } };
}

/** As numbers, as long as those can be seen. */
function appliedTo(row: Row, args: readonly Value[], output: Value): Applied {
  return { row, args: args.map(plainOrNothing), output: plainOrNothing(output) };
}

/** The provenance of something that is handed in. */
export function provenanceOfInput(x: Value, name: string): Provenance {
  const plain = plainOrNothing(x);
  if (plain === undefined || firstBad(plain) < 0) return { site: undefined, origin: undefined };
  const describe = (): string => `${name} is ${badNumber(plain)} already.`;
  return { site: undefined, origin: { order: applications++, describe } };
}

/** The NaN or Infinity in a value, as a word; `undefined` when there is none. */
export function badNumberIn(x: Value): string | undefined {
  const plain = plainOrNothing(x);
  return plain === undefined || firstBad(plain) < 0 ? undefined : badNumber(plain);
}
