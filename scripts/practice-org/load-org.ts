import { checkPermissionSets } from './access/access.ts';
import type { Org } from './org.ts';
import { Problems, type MetadataProblem } from './problem.ts';
import { FormulaLinker } from './schema/formulas.ts';
import { linkObjects } from './schema/link.ts';
import { loadDeclarations } from './schema/load.ts';
import { checkSummarized, linkRollups } from './schema/rollups.ts';
import type { PermissionSetDeclaration } from './schema/permission-set.ts';
import type { StageValue } from './schema/stages.ts';
import { setUp, type Setup } from './setup.ts';

export interface LoadOptions {
  /** Path to XML text, source format; empty for a bare standard org. */
  readonly metadata: ReadonlyMap<string, string>;
  /** OpportunityStage values merged into the standard ten. */
  readonly stages?: readonly StageValue[];
  /** True: every validation rule runs, whatever its own `active` says. */
  readonly activateRules: boolean;
  /** The org's clock. */
  readonly now?: () => Date;
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
export function loadOrg({ metadata, stages = [], activateRules, now = () => new Date() }: LoadOptions): LoadedOrg {
  const problems = new Problems();
  const declared = loadDeclarations(metadata, stages, problems);
  const objects = linkObjects(declared.objects, problems);
  linkRollups(objects, problems);
  const customPermissions = new Set(declared.customPermissions.map((name) => name.toLowerCase()));
  const organization = new Map([
    ['name', 'Practice Org'],
    ['id', ''],
  ]);
  const globals = { users: () => objects.get('user'), customPermissions, organization, timeZone: 'UTC' };
  const linker = new FormulaLinker(globals, problems);
  linker.link(objects.values(), activateRules);
  checkSummarized(objects.values(), (field) => linker.settled(field), problems);
  checkPermissionSets(declared.permissionSets, objects, customPermissions, problems);
  if (problems.any) return { ok: false, problems: problems.all };
  const setup = setUp(objects, declared, now);
  organization.set('id', setup.organizationId);
  const org: Org = {
    organizationId: setup.organizationId,
    objects,
    stages: new Map(declared.stages.map((stage) => [stage.name, stage])),
    sessions: [...setup.sessions],
    now,
  };
  return { ok: true, org, setup, permissionSets: declared.permissionSets };
}
