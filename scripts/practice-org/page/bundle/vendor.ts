/** The first stage: LWC's engine, the base components and their icons. Slow, and needed once per version. */
import type { Plugin } from 'rollup';
import { baseComponents } from './base-components.ts';
import { pageModules, type Mode } from './places.ts';
import { platform } from './platform.ts';
import { buildInto, constants, counter, entries, lwcPlugin } from './rollup.ts';
import { vendorFolder, vendorIsBuilt } from './sources.ts';

/** Modules of the engine that everything else imports. */
export const engine = ['lwc', '@lwc/synthetic-shadow'] as const;

const mirrored = /^lightning\/iconSvgTemplates\w*Rtl$/;
const emptyModule = '\0practice-empty';

/** Icons for languages that are written from right to left, half of all modules: the page speaks no such language. */
const withoutMirrored: Plugin = {
  name: 'practice-without-mirrored-icons',
  resolveId: (id) => (mirrored.test(id) ? emptyModule : null),
  load: (id) => (id === emptyModule ? 'export default {};' : null),
};

const dateReader = 'export const parseFormattedDate =';

/** The base components' reader of typed dates is that of `page/dates`. @throws when they have no such reader any more. */
const withDateReader: Plugin = {
  name: 'practice-date-reader',
  transform(code, id) {
    if (!id.endsWith('/internationalizationLibrary/datetime/dateTimeUtils.js')) return null;
    if (!code.includes(dateReader)) this.error(`no ${dateReader}`);
    return `export { parseFormattedDate } from 'page/dates';\n${code.replace(dateReader, 'const theirs =')}`;
  },
};

/** Builds it where it is not there yet: 15–25 s. `tell` hears how many modules were read. */
export async function buildVendor(mode: Mode, tell: (modules: number) => void): Promise<void> {
  if (vendorIsBuilt(mode)) return;
  const { exposed, defaults } = baseComponents();
  await buildInto(
    vendorFolder(mode),
    {
      input: Object.fromEntries(
        [...engine, ...exposed.filter((name) => !mirrored.test(name))].map((name) => [name, name]),
      ),
      plugins: [
        platform({ labels: new Map(), defaults }),
        withoutMirrored,
        withDateReader,
        entries(pageModules),
        counter(tell),
        lwcPlugin(pageModules, [{ dir: pageModules }, { npm: 'lightning-base-components' }]),
        constants(mode),
      ],
    },
    { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    () => false,
  );
}
