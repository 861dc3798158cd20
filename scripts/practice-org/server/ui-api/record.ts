import type { Session } from '../access/session.ts';
import { recordTypeRows, type Org } from '../org.ts';
import type { Field, ObjectType } from '../schema/object.ts';
import { targetRow } from '../schema/scope.ts';
import type { Row, Value } from '../store/row.ts';
import { digestOf, weakEtagOf } from './etag.ts';
import { masterRecordType } from '../schema/record-types.ts';
import { isVisible } from './objects.ts';
import { displayValue, wireValue } from './value.ts';

/** Which fields of a record are asked for, those of parents below their relationship. */
export interface FieldTree {
  readonly own: Set<Field>;
  readonly parents: Map<Field, FieldTree>;
}

export const emptyTree = (): FieldTree => ({ own: new Set(), parents: new Map() });

/** The guide: a field path goes up to five parents. */
const deepestPath = 6;

/** Adds `Opportunity.Owner.Name` to a tree; false when the user cannot see all of it. */
export function addPath(tree: FieldTree, path: string, object: ObjectType, session: Session): boolean {
  const [first = '', ...parts] = path.split('.');
  if (first.toLowerCase() !== object.name.toLowerCase() || parts.length === 0 || parts.length > deepestPath)
    return false;
  const steps: Field[] = [];
  let at = object;
  for (const part of parts.slice(0, -1)) {
    const step = at.byRelationship.get(part.toLowerCase());
    const [target] = step?.targets ?? [];
    if (step === undefined || target === undefined) return false;
    if (session.access(at).readable[step.slot] !== true || !isVisible(target, session)) return false;
    steps.push(step);
    at = target;
  }
  const field = at.byName.get((parts.at(-1) ?? '').toLowerCase());
  if (field === undefined || session.access(at).readable[field.slot] !== true) return false;
  let into = tree;
  for (const step of steps) {
    const inner = into.parents.get(step) ?? emptyTree();
    into.parents.set(step, inner);
    into = inner;
  }
  into.own.add(field);
  return true;
}

/** All a user may read of an object: what a full layout would show. */
export function wholeTree(object: ObjectType, session: Session): FieldTree {
  const { readable } = session.access(object);
  return { own: new Set(object.fields.filter(({ slot }) => readable[slot] === true)), parents: new Map() };
}

interface FieldValue {
  readonly displayValue: Value;
  readonly value: unknown;
}

const stored = (object: ObjectType, row: Row, name: string): Value => {
  const field = object.byName.get(name);
  return field === undefined ? null : wireValue(field, row.values[field.slot] ?? null);
};

interface TypeInfo {
  readonly recordTypeId: string;
  readonly recordTypeInfo: unknown;
}

/** Records of objects without record types have the master one, and no info about it. */
function typeOf(org: Org, object: ObjectType, row: Row): TypeInfo {
  const id = stored(object, row, 'recordtypeid');
  const type = recordTypeRows(org, object).find((one) => one.id === id);
  if (type === undefined) return { recordTypeId: masterRecordType, recordTypeInfo: null };
  const info = {
    available: type.active,
    defaultRecordTypeMapping: false,
    master: false,
    name: type.label,
    recordTypeId: type.id,
  };
  return { recordTypeId: type.id, recordTypeInfo: info };
}

/** A record as the UI API answers it. */
export interface RecordRepresentation {
  readonly apiName: string;
  readonly childRelationships: Readonly<Record<string, unknown>>;
  /** Of everything else that is answered. */
  readonly eTag: string;
  readonly fields: Readonly<Record<string, FieldValue>>;
  readonly id: string;
  readonly lastModifiedById: Value;
  readonly lastModifiedDate: Value;
  readonly recordTypeId: string;
  readonly recordTypeInfo: unknown;
  readonly systemModstamp: Value;
  readonly weakEtag: number;
}

/** Who reads, and where. */
interface Reader {
  readonly org: Org;
  readonly session: Session;
}

/** Writes out a record with the fields asked for, in alphabetical order. */
export function represent(
  { org, session }: Reader,
  object: ObjectType,
  row: Row,
  tree: FieldTree,
): RecordRepresentation {
  const style = { language: session.language, currency: org.currency };
  const entries: [string, FieldValue][] = [...tree.own].map((field) => {
    const value = field.read(row, session);
    return [field.name, { displayValue: displayValue(field, row, value, style), value: wireValue(field, value) }];
  });
  for (const [step, inner] of tree.parents) entries.push(parentEntry({ org, session }, row, step, inner));
  const body = {
    apiName: object.name,
    childRelationships: {},
    fields: Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1))),
    id: row.id,
    lastModifiedById: stored(object, row, 'lastmodifiedbyid'),
    lastModifiedDate: stored(object, row, 'lastmodifieddate'),
    ...typeOf(org, object, row),
    systemModstamp: stored(object, row, 'systemmodstamp'),
    weakEtag: weakEtagOf(object, row),
  };
  return { ...body, eTag: digestOf(body) };
}

/** A parent stands under its relationship's name: a record of its own, shown by its name. */
function parentEntry(reader: Reader, row: Row, step: Field, tree: FieldTree): [string, FieldValue] {
  const name = step.relationshipName ?? step.name;
  const id = row.values[step.slot];
  const parent = typeof id === 'string' ? targetRow(step, id) : undefined;
  const object = step.targets.find(({ prefix }) => parent?.id.startsWith(prefix) === true);
  if (parent === undefined || object === undefined) return [name, { displayValue: null, value: null }];
  const value = represent(reader, object, parent, tree);
  return [name, { displayValue: object.nameField.read(parent, reader.session), value }];
}
