/**
 * Who may know Salesforce's own clients: product/org alone, and only once an org is called. They take a second to load.
 * Who may know the SDK of the Model Context Protocol: product/mcp alone.
 */

/** A pattern of `@typescript-eslint/no-restricted-imports`. */
type Restricted = ({ readonly group: readonly string[] } | { readonly regex: string }) & {
  readonly allowTypeImports?: true;
  readonly message: string;
};

const jsforce: Restricted = {
  group: ['jsforce', 'jsforce/**', '@jsforce/**'],
  message: 'The product has an HTTP client of its own, product/org. jsforce is an outside client for proofs and tests.',
};

/** The error class that the Salesforce CLI shows is small and needed by every command. */
const core: Restricted = {
  regex: '^@salesforce/core(?!/sfError$)',
  message: 'product/org alone knows @salesforce/core.',
};

const lazyCore: Restricted = { ...core, allowTypeImports: true, message: 'Import it where an org is called.' };

const mcpSdk: Restricted = {
  group: ['@modelcontextprotocol/**'],
  message: 'product/mcp alone knows the Model Context Protocol, so that no other command loads it.',
};

const model: Restricted = {
  group: ['**/model/*'],
  allowTypeImports: true,
  message: 'The gate engine is bundled for the browser: only types of the model.',
};

const block = (files: readonly string[], ...patterns: readonly Restricted[]) => ({
  files,
  rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
});

const later = {
  selector: 'ImportExpression[source.value=/^(jsforce|@jsforce|@salesforce\\/core)/]',
  message: 'product/org alone knows the clients of Salesforce.',
};

const laterMcp = {
  selector: 'ImportExpression[source.value=/^@modelcontextprotocol/]',
  message: 'product/mcp alone knows the Model Context Protocol.',
};

/** Blocks of the ESLint configuration; the last that fits a file holds. */
export const clientsOfSalesforce = [
  block(['scripts/{product,practice-org}/**/*.ts'], jsforce, core, mcpSdk),
  block(['scripts/product/mcp/**/*.ts'], jsforce, core),
  block(['scripts/product/org/**/*.ts'], jsforce, lazyCore, mcpSdk),
  block(['scripts/product/gate/**/*.ts'], jsforce, core, mcpSdk, model),
  {
    files: ['scripts/{product,practice-org}/**/*.ts'],
    ignores: ['scripts/product/org/**'],
    rules: { 'no-restricted-syntax': ['error', later, laterMcp] },
  },
] as const;
