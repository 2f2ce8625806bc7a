/** A rule, as ESLint takes it. */
export interface EslintRule {
  readonly meta: {
    readonly type: 'problem';
    readonly docs: { readonly description: string };
    readonly fixable: 'code';
    readonly messages: Record<string, string>;
    readonly schema: [];
  };
  create(context: never): Record<string, (node: unknown) => void>;
}
