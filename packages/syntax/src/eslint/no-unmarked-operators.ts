import type { Rule, SourceCode } from 'eslint';
import type * as ESTree from 'estree';
import { directive } from '../rewrite/directive.js';
import { parentOf, type FunctionNode, type Node } from './nodes.js';
import type { EslintRule } from './rule.js';
import { TracedValues } from './traced-values.js';
import { transformedBy } from './transformations.js';

/** Finds operators in functions that are given to a transformation, and are not marked. */
export const noUnmarkedOperators: EslintRule = {
  meta: {
    type: 'problem',
    docs: { description: 'Require a mark on functions that use operators on what wengert traces' },
    fixable: 'code',
    messages: {
      unmarked:
        "{{transformation}} traces this function, in which {{operator}} would be used on a traced value. Begin the function with '" +
        `${directive}', or use operations of wengert.`,
    },
    schema: [],
  },

  create(context: Rule.RuleContext) {
    const { sourceCode } = context;
    const seen = new Set<FunctionNode>();

    function check(call: ESTree.CallExpression): void {
      for (const transformed of transformedBy(call, sourceCode)) {
        const { function: node, transformation } = transformed;
        if (seen.has(node) || isMarked(node)) continue;
        const raw = new TracedValues(transformed, sourceCode).firstOperator();
        if (raw === undefined) continue;
        seen.add(node);
        context.report({
          node: raw.node,
          messageId: 'unmarked',
          data: { operator: raw.operator, transformation },
          fix: (fixer) => mark(node, fixer, sourceCode),
        });
      }
    }

    return { CallExpression: (node) => check(node as ESTree.CallExpression) };
  },
};

/** Whether a function, one around it, or the file begins with the directive. */
function isMarked({ body }: FunctionNode): boolean {
  for (let at: Node | null = body; at !== null; at = parentOf(at)) {
    if (at.type !== 'BlockStatement' && at.type !== 'Program') continue;
    if (at.body.some((statement) => 'directive' in statement && statement.directive === directive)) return true;
  }
  return false;
}

function mark({ body }: FunctionNode, fixer: Rule.RuleFixer, sourceCode: SourceCode): Rule.Fix {
  const statement = `'${directive}';`;
  if (body.type !== 'BlockStatement') {
    const arrow = sourceCode.getTokenBefore(body, (token) => token.value === '=>');
    const whole = parentOf(body);
    const [start, end] = [arrow?.range[1] ?? 0, whole?.range?.[1] ?? 0];
    const text = sourceCode.text.slice(start, end).trim();
    return fixer.replaceTextRange([start, end], ` { ${statement} return ${text}; }`);
  }
  const [first] = body.body;
  if (first === undefined) return fixer.replaceText(body, `{ ${statement} }`);
  const line = sourceCode.lines[(first.loc?.start.line ?? 1) - 1] ?? '';
  const indentation = /^\s*/.exec(line)?.[0] ?? '';
  const alone = line.slice(0, first.loc?.start.column) === indentation;
  return fixer.insertTextBefore(first, alone ? `${statement}\n${indentation}` : `${statement} `);
}
