/** Which module may import which, as settings of `import/no-restricted-paths`; docs/building.md draws the same picture. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { importsOfProduct } from './product-imports.ts';
import { importsOfProof } from './proof-imports.ts';
import { serverZones, type Zone } from './server-zones.ts';

interface ConfigBlock {
  readonly files: readonly string[];
  readonly rules: Readonly<Record<string, readonly ['error', { readonly basePath: string; readonly zones: Zone[] }]>>;
}

const scripts = fileURLToPath(new URL('../scripts', import.meta.url));

const halls = ['product', 'practice-org', 'proof'] as const;

/** What each module imports beside itself, always through the other's `index.ts`; halls stand for their entry files. */
const imports: Readonly<Record<string, readonly string[]>> = {
  ...importsOfProduct,

  // An org knows metadata, and nothing of what the metadata was made from.
  'practice-org/server': ['product/csv', 'product/formula'],
  'practice-org/page': ['practice-org/server', 'product/messages', 'product/metadata'],
  'practice-org/start': [
    'practice-org/page',
    'practice-org/server',
    'product/coaching',
    'product/compile',
    'product/csv',
    'product/customer',
    'product/gate',
    'product/install',
    'product/lead',
    'product/messages',
    'product/metadata',
    'product/model',
    'product/org',
    'product/vocabulary',
  ],
  'practice-org': ['practice-org/start', 'product/grade', 'product/model', 'product/org', 'product/terminal'],

  ...importsOfProof,
};

/** Files that import more than their module does. */
const exceptions: Readonly<Record<string, readonly string[]>> = {
  // The one door from the product to the practice org.
  'product/cli/commands/tas/practice/start.ts': ['practice-org/start'],
};

const modules = halls.flatMap((hall) =>
  readdirSync(`${scripts}/${hall}`, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? [`${hall}/${entry.name}`] : [],
  ),
);
const unknown = [...modules, ...halls].filter((name) => imports[name] === undefined);
if (unknown.length > 0) throw new Error(`lint/modules.ts does not say what may be imported by ${unknown.join(', ')}`);

/** What a file of `from` may not import, given the modules that it may. */
function zonesOf(from: string, allowed: readonly string[]): Zone[] {
  const others = modules.filter((name) => name !== from);
  return others.map((name) =>
    allowed.includes(name)
      ? { target: '.', from: name, except: ['index.ts'], message: `Import ${name}/index.ts.` }
      : { target: '.', from: name, message: `${from} does not import ${name}: see lint/modules.ts.` },
  );
}

const block = (files: readonly string[], zones: Zone[]): ConfigBlock => ({
  files,
  rules: { 'import/no-restricted-paths': ['error', { basePath: scripts, zones }] },
});

/** One block for each module, for the entry files of each hall and for each exception; the last that fits a file holds. */
export const moduleBoundaries: readonly ConfigBlock[] = [
  ...modules.map((name) =>
    block(
      [`scripts/${name}/**/*.ts`],
      [...zonesOf(name, imports[name] ?? []), ...(name === 'practice-org/server' ? serverZones : [])],
    ),
  ),
  ...halls.map((name) => block([`scripts/${name}/*.ts`], zonesOf(name, imports[name] ?? []))),
  ...Object.entries(exceptions).map(([file, more]) => {
    const name = file.split('/').slice(0, 2).join('/');
    return block([`scripts/${file}`], zonesOf(name, [...(imports[name] ?? []), ...more]));
  }),
];
