import js from '@eslint/js';
import jsdoc from 'eslint-plugin-jsdoc';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

/** What needs a doc comment when it is exported. A row of the table states its own name, domain and source. */
const documented = [
  'ExportNamedDeclaration > ClassDeclaration',
  'ExportNamedDeclaration > FunctionDeclaration',
  'ExportNamedDeclaration > TSDeclareFunction',
  'ExportNamedDeclaration > TSInterfaceDeclaration',
  'ExportNamedDeclaration > TSTypeAliasDeclaration',
  'ExportNamedDeclaration > VariableDeclaration:not([declarations.0.id.name=/Row$/])',
];

export default defineConfig(
  {
    ignores: [
      '**/build/',
      '**/dist/',
      'coverage/',
      'reports/',
      '.stryker-tmp/',
      'docs/api/',
      'docs/.vitepress/cache/',
      'docs/.vitepress/dist/',
      // Belongs to a project that is put together when it is tested.
      '.ci/fresh-project/consumer.ts',
      'benchmarks/gradbench/gradbench.js',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    rules: {
      curly: ['error', 'multi-line'],
      eqeqeq: 'error',
      'no-param-reassign': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      // Published coefficients are copied digit for digit, also where the last digits do not fit a double.
      'no-loss-of-precision': 'off',
    },
  },

  // TypeScript: the strictest type-aware rules.
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.test.json', './docs/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/consistent-type-exports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Overloads of one shape are kept apart for inference, which reads the last signature that fits.
      '@typescript-eslint/unified-signatures': 'off',
      // Marking a helper generic documents that its result has the type of its argument.
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
    },
  },

  // Every export of a package says what it is.
  {
    files: ['packages/*/src/**/*.ts'],
    plugins: { jsdoc },
    settings: { jsdoc: { mode: 'typescript' } },
    rules: {
      'jsdoc/require-jsdoc': [
        'error',
        {
          publicOnly: true,
          enableFixer: false,
          // One comment, on the first signature, speaks for all overloads.
          exemptOverloadedImplementations: true,
          skipInterveningOverloadedDeclarations: true,
          require: { FunctionDeclaration: false },
          contexts: documented,
        },
      ],
      'jsdoc/require-description': ['error', { contexts: documented }],
      'jsdoc/check-alignment': 'error',
      'jsdoc/check-tag-names': 'error',
      'jsdoc/empty-tags': 'error',
      'jsdoc/no-types': 'error',
      'jsdoc/require-param-description': 'error',
      'jsdoc/require-returns-description': 'error',
    },
  },

  // The non-null assertion `!` has one use: reading an element of an array at an index that is within bounds by the
  // construction of the loop around it, in the files whose loops are hot. `noUncheckedIndexedAccess` cannot see that,
  // and a check or a default in its place would cost time or hide a mistake. Everywhere else in src, handle `undefined`.
  {
    files: ['packages/*/src/**/kernels/**/*.ts', 'packages/*/src/**/tape*.ts', 'packages/compile/src/program/**/*.ts'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'TSNonNullExpression:not(:has(> MemberExpression[computed=true]))',
          message: 'Here `!` may only follow the reading of an element, as in `data[i]!`.',
        },
      ],
    },
  },
  {
    files: ['packages/*/test/**/*.ts'],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },

  // The types of Vue components and of dagre are known to the bundler of the site alone.
  {
    files: ['docs/.vitepress/**/*.ts', 'docs/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
    },
  },

  // Scripts and configuration run in Node and are not type-checked.
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  { files: ['**/*.cjs'], languageOptions: { sourceType: 'commonjs', globals: globals.node } },
);
