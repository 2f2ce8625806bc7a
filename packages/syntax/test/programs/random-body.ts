import fc from 'fast-check';

/** What random programs are made of: texts. */
interface Parts {
  readonly expression: string;
  readonly place: string;
  readonly statement: string;
  readonly block: string;
}

const binary = '+ - * / % ** < <= > >= == != === !== & | ^ << >> >>> && || , in instanceof'.split(' ');
const assignment = '= += -= *= /= %= **= &= |= ^= <<= >>= >>>= &&= ||= ??='.split(' ');
const unary = ['-', '+', '!', '~', 'typeof ', 'void '];
const functions = ['Math.sin', 'Math.abs', 'Math.fround', 'Math.round', 'Number.isNaN', 'isFinite', 'f'];
const literals = ['0', '-0', '1', '2.5', '3', '10n', "'4'", "'text'", 'true', 'null', 'undefined', 'NaN', 'Math.PI'];

const deep = { depthIdentifier: fc.createDepthIdentifier(), maxDepth: 5, withCrossShrink: true } as const;

/**
 * Random bodies of functions with a `this`, of `a`, `b`, `c` (anything), `o` (an object) and `f` (a function). Variables of
 * their own they have only in blocks of their own, so that the names can be the same.
 */
export const randomBody: fc.Arbitrary<string> = fc
  .letrec((tie: fc.LetrecTypedTie<Parts>): fc.LetrecValue<Parts> => {
    const [x, place, statement, block] = [tie('expression'), tie('place'), tie('statement'), tie('block')];
    return {
      place: fc.oneof(
        deep,
        fc.constantFrom('a', 'b', 'c', 'o.p', 'this.p', 'o[b]'),
        x.map((key) => `o[${key}]`),
        x.map((object) => `f(${object}).p`),
        place.map((inner) => `(${inner})`),
      ),
      expression: fc.oneof(
        deep,
        fc.constantFrom('a', 'b', 'c', 'o.p', 'this.q', ...literals),
        fc.constantFrom('a', 'b', 'c', 'o.p', 'o.q'),
        all`(${x} ${oneOf(binary)} ${x})`,
        all`(${x} ${oneOf(binary)} ${x})`,
        all`(${oneOf(unary)}(${x}))`,
        all`(${place} ${oneOf(assignment)} ${x})`,
        all`(${place}${oneOf(['++', '--'])})`,
        all`(${oneOf(['++', '--'])}${place})`,
        all`(${x} ? ${x} : ${x})`,
        all`${oneOf(functions)}(${x})`,
        all`Math.max(${x}, ...[${x}])`,
        all`[${x}, ${x}][${x}]`,
        all`({ p: ${x}, [${x}]: 1 })`,
        all`\`\${${x}} and \${${x}}\``,
        all`f(${x})?.[${x}]`,
        all`((x, y = ${x}) => f(x) + y)(${x})`,
        all`(() => ${x})()`,
        all`new (class { x = ${x}; [${x}]() { return this.x * 2 } })().x`,
        all`o?.[${x}]?.p.q`,
        all`(delete o[${x}])`,
        all`f.call(${x}, ${x})`,
        all`f\`with \${${x}}\`[1]`,
        all`[...(function* () { yield ${x}; ${statement}\nreturn yield* [${x}] }).call(this)]`,
        all`(class extends (${x} || Object) { static #y = ${x}; static { ${statement} } static get z() { return this.#y-- } }).z`,
        all`(${x}, ${x})`,
        all`(typeof ${oneOf(['nowhere', 'a', '(b)', 'o.p'])} === ${oneOf(["'number'", "'undefined'"])})`,
      ),
      block: fc.array(statement, { minLength: 1, maxLength: 3 }).map((parts) => `{\n${parts.join('\n')}\n}`),
      // Semicolons are left out where they may be.
      statement: fc.oneof(
        deep,
        all`f(${x})`,
        all`f(${x})`,
        all`${place} ${oneOf(assignment)} ${x}`,
        all`${place} ${oneOf(assignment)} ${x}`,
        all`${place}${oneOf(['++', '--'])}`,
        all`${x} ${oneOf(binary)} ${x}`,
        all`void 0, ${place}++, ${x}`,
        all`;[${place}, { p: ${place} = ${x}, ...c }] = [${x}, { q: ${x} }]`,
        all`return ${x}`,
        all`throw ${x}`,
        all`if (${x}) ${block} else ${statement}`,
        all`if (${x}) ${statement}`,
        all`for (let i = 0; i < 3 && (${x}); i++) ${block}`,
        all`for (${place} of [${x}, 2]) ${block}`,
        all`for (const key in { p: 1, q: ${x} }) { f(key)\n${statement} }`,
        all`{ let i = 3\nagain: for (; i-- && ${x}; ) { ${statement}\nif (${x}) continue again\nelse break again } }`,
        all`{ let i = 0\nwhile (i++ < 3 && (${x})) ${block} }`,
        all`{ let i = 3\ndo ${block} while (--i && (${x})) }`,
        all`switch (${x}) {\ncase ${x}: ${block}\ncase 1: ${statement}\nbreak\ndefault: ${statement}\n}`,
        all`try ${block} catch (error) { f(error)\n${statement} } finally ${block}`,
        all`outer: { ${statement}\nif (f(a) > b) break outer\n${statement} }`,
        all`{ const { z = ${x}, [${x}]: y } = { q: 1 }\nf(z + y) }`,
        all`{ function g(a = ${x}, { p = a * 2 } = {}) ${block}\nf(g.call(this)) }`,
      ),
    };
  })
  .block.map((text) => text.slice(1, -1));

function oneOf(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.constantFrom(...texts);
}

/** A text with random parts. */
function all(texts: TemplateStringsArray, ...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((found) => String.raw({ raw: texts }, ...found));
}
