import type { FieldKind } from '../schema/field.ts';
import { createdRow, historyName, historyParent, keepsValues, trackedFields } from '../schema/field-history.ts';
import { mustHave, type Field, type ObjectType } from '../schema/object.ts';
import { targetRow } from '../schema/scope.ts';
import { Row, type Value } from '../store/row.ts';
import type { Write } from './write.ts';

/** What the platform calls the types of fields in a history. */
const dataTypes: Readonly<Record<FieldKind, string>> = {
  boolean: 'Boolean',
  currency: 'Currency',
  date: 'DateOnly',
  datetime: 'DateTime',
  double: 'Double',
  email: 'Email',
  id: 'EntityId',
  int: 'Double',
  multipicklist: 'MultiEnum',
  percent: 'Percent',
  phone: 'Phone',
  picklist: 'DynamicEnum',
  reference: 'EntityId',
  string: 'Text',
  textarea: 'MultiLineText',
  time: 'TimeOnly',
  url: 'Url',
};

/** Where the changes of an object go, worked out once. */
interface Kept {
  readonly history: ObjectType;
  readonly tracked: readonly Field[];
  readonly to: Readonly<Record<'record' | 'by' | 'on' | 'field' | 'type' | 'old' | 'new', number>>;
}

const known = new WeakMap<ObjectType, Kept | null>();

function keptOf(object: ObjectType): Kept | null {
  const found = known.get(object);
  if (found !== undefined) return found;
  const made = findKept(object);
  known.set(object, made);
  return made;
}

function findKept(object: ObjectType): Kept | null {
  const history = object.children.find(({ child }) => historyParent(child)?.parent === object)?.child;
  const through = history === undefined ? undefined : historyParent(history)?.through;
  if (history === undefined || through === undefined) return null;
  const slot = (name: string): number => mustHave(history, name).slot;
  return {
    history,
    tracked: trackedFields(object.declaration, object.fields),
    to: {
      record: through.slot,
      by: slot('CreatedById'),
      on: slot('CreatedDate'),
      field: slot('Field'),
      type: slot('DataType'),
      old: slot('OldValue'),
      new: slot('NewValue'),
    },
  };
}

interface Change {
  readonly field: string;
  readonly type: string | null;
  readonly before: Value;
  readonly after: Value;
}

/** Of a lookup two rows are kept, one with the names of what it led to and one with the ids. */
function* changesOf(field: Field, before: Value, after: Value, write: Write): Generator<Change> {
  const shown = { field: historyName(field), type: dataTypes[field.kind] };
  if (!keepsValues(field)) {
    yield { ...shown, before: null, after: null };
    return;
  }
  if (field.kind === 'reference') {
    const name = (id: Value): Value => {
      const row = typeof id === 'string' ? targetRow(field, id) : undefined;
      return row === undefined ? null : (field.targets[0]?.nameField.read(row, write.session) ?? null);
    };
    yield { ...shown, type: 'Text', before: name(before), after: name(after) };
  }
  yield { ...shown, before, after };
}

/** Rows of an object's field history for a record just saved: that it began, or what of it is another now. */
export function keepFieldHistory(object: ObjectType, row: Row, before: readonly Value[] | null, write: Write): void {
  const kept = keptOf(object);
  if (kept === null) return;
  const { history, tracked, to } = kept;
  const add = ({ field, type, before: old, after }: Change): void => {
    const next = new Array<Value>(history.fields.length).fill(null);
    next[0] = history.table.nextId();
    next[to.record] = row.id;
    next[to.by] = write.session.userId;
    next[to.on] = write.stamp;
    next[to.field] = field;
    next[to.type] = type;
    next[to.old] = old;
    next[to.new] = after;
    history.table.insert(new Row(next), write.journal);
  };
  if (before === null) {
    add({ field: createdRow, type: null, before: null, after: null });
    return;
  }
  for (const field of tracked) {
    const [old, now] = [before[field.slot] ?? null, row.values[field.slot] ?? null];
    if (old === now) continue;
    for (const change of changesOf(field, old, now, write)) add(change);
  }
}
