import { isCustom, type FieldDeclaration, type ObjectDeclaration } from './field.ts';
import type { Field, ObjectType } from './object.ts';
import { auditFields, entry, field, lookup, system } from './standard-fields.ts';

/** What a row says that tells of the record's beginning. */
export const createdRow = 'created';

/** Long texts and lists of values are kept as "changed", without the values. */
export const keepsValues = ({ kind, length }: Field): boolean =>
  kind !== 'multipicklist' && !(kind === 'textarea' && (length ?? 0) > 255);

const canTrack = (one: FieldDeclaration): boolean =>
  one.trackHistory === true &&
  one.formula === undefined &&
  one.derive === undefined &&
  one.summary === undefined &&
  one.autoNumber === undefined;

/** The fields of an object whose changes are kept: none where its history is off. */
export const trackedFields = <T extends FieldDeclaration>(
  { enableHistory }: Pick<ObjectDeclaration, 'enableHistory'>,
  fields: readonly T[],
): T[] => (enableHistory === true ? fields.filter(canTrack) : []);

/** What a history calls a field: a standard lookup by its relationship (`Owner`), anything else by its name. */
export const historyName = ({ name, kind, relationshipName = name }: FieldDeclaration): string =>
  kind === 'reference' && !isCustom(name) ? relationshipName : name;

function nameOf(object: string): string {
  // `OpportunityHistory` is the history of stages.
  if (object === 'Opportunity') return 'OpportunityFieldHistory';
  return isCustom(object) ? object.replace(/__c$/i, '__History') : `${object}History`;
}

/** All histories of standard objects share 017 on the platform; here an id tells its table, so only one has it. */
const prefixOf = (object: string): { readonly prefix?: string } => (object === 'Opportunity' ? { prefix: '017' } : {});

/** The object that keeps the changes of another, with the fields of the object reference (OpportunityFieldHistory). */
function history(of: ObjectDeclaration): ObjectDeclaration {
  const parent = isCustom(of.name)
    ? { name: 'ParentId', relationshipName: 'Parent' }
    : { name: `${of.name}Id`, relationshipName: of.name };
  const kept = ['Id', 'IsDeleted', 'CreatedDate', 'CreatedById'];
  const names = trackedFields(of, of.fields).map(historyName);
  return {
    name: nameOf(of.name),
    label: `${of.label} History`,
    labelPlural: `${of.label} History`,
    ...prefixOf(of.name),
    rules: [],
    recordTypes: [],
    readOnly: true,
    historyOf: of.name,
    fields: [
      ...auditFields().filter(({ name }) => kept.includes(name)),
      lookup(
        parent.name,
        `${of.label} ID`,
        { target: of.name, relationshipName: parent.relationshipName },
        { ...system, masterDetail: true, childRelationshipName: 'Histories' },
      ),
      field('Field', 'Changed Field', 'picklist', {
        ...system,
        values: [createdRow, ...names].map((name) => entry(name)),
      }),
      field('DataType', 'Datatype', 'string', { ...system, length: 40 }),
      field('OldValue', 'Old Value', 'string', { ...system, filterable: false }),
      field('NewValue', 'New Value', 'string', { ...system, filterable: false }),
    ],
  };
}

/** Gives every object whose history is on the object that keeps it; where it is off there is none. */
export function addFieldHistories(objects: Map<string, ObjectDeclaration>): void {
  for (const object of [...objects.values()]) {
    if (object.enableHistory !== true) continue;
    const made = history(object);
    objects.set(made.name.toLowerCase(), made);
  }
}

/** The object whose changes another keeps, and the lookup that leads there. */
export function historyParent(
  object: ObjectType,
): { readonly parent: ObjectType; readonly through: Field } | undefined {
  if (object.declaration.historyOf === undefined) return undefined;
  const through = object.fields.find(({ masterDetail }) => masterDetail === true);
  const [parent] = through?.targets ?? [];
  return through === undefined || parent === undefined ? undefined : { parent, through };
}
