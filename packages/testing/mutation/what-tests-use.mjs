// Keeps Stryker from changing what rows are tested with: a change there would say nothing of the tests.

/** The fields of a row that only tests and documentation read. */
const fields = new Set(['name', 'examples', 'domain', 'source', 'notation', 'notate', 'uncoded', 'advice']);

/** The types of values that only tests and documentation read. */
const types = /\b(Example|ArgumentExample|Domain|Notation)\b/;

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'what-tests-use',
    value: {
      shouldIgnore(path) {
        const isField =
          path.isObjectProperty() && path.node.key.type === 'Identifier' && fields.has(path.node.key.name);
        return isField || types.test(annotation(path)) ? 'Only tests and documentation use it.' : undefined;
      },
    },
  },
];

/** The declared type of a variable, or of what a function returns, as text. */
function annotation(path) {
  if (path.isFunctionDeclaration()) return text(path.node.returnType);
  if (path.isVariableDeclarator()) return text(path.node.id.typeAnnotation);
  return '';
}

function text(node) {
  return JSON.stringify(node ?? '', (key, value) => (key === 'loc' ? undefined : value));
}
