import ts from 'typescript';

/**
 * The value of the JavaScript literal that a comment is, as `actual` must be. A number of six digits or more promises
 * the digits that it has; where `actual` agrees with them, it is what is expected. `1.92…` is any number that is written
 * so to begin with. `Int32Array [1, 2]` is a typed array.
 *
 * @returns The comment itself where it is no literal, so that it equals no such value and is shown beside what is.
 */
export function expectedFrom(comment: string, actual: unknown): unknown {
  const [, typed, list] = /^(\w+Array) (\[.*\])$/.exec(comment) ?? [];
  if (typed !== undefined && list !== undefined) return expectedFrom(list, actual);
  const [, beginning] = /^(-?\d+\.\d*)…$/.exec(comment) ?? [];
  if (beginning !== undefined) return String(actual).startsWith(beginning) ? actual : comment;
  const source = ts.createSourceFile('comment.ts', `(${comment})`, ts.ScriptTarget.ES2022);
  const [statement, ...more] = source.statements;
  if (statement === undefined || more.length > 0 || !ts.isExpressionStatement(statement)) return comment;
  return read(statement.expression);

  function read(node: ts.Expression, like: unknown = actual): unknown {
    if (ts.isParenthesizedExpression(node)) return read(node.expression, like);
    if (ts.isArrayLiteralExpression(node)) {
      return node.elements.map((element, i) => read(element, Array.isArray(like) ? like[i] : undefined));
    }
    if (ts.isObjectLiteralExpression(node)) return Object.fromEntries(node.properties.map((p) => entry(p, like)));
    if (ts.isStringLiteral(node)) return node.text;
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.MinusToken) {
      const negative = read(node.operand, typeof like === 'number' ? -like : like);
      if (typeof negative === 'number') return -negative;
    }
    if (ts.isNumericLiteral(node)) return toTheDigits(node.getText(source), like);
    const word = node.getText(source);
    if (words.has(word)) return words.get(word);
    return comment;
  }

  function entry(property: ts.ObjectLiteralElementLike, like: unknown): readonly [string, unknown] {
    if (!ts.isPropertyAssignment(property)) return [comment, undefined];
    const key = property.name.getText(source);
    return [key, read(property.initializer, (like as Readonly<Record<string, unknown>> | undefined)?.[key])];
  }
}

const words: ReadonlyMap<string, unknown> = new Map<string, unknown>([
  ['Infinity', Infinity],
  ['NaN', NaN],
  ['false', false],
  ['null', null],
  ['true', true],
  ['undefined', undefined],
]);

function toTheDigits(literal: string, actual: unknown): number {
  const [mantissa = ''] = literal.split('e');
  const digits = mantissa.replace('.', '').replace(/^0+/, '').length;
  const written = Number(literal);
  const agrees = typeof actual === 'number' && digits >= 6 && Number(actual.toPrecision(digits)) === written;
  return agrees ? actual : written;
}

/** Whether a text is what a comment says, where an ellipsis in the comment stands for any text, and a line break for a space. */
export function isText(text: string, comment: string): boolean {
  const parts = comment.split('…').map((part) =>
    part
      .trim()
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/\s+/g, '\\s+'),
  );
  return new RegExp(`^${parts.join('[^]*')}$`).test(text);
}
