import { notFound, type Problems } from '../problem.ts';
import { isCustom } from '../schema/field.ts';
import { historyParent } from '../schema/field-history.ts';
import { fieldNamed, type Field, type ObjectType } from '../schema/object.ts';
import type { PermissionSetDeclaration } from '../schema/permission-set.ts';
import type { ObjectAccess } from './session.ts';

const always = (field: Field): boolean => !field.custom || field.required === true || field.masterDetail === true;

/** What is sold in a deal: who may edit the deal may take a line out of it again. */
const lines = 'OpportunityLineItem';

/** Who is on a deal's team: likewise. */
const team = 'OpportunityTeamMember';

/** Objects every user of a sales org works with through their profile. */
const profileObjects = new Set(['Opportunity', 'Account', 'Contact', 'Contract', 'Lead', 'Task', lines, team]);

/** What everybody reads and who has every right writes. */
const catalogue = new Set(['Product2', 'Pricebook2', 'PricebookEntry']);

/** Made and removed by who has every right, never changed. */
const assignments = 'PermissionSetAssignment';

/** What everybody reads, nobody deletes, and who has every right changes. */
const currencyTypes = 'CurrencyType';

/** Everything: Modify All Data and every field. Setup objects stay read-only through the API. */
export function fullAccess(object: ObjectType): ObjectAccess {
  const assigned = object.name === assignments;
  const writes = !object.readOnly || assigned;
  const all = object.fields.map(() => true);
  return {
    create: writes,
    read: true,
    edit: writes && !assigned,
    delete: writes && object.name !== currencyTypes,
    readable: all,
    creatable: all,
    editable: all,
  };
}

/** What a profile without custom grants and the given permission sets add up to. */
export function grantedAccess(object: ObjectType, sets: readonly PermissionSetDeclaration[]): ObjectAccess {
  const recordOf = historyParent(object)?.parent;
  const grants = sets
    .flatMap(({ objects }) => objects)
    .filter(({ object: name }) => name.toLowerCase() === object.name.toLowerCase());
  const profile = profileObjects.has(object.name);
  const fields = sets
    .flatMap((set) => set.fields)
    .filter((grant) => grant.object.toLowerCase() === object.name.toLowerCase());
  const named = (field: Field) => fields.filter((grant) => grant.field.toLowerCase() === field.name.toLowerCase());
  const open = object.readOnly || object.name === currencyTypes || catalogue.has(object.name);
  const read =
    recordOf === undefined ? profile || open || grants.some((grant) => grant.read) : grantedAccess(recordOf, sets).read;
  const editable = object.fields.map((field) => always(field) || named(field).some((grant) => grant.edit));
  return {
    create: profile || grants.some((grant) => grant.create),
    read,
    edit: profile || grants.some((grant) => grant.edit),
    delete: object.name === lines || object.name === team || grants.some((grant) => grant.delete),
    readable: object.fields.map((field) => always(field) || named(field).some((grant) => grant.read || grant.edit)),
    creatable: editable,
    editable,
  };
}

/** Reports grants that name what does not exist or may not be granted. */
export function checkPermissionSets(
  sets: readonly PermissionSetDeclaration[],
  objects: ReadonlyMap<string, ObjectType>,
  customPermissions: ReadonlySet<string>,
  problems: Problems,
): void {
  for (const set of sets) {
    for (const grant of set.objects) {
      const known = objects.has(grant.object.toLowerCase());
      // Standard objects that this org has not are granted to no effect.
      if (!known && !isCustom(grant.object)) continue;
      if (!known)
        problems.addPart(
          set.path,
          `${set.name}: no object ${grant.object}`,
          notFound('field', 'CustomObject', grant.object),
        );
      else if (!grant.read && (grant.create || grant.edit || grant.delete)) {
        problems.addPart(
          set.path,
          `${set.name}: ${grant.object} cannot be written without allowRead`,
          `Permission ${grant.delete ? 'Delete' : grant.edit ? 'Edit' : 'Create'} ${grant.object} depends on permission(s): Read ${grant.object}`,
        );
      }
    }
    for (const grant of set.fields) checkFieldGrant(set, grant, objects, problems);
    for (const name of set.customPermissions) {
      if (!customPermissions.has(name.toLowerCase()))
        problems.addPart(
          set.path,
          `${set.name}: no custom permission ${name}`,
          notFound('customPermission', 'CustomPermission', name),
        );
    }
  }
}

function checkFieldGrant(
  set: PermissionSetDeclaration,
  grant: PermissionSetDeclaration['fields'][number],
  objects: ReadonlyMap<string, ObjectType>,
  problems: Problems,
): void {
  const what = `${set.name}: ${grant.object}.${grant.field}`;
  const object = objects.get(grant.object.toLowerCase());
  const field = object === undefined ? undefined : fieldNamed(object, grant.field);
  // Nor has it every standard field.
  if (field === undefined && !isCustom(grant.field)) return;
  if (field === undefined)
    problems.addPart(
      set.path,
      `${what} does not exist`,
      notFound('field', 'CustomField', `${grant.object}.${grant.field}`),
    );
  else if (field.required === true || field.masterDetail === true) {
    problems.addPart(
      set.path,
      `${what} is required, so its access cannot be set`,
      `You cannot deploy to a required field: ${grant.object}.${grant.field}`,
    );
  } else if (grant.edit && (field.computed || field.summary !== undefined)) {
    problems.addPart(set.path, `${what} is worked out by the platform, so it cannot be editable`);
  }
}
