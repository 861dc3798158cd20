import { checkPermissionSets } from './access/access.ts';
import { Problems, type MetadataProblem } from './problem.ts';
import { currencyRates, type OrgCurrency } from './schema/currencies.ts';
import { FormulaLinker } from './schema/formulas.ts';
import { linkObjects } from './schema/link.ts';
import { loadDeclarations, type Declarations } from './schema/load.ts';
import type { ObjectType } from './schema/object.ts';
import { checkRecordTypes } from './schema/record-types.ts';
import { checkSummarized, linkRollups } from './schema/rollups.ts';
import type { OrgFeatures } from './schema/features.ts';
import type { StageValue } from './schema/stages.ts';
import type { StandardTexts } from './schema/standard-translations.ts';

export interface SchemaOptions extends OrgFeatures {
  /** Path to XML text, source format; empty for a bare standard org. */
  readonly metadata: ReadonlyMap<string, string>;
  /** OpportunityStage values merged into those of the metadata, or into the standard ten. */
  readonly stages?: readonly StageValue[];
  /** Two or more make an org with several currencies, exactly one of them the corporate one; none: it has one currency. */
  readonly currencies?: readonly OrgCurrency[];
  /** Accounts can be people; they cannot when left out. */
  readonly personAccounts?: boolean;
  /** What the platform itself says of standard objects, by language; English where a language is left out. */
  readonly standardTexts?: Readonly<Record<string, StandardTexts>>;
  /** True: every validation rule runs, whatever its own `active` says. */
  readonly activateRules: boolean;
  /** Files that may name what is not there: rights to it, values of it. None when left out. */
  readonly tolerated?: (path: string) => boolean;
  /** How many roll-up summaries an object may have; 25 when left out. */
  readonly mostRollups?: number;
  /** Three characters by lower-case name of an object that metadata declares, where a running org has given them. */
  readonly prefixes?: ReadonlyMap<string, string>;
}

/** Linked objects without a row, and what they were declared by. */
export interface LoadedSchema {
  readonly objects: ReadonlyMap<string, ObjectType>;
  readonly declared: Declarations;
  /** Formulas ask for the org's id, which is known once the org is there. */
  readonly belongTo: (organizationId: string) => void;
  /** What tolerated files name that is not there. */
  readonly passed: readonly MetadataProblem[];
}

export type SchemaResult =
  | { readonly ok: true; readonly schema: LoadedSchema }
  | { readonly ok: false; readonly problems: readonly MetadataProblem[] };

/** Makes a schema of metadata, or says everything that is wrong with it. */
export function loadSchema(options: SchemaOptions): SchemaResult {
  const { metadata, stages = [], currencies = [], standardTexts = {} } = options;
  const { personAccounts = false } = options;
  const foreign = currencies.length === 0 ? convertingFields(metadata) : [];
  if (foreign.length > 0) return { ok: false, problems: foreign };
  const problems = new Problems(options.tolerated);
  const declared = loadDeclarations(
    { metadata, stages, currencies, standardTexts, features: options, personAccounts },
    problems,
  );
  const objects = linkObjects(declared.objects, options.prefixes ?? new Map(), problems);
  linkRollups(objects, options.mostRollups ?? 25, problems);
  checkRecordTypes(objects.values(), problems);
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
  linker.link(objects.values(), options.activateRules);
  checkSummarized(objects.values(), (field) => linker.settled(field), problems);
  checkPermissionSets(declared.permissionSets, objects, customPermissions, problems);
  if (problems.any) return { ok: false, problems: problems.all };
  return {
    ok: true,
    schema: { objects, declared, belongTo: (id) => organization.set('id', id), passed: problems.passed },
  };
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
