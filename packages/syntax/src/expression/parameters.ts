import { describeValue } from '@wengert/primitives';
import { WengertError } from '@wengert/tensor';

/**
 * The names in the order of their first appearance; but those that only differ in a number at their end stand together,
 * in the order of their numbers.
 */
export function defaultOrder(found: Iterable<string>): readonly string[] {
  const families = new Map<string, string[]>();
  for (const name of found) {
    const stem = name.replace(/\d+$/, '');
    const family = families.get(stem);
    if (family === undefined) families.set(stem, [name]);
    else family.push(name);
  }
  return [...families].flatMap(([stem, family]) => family.sort((a, b) => numberAfter(stem, a) - numberAfter(stem, b)));
}

/** The number at the end of a name; a name without one comes first. */
function numberAfter(stem: string, name: string): number {
  return name === stem ? -1 : Number(name.slice(stem.length));
}

/**
 * Lets names of arguments pass that a text can use.
 *
 * @throws {@link WengertError} when one is no identifier, or is given twice.
 */
export function checkNames(names: readonly string[]): void {
  if (!Array.isArray(names)) {
    throw new WengertError(`parseExpression: names must be an array of names, but is ${describeValue(names)}.`);
  }
  names.forEach((name: unknown, i) => {
    if (typeof name !== 'string' || !/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name)) {
      throw new WengertError(
        `parseExpression: names[${i}] must be a name such as x or x1, but is ${describeValue(name)}.`,
      );
    }
    if (names.indexOf(name) < i) throw new WengertError(`parseExpression: the name ${name} is given twice.`);
  });
}
