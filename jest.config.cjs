const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config');

module.exports = {
  ...jestConfig,
  testMatch: ['<rootDir>/test/lwc/**/*.test.js'],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/jest.setup.cjs'],
  moduleNameMapper: { '^lightning/graphql$': '<rootDir>/test/lwc/graphql-stub.js' },
  // The accessibility rules are the slowest part by far.
  testTimeout: 60_000,
};
