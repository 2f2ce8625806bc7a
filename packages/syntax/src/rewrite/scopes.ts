import { children, endOf, isClass, isFunction, startOf, type Node } from './nodes.js';

/** A part of the text in which a name has a meaning that the file gives it. */
interface Reach {
  readonly start: number;
  readonly end: number;
}

/** Which names a file declares, and how far each declaration reaches. */
export class Scopes {
  readonly #reaches = new Map<string, Reach[]>();

  constructor(program: Node) {
    this.#visit(program, program, program);
  }

  /** Whether a declaration of this name reaches a node. */
  declares(name: string, at: Node): boolean {
    const position = startOf(at);
    return this.#reaches.get(name)?.some(({ start, end }) => start <= position && position < end) === true;
  }

  /**
   * Notes what a node and its parts declare.
   *
   * @param block - The innermost block around the node.
   * @param body - The innermost function around it, or the file: how far `var` reaches.
   */
  #visit(node: Node, block: Node, body: Node): void {
    const [blockWithin, bodyWithin] = isFunction(node) ? [node, node] : [isBlock(node) ? node : block, body];
    if (isFunction(node)) {
      // The name of a declaration stands in the block around it; outside of strict mode it reaches further.
      if ('id' in node && node.id) this.#note([node.id.name], node.type === 'FunctionDeclaration' ? body : node);
      this.#note(node.params.flatMap(namesIn), node);
    } else if (isClass(node)) {
      if (node.id) this.#note([node.id.name], node.type === 'ClassDeclaration' ? block : node);
    } else if (node.type === 'CatchClause') {
      this.#note(node.param ? namesIn(node.param) : [], node);
    } else if (node.type === 'VariableDeclaration') {
      const names = node.declarations.flatMap(({ id }) => namesIn(id));
      this.#note(names, node.kind === 'var' ? body : block);
    } else if (node.type === 'ImportDeclaration') {
      const names = node.specifiers.map(({ local }) => local.name);
      this.#note(names, body);
    }
    for (const child of children(node)) this.#visit(child, blockWithin, bodyWithin);
  }

  #note(names: readonly string[], within: Node): void {
    for (const name of names) {
      const reaches = this.#reaches.get(name) ?? [];
      // The file reaches everywhere, also to what stands before its first statement.
      reaches.push(
        within.type === 'Program' ? { start: 0, end: Infinity } : { start: startOf(within), end: endOf(within) },
      );
      this.#reaches.set(name, reaches);
    }
  }
}

function isBlock(node: Node): boolean {
  return blockTypes.has(node.type);
}

const blockTypes: ReadonlySet<string> = /* @__PURE__ */ new Set([
  'BlockStatement',
  'StaticBlock',
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'SwitchStatement',
  'TSModuleBlock',
]);

/** The names in a pattern of parameters or variables. */
function namesIn(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element ? namesIn(element) : []));
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property : property.value),
      );
    case 'TSParameterProperty':
      return namesIn(pattern.parameter);
    default:
      return [];
  }
}
