import slds from '@salesforce-ux/eslint-plugin-slds';
import lwc from '@salesforce/eslint-config-lwc';
import imports from 'eslint-plugin-import';
import tseslint from 'typescript-eslint';
import { clientsOfSalesforce } from './lint/clients.ts';
import { moduleBoundaries } from './lint/modules.ts';
import { noImportCircle } from './lint/no-import-circle.ts';

const components = ['force-app/main/default/lwc/**/*.js', 'scripts/practice-org/page/modules/**/*.js'];
const componentTests = ['test/lwc/**/*.js'];

export default tseslint.config(
  { ignores: ['node_modules/', 'coverage/', 'lib/', '.practice/', 'force-app/main/generated/', 'types/', '*.cjs'] },
  {
    files: ['**/*.ts', '*.js'],
    extends: [...tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js'] } } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  { files: ['*.js'], extends: [tseslint.configs.disableTypeChecked] },
  {
    files: ['scripts/**/*.ts', 'lint/**/*.ts'],
    plugins: { import: imports, project: { rules: { 'no-import-circle': noImportCircle } } },
    rules: { 'project/no-import-circle': 'error', 'max-lines': ['error', 300] },
  },
  {
    files: ['scripts/**/*.ts', 'lint/**/*.ts'],
    rules: {
      '@typescript-eslint/naming-convention': [
        'error',
        { selector: 'variable', format: ['camelCase', 'StrictPascalCase'], leadingUnderscore: 'allow' },
        // Names of data, such as fields, are the data's own.
        { selector: 'variable', modifiers: ['destructured'], format: null },
      ],
    },
  },
  // A language is one file: every text of the product; its name is the language's.
  {
    files: ['scripts/product/messages/*_*.ts'],
    rules: { 'max-lines': 'off', '@typescript-eslint/naming-convention': 'off' },
  },
  { files: ['scripts/practice-org/**/*.ts', 'scripts/proof/**/*.ts'], rules: { 'max-params': ['error', 4] } },
  ...moduleBoundaries,
  ...clientsOfSalesforce,
  {
    files: [...components, ...componentTests],
    extends: [lwc.configs.recommended],
    // Prettier decides about brackets; what is used stands above its details, as everywhere in this project.
    rules: { 'no-confusing-arrow': 'off', 'no-use-before-define': 'off', '@lwc/lwc/no-async-operation': 'off' },
  },
  {
    // The page is a program of its own in a browser, not a component in somebody's page.
    files: ['scripts/practice-org/page/**/*.js'],
    rules: {
      'no-restricted-globals': 'off',
      'no-void': 'off',
      'no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
    },
  },
  {
    files: componentTests,
    rules: {
      '@lwc/lwc/no-unexpected-wire-adapter-usages': 'off',
      'no-await-in-loop': 'off',
      '@lwc/lwc/prefer-custom-event': 'off',
    },
  },
  { files: ['force-app/**/lwc/**/*.{html,css}'], extends: [...slds.configs['flat/recommended']] },
  {
    // Widths, corners and the like for which the design system has no hook may be plain lengths; colours never.
    files: ['force-app/**/lwc/**/*.css'],
    rules: { '@salesforce-ux/slds/no-hardcoded-values-slds2': ['error', { reportNumericValue: 'hasReplacement' }] },
  },
);
