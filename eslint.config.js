import salesforceLwc from '@salesforce/eslint-config-lwc'
import neostandard from 'neostandard'
import ts from 'typescript-eslint'

const { recommended } = salesforceLwc.configs
const COMPONENTS = ['lwc/**/*.ts']
const COMPONENT_TESTS = ['lwc/**/__tests__/**/*.ts']
const JEST = Object.fromEntries(['jest', 'describe', 'it', 'expect', 'beforeEach', 'afterEach'].map((name) => [name, 'readonly']))

// Components are laid out by Prettier and follow Salesforce's rules instead of neostandard's.
const outsideComponents = (config) => config.rules ? { ...config, ignores: [...(config.ignores ?? []), 'lwc/**'] } : config
const onlyComponents = (config) => ({ ...config, files: COMPONENTS })

export default [
  { ignores: ['node_modules/**', '.tap/**', 'data/**', 'lwc/**/*.js', 'force-app/**', 'test/org/sample/**'] },
  ...neostandard({ ts: true }).map(outsideComponents),
  ...recommended.map(onlyComponents),
  ...ts.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      // A TypeBox schema and the type derived from it share one name.
      '@typescript-eslint/no-redeclare': 'off',
      'no-redeclare': 'off',
      // Fastify plugins are async by contract, with or without an await in them.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
      // tap waits for a test of the top level itself.
      '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: '@tapjs/test', name: 'test' }] }],
      'max-lines': ['error', { max: 250, skipBlankLines: true, skipComments: true }]
    }
  },
  // Components begin what nobody waits for; the browser's own scripts do too.
  { files: ['server/console/app/**/*.ts', 'server/console/platform/**/*.ts'], rules: { 'no-void': ['error', { allowAsStatement: true }] } },
  {
    files: COMPONENTS,
    rules: {
      // TypeScript knows better: what is defined, what resolves, what returns.
      'no-undef': 'off',
      'no-unused-vars': 'off',
      'consistent-return': 'off',
      'import/named': 'off',
      'import/no-unresolved': 'off',
      'no-void': ['error', { allowAsStatement: true }],
      'no-use-before-define': ['error', { functions: false, variables: false }],
      // A Record of every case is checked by the compiler.
      'default-case': 'off'
    }
  },
  {
    files: COMPONENT_TESTS,
    rules: {
      // A test reaches into components from outside, and knows their parts by selector only.
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': 'off'
    }
  },
  { files: ['test/lwc-stubs/**/*.js'], languageOptions: { globals: JEST } }
]
