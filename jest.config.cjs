// The tests of the components read their TypeScript as it stands: nothing has to be erased or built before.
const { jestConfig } = require('@salesforce/sfdx-lwc-jest/config')

module.exports = {
  ...jestConfig,
  roots: ['<rootDir>/lwc'],
  testMatch: ['**/__tests__/*.test.ts'],
  moduleFileExtensions: ['ts', 'js', 'json', 'html', 'css'],
  setupFilesAfterEnv: [...jestConfig.setupFilesAfterEnv, '<rootDir>/test/lwc-stubs/setup.js'],
  moduleNameMapper: {
    // jsdom draws nothing, and does not know container queries.
    '\\.css(\\?.*)?$': require.resolve('@lwc/jest-resolver/resources/emptyStyleMock.js'),
    '^lightning/(actions|flowSupport|navigation)$': '<rootDir>/test/lwc-stubs/$1.js',
    // One LWC of one version; its package says "module" only.
    '^lwc$': '<rootDir>/node_modules/@lwc/engine-dom/dist/index.cjs',
    '^@lwc/(engine-dom|synthetic-shadow|wire-service)$': '<rootDir>/node_modules/@lwc/$1/dist/index.cjs'
  },
  // Two cores are enough for what takes seconds.
  maxWorkers: 2
}
