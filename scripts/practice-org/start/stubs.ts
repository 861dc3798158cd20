/** Stubs for what a model says or takes for granted of the user's org: a practice org has nothing but what it is loaded with. */
import type { CustomField, CustomObject, RecordType } from '@salesforce/types/metadata';
import { existingFields } from '../../product/compile/index.ts';
import { component, type Component, type Partially } from '../../product/metadata/index.ts';
import { baseLanguage, lookupTargets, requirementsOf, type SalesModel } from '../../product/model/index.ts';
import { registration } from '../../product/vocabulary/index.ts';
import { isStandard } from '../server/index.ts';

interface Stub {
  readonly object: string;
  readonly name: string;
  readonly label: string;
  readonly shape: Partially<CustomField>;
}

/** Fields marked `existing`, of their declared type, and custom fields that a lookup is followed to, as text. */
function stubsOf(model: SalesModel): Stub[] {
  const language = baseLanguage(model);
  const own = existingFields(model).map(({ name, label, shape }) => ({
    object: 'Opportunity',
    name,
    label: label[language] ?? name,
    shape,
  }));
  const reached = requirementsOf(model).flatMap(({ requirement }) =>
    (requirement.fields ?? []).flatMap(({ name, type, reach = [] }) => {
      const object = type?.kind === 'lookup' ? type.to : lookupTargets[name];
      // What the package makes itself is no field of the user's org.
      const isOurs = object === undefined || object === registration;
      const custom = isOurs ? [] : reach.filter((field) => field.endsWith('__c'));
      return custom.map((field) => ({
        object: object ?? '',
        name: field,
        label: field.replace(/__c$/, '').replaceAll('_', ' '),
        shape: { type: 'Text', length: 255 } satisfies Partially<CustomField>,
      }));
    }),
  );
  return [...new Map([...own, ...reached].map((one) => [nameOf(one), one])).values()].filter(
    ({ object, name }) => !isStandard(object, name),
  );
}

/** Objects that such fields lead to and that no org has by itself. */
const objectsOf = (stubs: readonly Stub[]): string[] =>
  [...new Set(stubs.flatMap(({ shape: { referenceTo } }) => (referenceTo === undefined ? [] : [referenceTo])))].filter(
    (name) => !isStandard(name),
  );

const objectPath = (name: string): string => `objects/${name}/${name}.object-meta.xml`;

/** With nothing but a name. */
function objectFile(name: string): Component {
  const label = name.replace(/__c$/, '').replace(/^.*__/, '').replaceAll('_', ' ');
  return component<CustomObject>(
    objectPath(name),
    'CustomObject',
    { label, pluralLabel: label, nameField: { label: 'Name', type: 'Text' } },
    'Stub of the practice org.',
  );
}

const nameOf = ({ object, name }: Pick<Stub, 'object' | 'name'>): string => `${object}.${name}`;
const pathOf = ({ object, name }: Stub): string => `objects/${object}/fields/${name}.field-meta.xml`;

/** Record types that the model governs and that the metadata does not hold, in the model's order. */
function missingTypes({ scope }: SalesModel, there: ReadonlySet<string>): Component[] {
  if (scope.recordTypes === 'all') return [];
  return scope.recordTypes
    .map((name) =>
      component<RecordType>(
        `objects/Opportunity/recordTypes/${name}.recordType-meta.xml`,
        'RecordType',
        { active: true, fullName: name, label: name.replaceAll('_', ' ') },
        'Stub of the practice org.',
      ),
    )
    .filter(({ path }) => !there.has(path.toLowerCase()));
}

const entryOf = ({ path, text }: Component): [string, string] => [path, text];

/**
 * Metadata with a stub for every such field that it does not hold, which everybody who holds a role of the package
 * may edit: in an org their profile sees to that; with the objects that they lead to; and with the record types that the
 * model governs. Answers the names of objects and fields as well, the latter as `Object.Field`.
 */
export function withStubs(
  model: SalesModel,
  metadata: ReadonlyMap<string, string>,
): { readonly metadata: ReadonlyMap<string, string>; readonly names: readonly string[] } {
  const there = new Set([...metadata.keys()].map((path) => path.toLowerCase().replace(/^.*(?=objects\/)/, '')));
  const missing = stubsOf(model).filter((one) => !there.has(pathOf(one).toLowerCase()));
  const objects = objectsOf(missing).filter((name) => !there.has(objectPath(name).toLowerCase()));
  const types = missingTypes(model, there);
  if (missing.length === 0 && types.length === 0) return { metadata, names: [] };
  const grants = [
    ...missing.map(
      (one) =>
        `<fieldPermissions><editable>true</editable><field>${nameOf(one)}</field><readable>true</readable></fieldPermissions>`,
    ),
    ...objects.map(
      (name) =>
        `<objectPermissions><allowCreate>true</allowCreate><allowEdit>true</allowEdit><allowRead>true</allowRead><object>${name}</object></objectPermissions>`,
    ),
  ].join('');
  const granted = [...metadata].map(([path, text]): [string, string] => [
    path,
    /permissionsets\/TAS_(?:Rep|Manager|Ops|Admin)\.permissionset-meta\.xml$/.test(path)
      ? text.replace('</PermissionSet>', `${grants}</PermissionSet>`)
      : text,
  ]);
  const made = [...objects.map(objectFile), ...missing.map(fileOf), ...types].map(entryOf);
  return { metadata: new Map([...granted, ...made]), names: [...objects, ...missing.map(nameOf)] };
}

const fileOf = (one: Stub): Component =>
  component<CustomField>(
    pathOf(one),
    'CustomField',
    { fullName: one.name, label: one.label, ...one.shape },
    'Stub of the practice org.',
  );
