// Tests that need a browser, apart from those that need none. `npm run test:browser` runs them.
import { fileURLToPath } from 'node:url';

export default {
  rootDir: fileURLToPath(new URL('../../..', import.meta.url)),
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@wengert/source', 'node', 'node-addons'] },
  testMatch: ['<rootDir>/docs/test/browser/*.browser.ts'],
  testTimeout: 600_000,
  // Pages share one machine with each other.
  maxWorkers: 1,
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': ['ts-jest', { useESM: true, tsconfig: 'tsconfig.test.json' }] },
};
