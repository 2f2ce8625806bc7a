// Stands in for jest: as much of it as the tests of the table use, as a list of functions that can be called again.
import { format } from 'node:util';

export { expect } from 'expect';

/** In the order in which they are written: `{ name, run }`, each name once. */
export const tests = [];

/** The names of the groups that are being read, from the outside in. */
let groups = [];

const names = new Set();

export function describe(name, body) {
  const outer = groups;
  groups = [...outer, name];
  body();
  groups = outer;
}

export function test(name, run) {
  const full = [...groups, name].join(' ');
  const unique = names.has(full) ? `${full} (${tests.length})` : full;
  names.add(unique);
  tests.push({ name: unique, run });
}

describe.each = forEach(describe);
test.each = forEach(test);

/** Calls `register` for each case, with the case as arguments and its beginning in the title. */
function forEach(register) {
  return (cases) => (title, body) => {
    cases.forEach((each) => {
      const args = Array.isArray(each) ? each : [each];
      const placeholders = title.match(/%[a-z]/g)?.length ?? 0;
      register(format(title, ...args.slice(0, placeholders)), () => body(...args));
    });
  };
}
