/** What the page is built of, and where what is built of it stands. Light to load: the builders themselves are not. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appKey, vendorKey } from './key.ts';
import { cacheFolder, type Mode } from './places.ts';

export interface AppSources {
  /** `tasStagePanel/tasStagePanel.js` → text. */
  readonly bundles: ReadonlyMap<string, string>;
  /** Custom labels in the base language. */
  readonly labels: ReadonlyMap<string, string>;
  readonly mode: Mode;
}

export const panelBundle = 'tasStagePanel';
export const homeBundle = 'tasHome';
export const boardBundle = 'tasPipelineBoard';
export const chanceBundle = 'tasChance';
export const contractBundle = 'tasContract';
export const coachBundle = 'tasCoach';
export const mapBundle = 'tasCustomerMap';
export const leadBundle = 'tasLeadPanel';
export const registrationBundle = 'tasRegistration';
export const registrationsBundle = 'tasRegistrations';

export const hasBundle = ({ bundles }: AppSources, name: string): boolean => bundles.has(`${name}/${name}.js`);

/** The bundles of a package: everything below a folder `lwc`. */
export const bundlesOf = (files: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...files].flatMap(([path, text]) => (path.startsWith('lwc/') ? [[path.slice('lwc/'.length), text]] : [])));

export const appFolder = ({ bundles, labels, mode }: AppSources): string =>
  join(cacheFolder, `app-${appKey(bundles, labels, mode)}`);

export const vendorFolder = (mode: Mode): string => join(cacheFolder, `vendor-${vendorKey(mode)}`);

export const vendorIsBuilt = (mode: Mode): boolean => existsSync(vendorFolder(mode));

export const appIsBuilt = (sources: AppSources): boolean => existsSync(join(appFolder(sources), 'app.js'));

/** About how many modules the first stage reads, for people who wait. */
export const vendorModules = 5400;
