/** Which module may import which, as settings of `import/no-restricted-paths`; docs/building.md draws the same picture. */
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
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
  'product/chart': [],
  'product/coaching': [],
  'product/customer': [],
  'product/csv': [],
  'product/formula': [],
  'product/metadata': [],
  'product/run-record': [],
  'product/vocabulary': [],
  'product/messages': [],
  'product/terminal': [],
  'product/stages': ['product/model', 'product/org'],
  // Bundled for the browser.
  'product/lead': [],
  'product/model': ['product/customer', 'product/lead', 'product/messages', 'product/vocabulary'],
  // Types alone: the engine is bundled for the browser.
  'product/gate': ['product/model', 'product/vocabulary'],
  'product/present': ['product/gate', 'product/messages', 'product/model', 'product/vocabulary'],
  'product/org': ['product/csv'],
  'product/compile': [
    'product/coaching',
    'product/customer',
    'product/formula',
    'product/gate',
    'product/lead',
    'product/messages',
    'product/metadata',
    'product/model',
    'product/run-record',
    'product/vocabulary',
  ],
  'product/runs': ['product/csv', 'product/org', 'product/run-record', 'product/terminal'],
  'product/explain': [
    'product/gate',
    'product/messages',
    'product/model',
    'product/org',
    'product/present',
    'product/vocabulary',
  ],
  'product/grade': [
    'product/csv',
    'product/gate',
    'product/messages',
    'product/model',
    'product/org',
    'product/runs',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/lead-keys': [
    'product/csv',
    'product/grade',
    'product/lead',
    'product/model',
    'product/org',
    'product/runs',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/registrations': [
    'product/grade',
    'product/model',
    'product/org',
    'product/runs',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/team': [
    'product/audit',
    'product/explain',
    'product/gate',
    'product/grade',
    'product/messages',
    'product/model',
    'product/org',
    'product/runs',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/audit': [
    'product/csv',
    'product/explain',
    'product/gate',
    'product/grade',
    'product/lead',
    'product/messages',
    'product/metadata',
    'product/model',
    'product/org',
    'product/present',
    'product/stages',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/forecast': [
    'product/coaching',
    'product/csv',
    'product/explain',
    'product/gate',
    'product/grade',
    'product/model',
    'product/org',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/changes': [
    'product/csv',
    'product/explain',
    'product/grade',
    'product/model',
    'product/org',
    'product/runs',
    'product/stages',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/report': [
    'product/audit',
    'product/changes',
    'product/chart',
    'product/coaching',
    'product/customer',
    'product/explain',
    'product/forecast',
    'product/grade',
    'product/messages',
    'product/metadata',
    'product/model',
    'product/org',
    'product/present',
    'product/runs',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/migrate': [
    'product/csv',
    'product/explain',
    'product/gate',
    'product/grade',
    'product/messages',
    'product/model',
    'product/org',
    'product/runs',
    'product/stages',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/init': [
    'product/compile',
    'product/messages',
    'product/metadata',
    'product/model',
    'product/org',
    'product/stages',
    'product/vocabulary',
  ],
  'product/install': [
    'product/compile',
    'product/csv',
    'product/metadata',
    'product/model',
    'product/org',
    'product/runs',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/doctor': [
    'product/compile',
    'product/formula',
    'product/install',
    'product/model',
    'product/org',
    'product/terminal',
    'product/vocabulary',
  ],
  'product/mcp': [
    'product/explain',
    'product/gate',
    'product/messages',
    'product/model',
    'product/org',
    'product/present',
    'product/runs',
    'product/vocabulary',
  ],
  'product/verify': ['product/install', 'product/metadata', 'product/model', 'product/org', 'product/terminal'],
  'product/cli': [
    'product/audit',
    'product/changes',
    'product/compile',
    'product/csv',
    'product/doctor',
    'product/explain',
    'product/forecast',
    'product/grade',
    'product/init',
    'product/install',
    'product/lead-keys',
    'product/team',
    'product/mcp',
    'product/messages',
    'product/metadata',
    'product/migrate',
    'product/model',
    'product/org',
    'product/registrations',
    'product/report',
    'product/runs',
    'product/stages',
    'product/terminal',
    'product/verify',
  ],
  product: [],
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
