import { checkGrads, jacfwd, jacrev, WengertError } from 'wengert';
import { flatNumbers } from './numbers.js';
import { toJson } from './plain-json.js';
import type { Question } from './question.js';

/** Where a function and its derivatives do not obey a law. */
export interface Disagreement {
  readonly law: string;
  readonly at: string;
  readonly message: string;
}

/** What is said of a function at a point; a check returns what is wrong, or nothing. */
interface Law {
  readonly name: string;
  readonly check: (question: Question, order: number) => string | undefined;
}

/** What `wengert check` holds a function to. */
export const laws: readonly Law[] = [
  {
    name: 'a second call with the same arguments gives the same result, and changes no argument',
    check: ({ subject, args }) => {
      const before = written(args);
      const [first, second] = [written(subject.evaluate(...args)), written(subject.evaluate(...args))];
      if (written(args) !== before) {
        return `The arguments were ${before} before the call and are ${written(args)} after it.`;
      }
      return first === second ? undefined : `The first call gives ${first}, the second ${second}.`;
    },
  },
  {
    name: 'forward mode, reverse mode and finite differences agree',
    check: ({ subject, args, argnums }, order) => {
      try {
        checkGrads(subject.evaluate, [...args], { order, argnums });
        return undefined;
      } catch (error) {
        if (error instanceof WengertError) return error.message;
        throw error;
      }
    },
  },
  {
    name: 'forward and reverse mode give the same Jacobian, to rounding',
    check: ({ subject, args, argnums }) => {
      const [forward, reverse] = [jacfwd, jacrev].map((transform) =>
        flatNumbers(transform(subject.evaluate, { argnums })(...args)),
      );
      const different = forward?.find(({ value }, i) => !close(value, reverse?.[i]?.value ?? NaN));
      if (different === undefined) return undefined;
      const other = reverse?.find(({ path }) => path === different.path)?.value;
      return `At ${different.path || 'its only place'}, it is ${different.value} by forward mode and ${other} by reverse mode.`;
    },
  },
];

/** The laws that a function breaks at a point; `'outside'` where its result is not finite. */
export function checkAt(question: Question, order: number): readonly Disagreement[] | 'outside' {
  const { subject, args } = question;
  const output = flatNumbers(subject.evaluate(...args));
  if (!output.every(({ value }) => Number.isFinite(value))) return 'outside';
  return laws.flatMap(({ name, check }) => {
    const message = check(question, order);
    return message === undefined ? [] : [{ law: name, at: `(${args.map(written).join(', ')})`, message }];
  });
}

function close(a: number, b: number): boolean {
  if (Object.is(a, b)) return true;
  return Math.abs(a - b) <= 1e-12 * Math.max(Math.abs(a), Math.abs(b)) + 1e-300;
}

function written(value: unknown): string {
  return JSON.stringify(toJson(value));
}
