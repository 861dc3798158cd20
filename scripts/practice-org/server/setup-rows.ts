/** The rows that say what the metadata is: stages, record types, permission sets and permissions. */
import type { PermissionSetDeclaration } from './schema/permission-set.ts';
import { mustHave, type ObjectType } from './schema/object.ts';
import type { Declarations } from './schema/load.ts';
import { forecastLabels } from './schema/stages.ts';
import type { Seeder } from './seeder.ts';
import { Journal } from './store/journal.ts';
import type { Value } from './store/row.ts';

type Given = Readonly<Record<string, Value>>;
type Objects = ReadonlyMap<string, ObjectType>;

/** Makes an object's rows what is wanted: found by `key`, changed where they differ, made where they are missing, else removed. */
function sync(
  objects: Objects,
  seed: Seeder,
  name: string,
  wanted: { readonly key: readonly string[]; readonly rows: readonly Given[] },
): void {
  const object = objects.get(name.toLowerCase());
  if (object === undefined) throw new Error(`no standard object ${name}`);
  const keySlots = wanted.key.map((field) => mustHave(object, field).slot);
  const known = new Map(
    [...object.table.rows()].map((row) => [JSON.stringify(keySlots.map((slot) => row.values[slot])), row]),
  );
  const kept = new Set<string>();
  for (const given of wanted.rows) {
    const key = JSON.stringify(wanted.key.map((field) => given[field]));
    const row = known.get(key);
    kept.add(key);
    if (row === undefined) {
      seed.add(name, given);
      continue;
    }
    const next = row.values.slice();
    for (const [field, value] of Object.entries(given)) next[mustHave(object, field).slot] = value;
    if (next.some((value, slot) => value !== row.values[slot])) object.table.update(row, next, new Journal());
  }
  for (const [key, row] of known) if (!kept.has(key)) object.table.remove(row, new Journal());
}

/** Id of a setup row by the value of one of its fields. */
export function setupId(objects: Objects, name: string, field: string, value: string): string | undefined {
  const object = objects.get(name.toLowerCase());
  if (object === undefined) throw new Error(`no standard object ${name}`);
  const { slot } = mustHave(object, field);
  for (const row of object.table.rows()) if (row.values[slot] === value) return row.id;
  return undefined;
}

/** Brings every such row into line with what is declared. Rows that stay keep their ids. */
export function syncSetup(objects: Objects, declared: Declarations, seed: Seeder): void {
  sync(objects, seed, 'OpportunityStage', {
    key: ['ApiName'],
    rows: declared.stages.map((stage, index) => ({
      MasterLabel: stage.label ?? stage.name,
      ApiName: stage.name,
      IsActive: stage.active ?? true,
      SortOrder: index + 1,
      IsClosed: stage.isClosed,
      IsWon: stage.isWon,
      ForecastCategory: stage.forecastCategory,
      ForecastCategoryName: forecastLabels[stage.forecastCategory],
      DefaultProbability: stage.probability,
      Description: stage.description ?? null,
    })),
  });
  sync(objects, seed, 'RecordType', {
    key: ['SobjectType', 'DeveloperName'],
    rows: [...objects.values()].flatMap((object) =>
      object.recordTypes.map(({ name, label, active, description }) => ({
        DeveloperName: name,
        Name: label,
        SobjectType: object.name,
        IsActive: active,
        Description: description ?? null,
      })),
    ),
  });
  sync(objects, seed, 'PermissionSet', {
    key: ['Name'],
    rows: declared.permissionSets.map(({ name, label, description }) => ({
      Name: name,
      Label: label,
      Description: description,
      IsOwnedByProfile: false,
    })),
  });
  sync(objects, seed, 'CustomPermission', {
    key: ['DeveloperName'],
    rows: declared.customPermissions.map((name) => ({ DeveloperName: name, MasterLabel: name })),
  });
  sync(objects, seed, 'SetupEntityAccess', {
    key: ['ParentId', 'SetupEntityId'],
    rows: declared.permissionSets.flatMap((set) =>
      declared.customPermissions
        .filter((name) => set.customPermissions.includes(name))
        .map((name) => ({
          ParentId: setupId(objects, 'PermissionSet', 'Name', set.name) ?? null,
          SetupEntityId: setupId(objects, 'CustomPermission', 'DeveloperName', name) ?? null,
          SetupEntityType: 'CustomPermission',
        })),
    ),
  });
}

/** The permission sets that are assigned to a user. */
export function heldBy(
  objects: Objects,
  declared: readonly PermissionSetDeclaration[],
  userId: string,
): PermissionSetDeclaration[] {
  const assignments = objects.get('permissionsetassignment');
  const sets = objects.get('permissionset');
  if (assignments === undefined || sets === undefined) throw new Error('no standard object PermissionSetAssignment');
  const [set, assignee] = [mustHave(assignments, 'PermissionSetId').slot, mustHave(assignments, 'AssigneeId').slot];
  const names = new Set<Value>();
  for (const { values } of assignments.table.children(assignee, userId)) {
    const row = sets.table.get(String(values[set]));
    if (row !== undefined) names.add(row.values[mustHave(sets, 'Name').slot] ?? null);
  }
  return declared.filter(({ name }) => names.has(name));
}
