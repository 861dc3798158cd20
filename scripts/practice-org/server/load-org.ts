import { RecentlyViewed } from './access/recent.ts';
import { OrgClock } from './clock.ts';
import type { OrganizationSettings } from './edition.ts';
import { loadSchema, type SchemaOptions } from './load-schema.ts';
import { loadLeavingOut, nothingKept, type NotExecuted } from './not-executed.ts';
import { storeOf } from './metadata-api/store.ts';
import type { LiveOrg } from './org.ts';
import type { MetadataProblem } from './problem.ts';
import { setUp, type Setup } from './setup.ts';
import { RowLocks } from './store/locks.ts';

export interface LoadOptions extends SchemaOptions {
  /** ISO code of the currency of an org with one; US dollars when left out. */
  readonly currency?: string;
  /** Edition, limits and the like; those of a Developer Edition when left out. */
  readonly organization?: OrganizationSettings;
  /**
   * Metadata of somebody's own org, in source form or as a zip has it, by path: what of it cannot be executed is kept and
   * said, and stops nothing.
   */
  readonly source?: ReadonlyMap<string, Buffer>;
  /** The machine's time, where it is not the system's. */
  readonly now?: () => Date;
  /** A moment at which the org's clock stands until its start-up moves it on and lets it run; it runs from the start when left out. */
  readonly startsAt?: Date;
}

export type LoadedOrg =
  | { readonly ok: true; readonly org: LiveOrg; readonly setup: Setup; readonly kept: NotExecuted }
  | { readonly ok: false; readonly problems: readonly MetadataProblem[] };

/** Makes an org of metadata, or says everything that is wrong with it. */
export function loadOrg(options: LoadOptions): LoadedOrg {
  const { currencies = [], organization = {}, now: machine } = options;
  const clock = new OrgClock(machine === undefined ? Date.now : () => machine().getTime(), options.startsAt);
  const { now } = clock;
  const { result: loaded, kept } = load(options);
  if (!loaded.ok) return loaded;
  const { objects, declared, belongTo } = loaded.schema;
  const setup = setUp(objects, declared, { currencies, organization }, clock.time);
  belongTo(setup.organizationId);
  const org: LiveOrg = {
    organizationId: setup.organizationId,
    objects,
    stages: new Map(declared.stages.map((stage) => [stage.name, stage])),
    permissionSets: declared.permissionSets,
    sessions: [...setup.sessions],
    clock,
    now,
    languages: declared.languages,
    leadConversion: declared.leadConversion,
    recent: new RecentlyViewed(),
    currency: currencies.find(({ isCorporate }) => isCorporate)?.isoCode ?? options.currency ?? 'USD',
    organization,
    locks: new RowLocks(),
  };
  return { ok: true, org, setup, kept };
}

/** Of a package everything must load; of somebody's own org what does not is left out. */
function load(options: LoadOptions): ReturnType<typeof loadLeavingOut> {
  const { source, metadata } = options;
  if (source === undefined) return { result: loadSchema(options), kept: nothingKept };
  const files = storeOf(new Map<string, string | Buffer>([...metadata, ...source])).schemaFiles();
  const most = { tolerated: () => true, mostRollups: Infinity };
  return loadLeavingOut(
    files,
    () => true,
    (rest) => loadSchema({ ...options, ...most, metadata: rest }),
  );
}
