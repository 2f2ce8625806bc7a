/** @jest-config-loader esbuild-register */
import type { Config } from 'jest';

const config: Config = {
  testEnvironment: 'node',
  // Workspace packages are tested from source. Never add 'import': jest's own `require`s would then load ES modules.
  testEnvironmentOptions: { customExportConditions: ['@wengert/source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/{packages/*,benchmarks/**,docs}/test/**/*.test.ts'],
  modulePathIgnorePatterns: ['/build/', '/dist/', '/.stryker-tmp/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Transpiles only; `npm run typecheck` is what finds type errors in tests.
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.test.json' }] },
};

export default config;
