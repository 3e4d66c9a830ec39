// Node's own `imports` map "#events" to the sources (condition "source"); SWC compiles them as native ES modules.
export default {
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
