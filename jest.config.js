// Node's own `imports` map "#events" to the sources (condition "source"); SWC compiles them as native ES modules.
import { availableParallelism } from 'node:os';

export default {
  // Three even on two cores, where jest would take one: half of the time of the long tests is waiting.
  maxWorkers: Math.max(3, availableParallelism() - 1),
  // What the files before left behind is never given back: at 3 GB each collection takes seconds, of every test at once.
  workerIdleMemoryLimit: '1GB',
  testSequencer: '<rootDir>/test/parts/longest-first.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['source', 'node', 'node-addons'] },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'json', 'node'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
        },
        module: { type: 'es6' },
      },
    ],
  },
  testMatch: ['<rootDir>/{apps,libs,test}/**/*.spec.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/libs/client/dist'],
  globalSetup: '<rootDir>/test/parts/global-setup.mjs',
  globalTeardown: '<rootDir>/test/parts/global-teardown.mjs',
  reporters: ['default', '<rootDir>/test/parts/tally-reporter.mjs'],
  testTimeout: 30_000,
};
