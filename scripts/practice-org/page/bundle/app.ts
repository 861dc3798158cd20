/** The second stage: the package's bundles, the stubs and the page itself. */
import { join } from 'node:path';
import type { Plugin } from 'rollup';
import { writeTree } from '../../../product/metadata/index.ts';
import { baseComponents } from './base-components.ts';
import { appKey, vendorKey } from './key.ts';
import { cacheFolder, pageModules, vendorUrl } from './places.ts';
import { platform } from './platform.ts';
import { buildInto, constants, lwcPlugin } from './rollup.ts';
import {
  appFolder,
  appIsBuilt,
  hasBundle,
  boardBundle,
  chanceBundle,
  coachBundle,
  homeBundle,
  contractBundle,
  mapBundle,
  leadBundle,
  panelBundle,
  registrationBundle,
  registrationsBundle,
  type AppSources,
} from './sources.ts';
import { engine } from './vendor.ts';

const entry = '\0practice-entry';
const panelModule = 'practice/panel';

const entryText = `import '@lwc/synthetic-shadow';
import { createElement } from 'lwc';
import Page from 'page/app';
document.querySelector('main').replaceChildren(createElement('page-app', { is: Page }));`;

/** Where a package has no panel, no home page, no board or no model, the page does without. */
function panelText(sources: AppSources): string {
  const exported = [
    ['Panel', panelBundle],
    ['Home', homeBundle],
    ['Board', boardBundle],
    ['Chance', chanceBundle],
    ['Contract', contractBundle],
    ['CustomerMap', mapBundle],
    ['Coach', coachBundle],
    ['LeadPanel', leadBundle],
    ['Registration', registrationBundle],
    ['Registrations', registrationsBundle],
  ].map(([name = '', bundle = '']) =>
    hasBundle(sources, bundle) ? `export { default as ${name} } from 'c/${bundle}';` : `export const ${name} = null;`,
  );
  const read = [
    ['model', 'tasModel'],
    ['state', 'tasPanelState'],
    ['records', 'tasRecords'],
    ['leads', 'tasLeadModel'],
  ].map(([name = '', bundle = '']) =>
    hasBundle(sources, bundle)
      ? `import * as ${name} from 'c/${bundle}';\nexport { ${name} };`
      : `export const ${name} = null;`,
  );
  return [...exported, ...read].join('\n');
}

/** The entry, and what the page knows of the package: its panels, home page, board, model, and what reads deals for them, or null where it has none. */
const knots = (sources: AppSources): Plugin => ({
  name: 'practice-knots',
  resolveId: (id) => (id === panelModule ? `\0${panelModule}` : id === entry ? entry : null),
  load: (id) => (id === entry ? entryText : id === `\0${panelModule}` ? panelText(sources) : null),
});

/** Builds it where it is not there yet: below a second. */
export async function buildApp(sources: AppSources): Promise<void> {
  const folder = appFolder(sources);
  if (appIsBuilt(sources)) return;
  // Where the compiler finds them; a component is named by its folder and the folder above.
  const root = join(cacheFolder, `source-${appKey(sources.bundles, sources.labels, sources.mode)}`);
  writeTree(
    join(root, 'c'),
    [...sources.bundles].map(([path, text]) => ({ path, text })),
  );
  const { exposed, defaults } = baseComponents();
  const outside = new Set<string>([...engine, ...exposed]);
  const vendor = vendorUrl(vendorKey(sources.mode));
  await buildInto(
    folder,
    {
      input: { app: entry },
      external: (id) => outside.has(id),
      plugins: [
        knots(sources),
        platform({ labels: sources.labels, defaults }),
        lwcPlugin(pageModules, [{ dir: pageModules }, { dir: root }]),
        constants(sources.mode),
      ],
    },
    {
      entryFileNames: '[name].js',
      paths: (id) => (outside.has(id) ? `${vendor}/${id}.js` : id),
    },
    (file) => file.startsWith(root) || file.startsWith(pageModules),
  );
}
