import { Linter } from 'eslint';
import imports from 'eslint-plugin-import';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';
import { expect, test } from 'vitest';
import { clientsOfSalesforce } from '../../lint/clients.ts';
import { moduleBoundaries } from '../../lint/modules.ts';
import { noImportCircle } from '../../lint/no-import-circle.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** What the project's own rules say of one line in a file of this project. */
function messages(file: string, line: string): string[] {
  const found = new Linter({ cwd: root }).verify(
    line,
    [
      {
        files: ['**/*.ts'],
        languageOptions: { parser: tseslint.parser },
        plugins: {
          import: imports,
          project: { rules: { 'no-import-circle': noImportCircle } },
          '@typescript-eslint': tseslint.plugin,
        },
        rules: { 'project/no-import-circle': 'error' },
      },
      ...moduleBoundaries,
      ...clientsOfSalesforce,
    ] as Linter.Config[],
    { filename: `${root}${file}` },
  );
  return found.map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`);
}

const boundary = 'import/no-restricted-paths';
const client = '@typescript-eslint/no-restricted-imports';

test.each([
  [
    'a file inside another module',
    'scripts/product/compile/compile.ts',
    "import type { Expr } from '../formula/ast.ts';",
    boundary,
  ],
  [
    'a file inside a module of the same hall, from an entry file',
    'scripts/proof/prove.ts',
    "import { prove } from './prove/prove.ts';",
    boundary,
  ],
  [
    'the practice org, from the product',
    'scripts/product/compile/compile.ts',
    "import { startPractice } from '../../practice-org/start/index.ts';",
    boundary,
  ],
  [
    'the practice org, from another command than `practice start`',
    'scripts/product/cli/commands/tas/grade.ts',
    "const start = () => import('../../../../practice-org/start/index.ts');",
    boundary,
  ],
  [
    'types of the model, from the server of the practice org',
    'scripts/practice-org/server/load-org.ts',
    "import type { SalesModel } from '../../product/model/index.ts';",
    boundary,
  ],
  [
    'the catalogue of messages, from the server of the practice org',
    'scripts/practice-org/server/load-org.ts',
    "import { messagesIn } from '../../product/messages/index.ts';",
    boundary,
  ],
  [
    'the vocabulary, from the server of the practice org',
    'scripts/practice-org/server/load-org.ts',
    "import { field } from '../../product/vocabulary/index.ts';",
    boundary,
  ],
  [
    'the catalogue of messages, from the gate engine, which has no words',
    'scripts/product/gate/verdict.ts',
    "import { messagesIn } from '../messages/index.ts';",
    boundary,
  ],
  [
    'a file inside the vocabulary, from the gate engine',
    'scripts/product/gate/grade.ts',
    "import { amount } from '../vocabulary/deal-fields.ts';",
    boundary,
  ],
  [
    'the model, from the vocabulary',
    'scripts/product/vocabulary/fields.ts',
    "import type { SalesModel } from '../model/index.ts';",
    boundary,
  ],
  [
    'the gate engine, from the catalogue of messages',
    'scripts/product/messages/catalogue.ts',
    "import type { Verdict } from '../gate/index.ts';",
    boundary,
  ],
  [
    'what explains, from the presenter, which the browser has too',
    'scripts/product/present/present.ts',
    "import { localeOf } from '../explain/index.ts';",
    boundary,
  ],
  [
    'the presenter, from grading, which counts reasons',
    'scripts/product/grade/text.ts',
    "import { present } from '../present/index.ts';",
    boundary,
  ],
  [
    'a proof, from the practice org',
    'scripts/practice-org/start/practice.ts',
    "import { proofDay } from '../../proof/prove/index.ts';",
    boundary,
  ],
  [
    'what dispatches requests, from an API',
    'scripts/practice-org/server/api/query.ts',
    "import type { ApiUsage } from '../rest.ts';",
    boundary,
  ],
  [
    'one API, from another',
    'scripts/practice-org/server/bulk/jobs.ts',
    "import { answerQuery } from '../api/query.ts';",
    boundary,
  ],
  [
    'values of the model, from the gate engine',
    'scripts/product/gate/plan.ts',
    "import { requirementsOf } from '../model/index.ts';",
    client,
  ],
  ['jsforce', 'scripts/product/org/http.ts', "import type { Connection } from 'jsforce';", client],
  [
    '@salesforce/core at once, from the module that may load it later',
    'scripts/product/org/login.ts',
    "import { Org } from '@salesforce/core';",
    client,
  ],
  [
    '@salesforce/core later, from another module',
    'scripts/product/grade/run.ts',
    "const core = () => import('@salesforce/core');",
    'no-restricted-syntax',
  ],
  [
    'the SDK of the Model Context Protocol, from another module',
    'scripts/product/explain/read.ts',
    "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';",
    client,
  ],
  [
    'the same later, from a command',
    'scripts/product/cli/commands/tas/mcp.ts',
    "const sdk = () => import('@modelcontextprotocol/sdk/server/mcp.js');",
    'no-restricted-syntax',
  ],
  [
    'a type of a file that imports this one',
    'scripts/product/csv/error.ts',
    "import type { CsvScanner } from './scan.ts';",
    'project/no-import-circle',
  ],
  [
    'a file of the other side of a longer circle, handed on',
    'scripts/product/csv/error.ts',
    "export type { CsvOptions } from './batches.ts';",
    'project/no-import-circle',
  ],
])('%s is not imported', (_what, file, line, rule) => {
  expect(messages(file, line)).toContainEqual(expect.stringContaining(`${rule}: `));
});

test.each([
  ['another module through its index', 'scripts/product/compile/compile.ts', "import '../formula/index.ts';"],
  [
    'the practice org, from `practice start`',
    'scripts/product/cli/commands/tas/practice/start.ts',
    "const start = () => import('../../../../../practice-org/start/index.ts');",
  ],
  [
    'types of the model, from the gate engine',
    'scripts/product/gate/plan.ts',
    "import type { Stage } from '../model/index.ts';",
  ],
  [
    'values of the vocabulary, from the gate engine',
    'scripts/product/gate/plan.ts',
    "import '../vocabulary/index.ts';",
  ],
  [
    'the presenter, from what explains',
    'scripts/product/explain/text.ts',
    "import { present } from '../present/index.ts';",
  ],
  [
    'the SDK of the Model Context Protocol, from its module',
    'scripts/product/mcp/serve.ts',
    "import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';",
  ],
  [
    '@salesforce/core later, from product/org',
    'scripts/product/org/login.ts',
    "const core = () => import('@salesforce/core');",
  ],
  [
    'the error of the Salesforce CLI, from a command',
    'scripts/product/cli/load-model.ts',
    "import { SfError } from '@salesforce/core/sfError';",
  ],
  ['a layer below', 'scripts/practice-org/server/api/query.ts', "import '../http/reply.ts';"],
])('%s may be imported', (_what, file, line) => {
  expect(messages(file, line)).toEqual([]);
});
