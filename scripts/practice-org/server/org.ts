import type { RecentlyViewed } from './access/recent.ts';
import type { Session } from './access/session.ts';
import type { OrgClock } from './clock.ts';
import type { OrganizationSettings } from './edition.ts';
import type { RecordTypeDeclaration } from './schema/field.ts';
import type { LeadConversionSettings } from './schema/lead-conversion.ts';
import type { ObjectType } from './schema/object.ts';
import type { PermissionSetDeclaration } from './schema/permission-set.ts';
import type { StageValue } from './schema/stages.ts';
import { normaliseId } from './store/ids.ts';
import type { RowLocks } from './store/locks.ts';
import type { Row } from './store/row.ts';

/** The loaded org: its objects with their rows, its stages, its people and its clock. */
export interface Org {
  readonly organizationId: string;
  /** By lower-case name. */
  readonly objects: ReadonlyMap<string, ObjectType>;
  /** By name, as written. */
  readonly stages: ReadonlyMap<string, StageValue>;
  readonly permissionSets: readonly PermissionSetDeclaration[];
  /** Everybody who works in the org; more may come. */
  readonly sessions: Session[];
  readonly clock: OrgClock;
  /** What the clock says. */
  readonly now: () => Date;
  /** What it speaks, the base language first. */
  readonly languages: readonly string[];
  readonly leadConversion: LeadConversionSettings;
  readonly recent: RecentlyViewed;
  /** ISO code of the one currency, or of the corporate one. */
  readonly currency: string;
  readonly organization: OrganizationSettings;
  /** Rows that a fault has locked. */
  readonly locks: RowLocks;
}

/** An org whose metadata can be replaced while it runs; whoever only asks it has an `Org`, and keeps nothing of its schema. */
export type LiveOrg = Omit<Org, keyof Schema> & Schema;

/** What a deployment replaces of an org. */
interface Schema {
  objects: Org['objects'];
  stages: Org['stages'];
  permissionSets: Org['permissionSets'];
  languages: Org['languages'];
  leadConversion: Org['leadConversion'];
}

/** The data-load user, who passes every bypass. @throws when there is none: a bug of the start. */
export function loaderOf(org: Org): Session {
  const session = org.sessions.find(({ persona }) => persona === 'load');
  if (session === undefined) throw new Error('the org has no data-load user');
  return session;
}

export const objectNamed = (org: Org, name: string): ObjectType | undefined => org.objects.get(name.toLowerCase());

/** The live or deleted row of an id in either form, and its object. */
export function findById(org: Org, id: string): { object: ObjectType; row: Row } | undefined {
  const full = normaliseId(id);
  if (full === undefined) return undefined;
  for (const object of org.objects.values()) {
    if (!full.startsWith(object.prefix)) continue;
    const row = object.table.get(full) ?? object.table.getDeleted(full);
    if (row !== undefined) return { object, row };
  }
  return undefined;
}

/** Id of the record type that a record gets which names none; undefined where the object has no active one. */
export const defaultRecordType = (org: Org, object: ObjectType): string | undefined =>
  object.recordTypes.length === 0 ? undefined : recordTypeRows(org, object).find(({ active }) => active)?.id;

/** The record type of an object that a record names by its id. */
export function recordTypeNamedBy(org: Org, object: ObjectType, id: string): RecordTypeDeclaration | undefined {
  const types = org.objects.get('recordtype');
  const name = types?.table.get(id)?.values[types.byName.get('developername')?.slot ?? -1];
  return object.recordTypes.find((type) => type.name === name);
}

/** An object's own record types with their ids. */
export function recordTypeRows(
  org: Org,
  object: ObjectType,
): { readonly id: string; readonly name: string; readonly label: string; readonly active: boolean }[] {
  const types = org.objects.get('recordtype');
  const slot = (name: string): number => types?.byName.get(name)?.slot ?? -1;
  const [governs, developerName] = [slot('sobjecttype'), slot('developername')];
  const rows = [...(types?.table.rows() ?? [])].filter(({ values }) => values[governs] === object.name);
  return object.recordTypes.flatMap((type) => {
    const row = rows.find(({ values }) => values[developerName] === type.name);
    return row === undefined ? [] : [{ ...type, id: row.id }];
  });
}
