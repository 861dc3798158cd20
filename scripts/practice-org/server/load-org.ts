import { checkPermissionSets } from './access/access.ts';
import { RecentlyViewed } from './access/recent.ts';
import { OrgClock } from './clock.ts';
import type { Org } from './org.ts';
import { Problems, type MetadataProblem } from './problem.ts';
import { currencyRates, type OrgCurrency } from './schema/currencies.ts';
import { FormulaLinker } from './schema/formulas.ts';
import { linkObjects } from './schema/link.ts';
import { loadDeclarations } from './schema/load.ts';
import { checkSummarized, linkRollups } from './schema/rollups.ts';
import type { PermissionSetDeclaration } from './schema/permission-set.ts';
import type { StageValue } from './schema/stages.ts';
import type { StandardTexts } from './schema/standard-translations.ts';
import { setUp, type Setup } from './setup.ts';

export interface LoadOptions {
  /** Path to XML text, source format; empty for a bare standard org. */
  readonly metadata: ReadonlyMap<string, string>;
  /** OpportunityStage values merged into the standard ten. */
  readonly stages?: readonly StageValue[];
  /** Two or more make an org with several currencies, exactly one of them the corporate one; none: it has one currency. */
  readonly currencies?: readonly OrgCurrency[];
  /** Deals have AgeInDays and LastStageChangeInDays, as where Pipeline Inspection is on; off when left out. */
  readonly pipelineInspection?: boolean;
  /** What the platform itself says of standard objects, by language; English where a language is left out. */
  readonly standardTexts?: Readonly<Record<string, StandardTexts>>;
  /** True: every validation rule runs, whatever its own `active` says. */
  readonly activateRules: boolean;
  /** ISO code of the currency of an org with one; US dollars when left out. */
  readonly currency?: string;
  /** The machine's time, where it is not the system's. */
  readonly now?: () => Date;
  /** A moment at which the org's clock stands until its start-up moves it on and lets it run; it runs from the start when left out. */
  readonly startsAt?: Date;
}

export type LoadedOrg =
  | {
      readonly ok: true;
      readonly org: Org;
      readonly setup: Setup;
      readonly permissionSets: readonly PermissionSetDeclaration[];
    }
  | { readonly ok: false; readonly problems: readonly MetadataProblem[] };

/** Makes an org of metadata, or says everything that is wrong with it. */
export function loadOrg(options: LoadOptions): LoadedOrg {
  const { metadata, stages = [], currencies = [], activateRules, now: machine = () => new Date() } = options;
  const clock = new OrgClock(machine, options.startsAt);
  const { now } = clock;
  const { standardTexts = {}, pipelineInspection = false } = options;
  const foreign = currencies.length === 0 ? convertingFields(metadata) : [];
  if (foreign.length > 0) return { ok: false, problems: foreign };
  const problems = new Problems();
  const declared = loadDeclarations({ metadata, stages, currencies, standardTexts, pipelineInspection }, problems);
  const objects = linkObjects(declared.objects, problems);
  linkRollups(objects, problems);
  const customPermissions = new Set(declared.customPermissions.map((name) => name.toLowerCase()));
  const organization = new Map([
    ['name', 'Practice Org'],
    ['id', ''],
  ]);
  const currencyTypes = objects.get('currencytype');
  const globals = {
    users: () => objects.get('user'),
    customPermissions,
    organization,
    timeZone: 'UTC',
    ...(currencyTypes === undefined ? {} : { currencyRate: currencyRates(currencyTypes) }),
  };
  const linker = new FormulaLinker(globals, problems);
  linker.link(objects.values(), activateRules);
  checkSummarized(objects.values(), (field) => linker.settled(field), problems);
  checkPermissionSets(declared.permissionSets, objects, customPermissions, problems);
  if (problems.any) return { ok: false, problems: problems.all };
  const setup = setUp(objects, declared, currencies, now);
  organization.set('id', setup.organizationId);
  const org: Org = {
    organizationId: setup.organizationId,
    objects,
    stages: new Map(declared.stages.map((stage) => [stage.name, stage])),
    sessions: [...setup.sessions],
    clock,
    now,
    languages: declared.languages,
    recent: new RecentlyViewed(),
    currency: currencies.find(({ isCorporate }) => isCorporate)?.isoCode ?? options.currency ?? 'USD',
  };
  return { ok: true, org, setup, permissionSets: declared.permissionSets };
}

/** A package for several currencies does not load into an org with one: said once, not by each of its formulas. */
const convertingFields = (metadata: ReadonlyMap<string, string>): MetadataProblem[] =>
  [...metadata]
    .filter(([path, text]) => /\.field(?:-meta\.xml)?$/.test(path) && /\bCURRENCYRATE\s*\(/i.test(text))
    .map(([path]) => ({
      path,
      message:
        'This package was compiled for an org with several currencies, and this org has one. Compile it for one currency, or start the org with --multi-currency and its corporate currency.',
    }));
