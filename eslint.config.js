import neostandard from 'neostandard'
import ts from 'typescript-eslint'

export default [
  { ignores: ['node_modules/**', '.tap/**', 'data/**', 'lwc/**', 'force-app/**', 'test/org/sample/**'] },
  ...neostandard({ ts: true }),
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
  }
]
