import type { Problems } from '../problem.ts';
import type { Row, Value } from '../store/row.ts';
import { Table } from '../store/table.ts';
import { isCustom, type FieldDeclaration, type ObjectDeclaration } from './field.ts';
import type { Field, ObjectType } from './object.ts';
import { targetRow } from './scope.ts';
import type { Viewer } from './viewer.ts';

const isText = new Set(['string', 'textarea', 'url', 'email', 'phone']);

/** Fields of one object with slots; Id comes first. */
function linkFields(declaration: ObjectDeclaration, object: ObjectType): Field[] {
  return declaration.fields.map((field, slot): Field => {
    const computed = field.formula !== undefined || field.derive !== undefined;
    const options =
      field.values === undefined
        ? {}
        : {
            options: new Map(
              field.values.filter(({ active }) => active).map(({ value }) => [value.toLowerCase(), value]),
            ),
          };
    return {
      ...field,
      ...options,
      slot,
      object,
      computed,
      custom: isCustom(field.name),
      canCreate: (field.createable ?? true) && !computed,
      canUpdate: (field.updateable ?? true) && !computed,
      targets: [],
      read: reader(field, slot, object),
    };
  });
}

/** How a stored or derived field is read; formulas get theirs once all objects are known. */
function reader(field: FieldDeclaration, slot: number, object: ObjectType): Field['read'] {
  const { derive } = field;
  if (derive === undefined) return (row: Row): Value => row.values[slot] ?? null;
  return (row: Row, session: Viewer): Value => {
    const read = (name: string): Value => object.byName.get(name.toLowerCase())?.read(row, session) ?? null;
    const parent = (step: string, name: string): Value => {
      const lookup = object.byName.get(step.toLowerCase());
      const id = lookup?.read(row, session) ?? null;
      const found = lookup === undefined || typeof id !== 'string' ? undefined : targetRow(lookup, id);
      const target = lookup?.targets[0];
      return found === undefined ? null : (target?.byName.get(name.toLowerCase())?.read(found, session) ?? null);
    };
    return derive(row, read, session.now(), parent);
  };
}

/** Prefixes of custom objects in the order they come: a00, a01 … a0z, a10 … */
function customPrefix(index: number): string {
  const digits = '0123456789abcdefghijklmnopqrstuvwxyz';
  return `a${digits.charAt(Math.floor(index / 36))}${digits.charAt(index % 36)}`;
}

function linkObject(declaration: ObjectDeclaration, prefix: string, problems: Problems): ObjectType {
  const byName = new Map<string, Field>();
  const byRelationship = new Map<string, Field>();
  const fields: Field[] = [];
  const lookups = declaration.fields.flatMap((field, slot) =>
    field.kind === 'reference' && indexed(field) ? [slot] : [],
  );
  const keyed = declaration.fields.flatMap((field, slot) =>
    field.unique === true || field.externalId === true ? [{ slot, caseSensitive: field.caseSensitive ?? false }] : [],
  );
  const object: Omit<ObjectType, 'nameField'> & { nameField: Field | undefined } = {
    name: declaration.name,
    label: declaration.label,
    labelPlural: declaration.labelPlural,
    prefix,
    custom: isCustom(declaration.name),
    readOnly: declaration.readOnly ?? false,
    recordTypes: declaration.recordTypes,
    declaration,
    fields,
    byName,
    byRelationship,
    children: [],
    rules: [],
    rollups: [],
    masters: [],
    table: new Table(prefix, lookups, keyed),
    nameField: undefined,
  };
  fields.push(...linkFields(declaration, object as ObjectType));
  for (const field of fields) {
    byName.set(field.name.toLowerCase(), field);
    if (field.relationshipName !== undefined) byRelationship.set(field.relationshipName.toLowerCase(), field);
    if (field.unique === true && !isText.has(field.kind) && field.kind !== 'double') {
      problems.add(field.path, `${object.name}.${field.name}: only text, email and number fields can be unique`);
    }
  }
  object.nameField = fields.find(({ isName }) => isName === true) ?? fields[0];
  return object as ObjectType;
}

/** Users are looked up by everything; an index over them would only cost. */
const indexed = (field: FieldDeclaration): boolean =>
  field.name !== 'CreatedById' && field.name !== 'LastModifiedById' && field.name !== 'RecordTypeId';

function linkReferences(objects: ReadonlyMap<string, ObjectType>, problems: Problems): void {
  for (const object of objects.values()) {
    let masters = 0;
    for (const field of object.fields) {
      if (field.kind !== 'reference') continue;
      if (field.masterDetail === true) masters++;
      field.targets = (field.referenceTo ?? []).flatMap((name) => {
        const target = objects.get(name.toLowerCase());
        // A standard object that this org has not: the field is there and points nowhere.
        if (target === undefined && isCustom(name))
          problems.add(
            field.path,
            `${object.name}.${field.name} refers to ${name}, which is no object here`,
            `referenceTo value of '${name}' does not resolve to a valid sObject type`,
          );
        return target === undefined ? [] : [target];
      });
      if (!indexed(field)) continue;
      for (const target of field.targets) linkChildren(target, object, field, problems);
    }
    if (masters > 2)
      problems.add(object.declaration.path, `${object.name} has ${masters} master-detail fields; two are allowed`);
  }
}

function linkChildren(parent: ObjectType, child: ObjectType, field: Field, problems: Problems): void {
  const name = field.childRelationshipName;
  const twin = parent.children.find((other) => name !== undefined && other.name?.toLowerCase() === name.toLowerCase());
  if (twin !== undefined) {
    problems.add(
      field.path,
      `${child.name}.${field.name}: ${parent.name} already has a child relationship ${name ?? ''}`,
      `There is already a Child Relationship named ${name?.replace(/__r$/, '') ?? ''} on ${parent.label}.`,
    );
  }
  parent.children.push({ name, child, field });
}

/** Objects by lower-case name, references resolved, tables empty; `prefixes` are those that custom objects already have. */
export function linkObjects(
  declarations: ReadonlyMap<string, ObjectDeclaration>,
  prefixes: ReadonlyMap<string, string>,
  problems: Problems,
): Map<string, ObjectType> {
  const objects = new Map<string, ObjectType>();
  const taken = new Set(prefixes.values());
  let customs = 0;
  const nextPrefix = (): string => {
    let prefix = customPrefix(customs++);
    while (taken.has(prefix)) prefix = customPrefix(customs++);
    return prefix;
  };
  for (const [key, declaration] of declarations) {
    const prefix = declaration.prefix ?? prefixes.get(key) ?? nextPrefix();
    objects.set(key, linkObject(declaration, prefix, problems));
  }
  linkReferences(objects, problems);
  return objects;
}
