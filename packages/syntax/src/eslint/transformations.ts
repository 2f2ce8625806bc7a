import type { SourceCode } from 'eslint';
import type * as ESTree from 'estree';
import { bare, definitionOf, isFunction, type FunctionNode, type Node } from './nodes.js';

/** A function that is given to a transformation. */
export interface Transformed {
  readonly transformation: string;
  readonly function: FunctionNode;
  /** Its parameters that are traced. */
  readonly parameters: readonly Node[];
}

/** The functions that a call gives to a transformation of wengert. */
export function transformedBy(call: ESTree.CallExpression, sourceCode: SourceCode): readonly Transformed[] {
  const transformation = transformationIn(call.callee, sourceCode);
  if (transformation === undefined) return [];
  return call.arguments.flatMap((argument) => {
    const found = functionIn(argument, sourceCode);
    if (found === undefined) return [];
    return [{ transformation, function: found, parameters: tracedParameters(transformation, call, found) }];
  });
}

/** What begins with one of these takes `argnums`, and leaves other arguments as they are. */
const takesArgnums = /^(?:grad|valueAndGrad|jacfwd|jacrev|jacobian|hessian|sparseJacobian|sparseHessian)$/;

function tracedParameters(
  transformation: string,
  { arguments: [, options] }: ESTree.CallExpression,
  { params }: FunctionNode,
): readonly Node[] {
  if (!takesArgnums.test(transformation)) return params;
  if (options === undefined) return params.slice(0, 1);
  if (options.type !== 'ObjectExpression') return params;
  const argnums = options.properties.find(
    (property) => property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'argnums',
  );
  if (argnums === undefined) {
    return options.properties.every(({ type }) => type === 'Property') ? params.slice(0, 1) : params;
  }
  const value = argnums.type === 'Property' ? argnums.value : argnums;
  const numbers = value.type === 'ArrayExpression' ? value.elements : [value];
  const literal = numbers.map((number) => (number?.type === 'Literal' ? number.value : undefined));
  return literal.includes(undefined) ? params : params.filter((_, i) => literal.includes(i));
}

/** The name that a function of wengert has there. What is in an object that is imported, such as `numerical`, is none. */
export function transformationIn(callee: Node, sourceCode: SourceCode): string | undefined {
  if (callee.type === 'Identifier') return importedName(callee, sourceCode);
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier' || callee.computed) return undefined;
  const whole = importedName(callee.object, sourceCode) === '*';
  return whole && callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

/** What a name stands for in wengert; `*` for all of it. */
function importedName(name: ESTree.Identifier, sourceCode: SourceCode): string | undefined {
  const definition = definitionOf(name, sourceCode);
  if (definition?.type === 'ImportBinding') {
    if (!isWengert(definition.parent.source)) return undefined;
    const { node } = definition;
    if (node.type !== 'ImportSpecifier') return '*';
    return node.imported.type === 'Identifier' ? node.imported.name : undefined;
  }
  if (definition?.type !== 'Variable') return undefined;
  const { id, init } = definition.node;
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require') {
    return undefined;
  }
  if (!init.arguments.some(isWengert)) return undefined;
  if (id.type !== 'ObjectPattern') return '*';
  const property = id.properties.find((one) => one.type === 'Property' && one.value === definition.name);
  return property?.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : undefined;
}

function isWengert(specifier: Node): boolean {
  return (
    specifier.type === 'Literal' && /^(?:wengert|@wengert\/(?!syntax|tensor)[\w-]+)$/.test(String(specifier.value))
  );
}

function functionIn(argument: Node, sourceCode: SourceCode): FunctionNode | undefined {
  const inner = bare(argument);
  if (isFunction(inner)) return inner;
  if (inner.type !== 'Identifier') return undefined;
  const definition = definitionOf(inner, sourceCode);
  if (definition?.type === 'FunctionName') return isFunction(definition.node) ? definition.node : undefined;
  if (definition?.type !== 'Variable') return undefined;
  const { id, init } = definition.node;
  return id.type === 'Identifier' && init && isFunction(init) ? init : undefined;
}
