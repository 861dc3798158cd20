const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

// A folder of this run's own; its workers learn of it here too.
const project = join(tmpdir(), `tas-reference-${process.pid}`);
process.env.TAS_REFERENCE_PROJECT = project;

module.exports = {
  ...jestConfig,
  testMatch: ['<rootDir>/test/lwc/**/*.test.js'],
  globalSetup: '<rootDir>/test/reference/jest-setup.cjs',
  globalTeardown: '<rootDir>/test/reference/jest-teardown.cjs',
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/jest.setup.cjs'],
  moduleNameMapper: {
    '^lightning/graphql$': '<rootDir>/test/lwc/graphql-stub.js',
    // A bundle of styles alone, which the kit's resolver does not look for.
    '^c/tasLines$': '<rootDir>/force-app/main/default/lwc/tasLines/tasLines.css',
    '^c/tasTheme$': '<rootDir>/force-app/main/default/lwc/tasTheme/tasTheme.css',
    // The components under test are those of force-app; the model they read is the tests' own.
    '^c/(tasModel|tasHomeModel|tasChart)$': join(project, 'force-app/main/generated/lwc/$1/$1.js'),
  },
  // The accessibility rules are the slowest part by far.
  testTimeout: 60_000,
};
