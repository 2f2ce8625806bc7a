import type { Mark, Name } from './name.js';

const greek: ReadonlySet<string> = /* @__PURE__ */ new Set(
  (
    'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega ' +
    'Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega'
  ).split(' '),
);

const accents: Readonly<Record<Mark, readonly [letter: string, word: string]>> = {
  tangent: ['\\dot', '\\dot'],
  adjoint: ['\\bar', '\\overline'],
};

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
};

/**
 * A name in LaTeX: digits at the end of a name and the steps of a path are subscripts, Greek letters are written as such,
 * and other words upright.
 */
export function nameLatex({ root, path }: Name, mark?: Mark): string {
  const [, letters = '', digits = ''] = /^(.*?)(\d*)$/su.exec(root) ?? [];
  const stem = letters === '' ? root : letters;
  const word = wordLatex(stem);
  const [overLetter, overWord] = mark === undefined ? ['', ''] : accents[mark];
  const accented =
    mark === undefined ? word : `${/^.$/su.test(stem) || greek.has(stem) ? overLetter : overWord}{${word}}`;
  const subscripts = [
    ...(letters === '' || digits === '' ? [] : [digits]),
    ...path.map((key) => wordLatex(String(key))),
  ];
  return subscripts.length === 0 ? accented : `${accented}_{${subscripts.join(',')}}`;
}

/** One word in LaTeX's mathematical mode. */
function wordLatex(word: string): string {
  if (/^(?:[A-Za-z]|\d+)$/.test(word)) return word;
  if (greek.has(word)) return `\\${word}`;
  return /^[A-Za-z]+$/.test(word) ? `\\mathrm{${word}}` : `\\text{${escapeLatex(word)}}`;
}

/** Text in which nothing is left that LaTeX takes for a command. */
export function escapeLatex(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, ' ')
    .replace(/[\\{}$&#^_~%]/g, (character) => escapes[character] ?? `\\${character}`);
}
