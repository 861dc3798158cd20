/** What must hold before the first write: fields, rights, and stages to move to. */
import { readViewer } from '../explain/index.ts';
import { soql } from '../org/index.ts';
import type { Viewer } from '../gate/index.ts';
import { field, item, permission } from '../vocabulary/index.ts';
import { MigrateError } from './error.ts';
import type { MigrateOptions, MigrateOrg } from './options.ts';
import { isWritten, type DealPlan } from './plan.ts';
import type { Pipeline } from './read.ts';
import { writtenFields } from './rows.ts';

export interface Rights {
  readonly viewer: Viewer;
  /** Why --apply would be refused for want of rights; undefined: it would not. */
  readonly missing: string | undefined;
}

/** Whether the user may write past the rules. @throws {OrgError} */
export async function readRights(org: MigrateOrg): Promise<Rights> {
  const { viewer, rightsKnown } = await readViewer(org);
  if (viewer.permissions.has(permission.bypass)) return { viewer, missing: undefined };
  return {
    viewer,
    missing: rightsKnown
      ? `${org.username} does not hold ${permission.bypass}: the rules would refuse what a migration writes.`
      : `The org does not tell whether ${org.username} holds ${permission.bypass}.`,
  };
}

/** Stages that deals are to be moved to and that the org does not have, or has switched off. */
export const missingStages = (plans: readonly DealPlan[], { stages }: Pick<MigrateOptions, 'stages'>): string[] => [
  ...new Set(plans.filter(isWritten).flatMap(({ to }) => (stages.active.has(to) ? [] : [to]))),
];

/** Fields and objects of the package that a migration writes and this user does not see. */
export const unseenParts = ({ fields, seesItems }: Pipeline): string[] => [
  ...writtenFields.filter((name) => !fields.has(name)),
  ...(seesItems ? [] : [item]),
];

/** @throws {MigrateError} where a write must not begin. */
export async function checkBeforeWriting(
  org: MigrateOrg,
  pipeline: Pipeline,
  { missing }: Rights,
  absent: readonly string[],
): Promise<void> {
  const unknown = unseenParts(pipeline);
  if (unknown.length > 0)
    throw new MigrateError('PackageNotInstalled', {
      message: `${org.username} sees no ${unknown.join(', ')} in this org; nothing was written.`,
      actions: [
        'Install the package of this version (npx tas plan, npx tas apply), also over an older one, and assign yourself TAS+ Ops.',
      ],
      exitCode: 1,
    });
  if (missing !== undefined)
    throw new MigrateError('NoBypass', {
      message: `${missing} Nothing was written.`,
      actions: ['Assign TAS+ Ops (or TAS+ Bypass) to the user for the day of the migration, with an expiry.'],
      exitCode: 3,
    });
  const described = await org.describe('Opportunity');
  const fixed = writtenFields.filter((name) => described.get(name)?.updateable === false);
  if (fixed.length > 0)
    throw new MigrateError('NoEditAccess', {
      message: `${org.username} may not write ${fixed.join(', ')}; nothing was written.`,
      actions: [
        `Assign TAS+ Ops to the user; StageName, ${field.probability} and forecast category come with the profile.`,
      ],
      exitCode: 1,
    });
  if (absent.length > 0)
    throw new MigrateError('StagesMissing', {
      message: `The org has no active stage ${absent.map((name) => `"${name}"`).join(', ')}; nothing was written.`,
      actions: ['Install the stages of the model first: npx tas plan, npx tas apply.'],
      exitCode: 3,
    });
}

/** Ids of record types of Opportunity by developer name. @throws {OrgError} */
export async function readTypeIds(org: MigrateOrg): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const query = soql`SELECT Id, DeveloperName FROM RecordType WHERE SobjectType = 'Opportunity'`;
  await org.read('collections', query, ['Id', 'DeveloperName'], (rows) => {
    for (const [id = '', name = ''] of rows) ids.set(name, id);
  });
  return ids;
}
