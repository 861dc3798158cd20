/** Metadata replaced in a running org. */
import type { Session } from './access/session.ts';
import { loaderOf, type LiveOrg } from './org.ts';
import type { LoadedSchema } from './load-schema.ts';
import { moment } from './save/coerce.ts';
import { summarise } from './save/masters.ts';
import type { Field, ObjectType, Rollup } from './schema/object.ts';
import { Seeder } from './seeder.ts';
import { heldBy, syncSetup } from './setup-rows.ts';
import { Journal } from './store/journal.ts';
import { Row, type Value } from './store/row.ts';

type Objects = LiveOrg['objects'];

/**
 * Puts a schema in the place of the one that runs, at once: no request sees half of it. Rows keep their ids and every
 * value whose field is still there; a field that is gone takes its values with it, a new checkbox starts at its default,
 * any other new field empty. Roll-ups are worked out anew, as the platform does when their definition changes, without
 * touching the dates of their rows. What somebody may do follows from the permission sets assigned to them.
 */
export function swapSchema(org: LiveOrg, { objects, declared, belongTo }: LoadedSchema): void {
  belongTo(org.organizationId);
  const session = loaderOf(org);
  for (const [key, now] of objects) {
    const before = org.objects.get(key);
    if (before !== undefined) moveRows(before, now);
  }
  const old = org.objects;
  org.objects = objects;
  org.stages = new Map(declared.stages.map((stage) => [stage.name, stage]));
  org.permissionSets = declared.permissionSets;
  org.languages = declared.languages;
  org.leadConversion = declared.leadConversion;
  syncSetup(objects, declared, new Seeder(objects, moment(org.now().getTime())));
  for (const one of org.sessions) one.hold(heldBy(objects, declared.permissionSets, one.userId));
  fillCheckboxes(old, objects, session);
  summariseAll(objects, session);
}

/** Which value of the old row each slot of the new one has. */
function columns(
  before: ObjectType,
  now: ObjectType,
): (readonly [from: number, fits: (value: Value) => boolean] | undefined)[] {
  return now.fields.map((field) => {
    const old = before.byName.get(field.name.toLowerCase());
    if (old === undefined || old.computed || field.computed) return undefined;
    const [was, is] = [valueType(old), valueType(field)];
    return [old.slot, (value) => was === is || (is === 'string' && typeof value === 'string')];
  });
}

function valueType({ kind }: Field): 'number' | 'boolean' | 'string' {
  if (kind === 'boolean') return 'boolean';
  return kind === 'double' || kind === 'currency' || kind === 'percent' || kind === 'int' ? 'number' : 'string';
}

function moveRows(before: ObjectType, now: ObjectType): void {
  const from = columns(before, now);
  const journal = new Journal();
  const moved = (row: Row): Row =>
    new Row(
      from.map((column, slot) => {
        const value = column === undefined ? null : (row.values[column[0]] ?? null);
        if (column !== undefined && column[1](value)) return value;
        return now.fields[slot]?.kind === 'boolean' ? false : null;
      }),
    );
  now.table.succeed(before.table);
  for (const row of before.table.rows()) {
    now.table.insert(moved(row), journal);
    journal.clear();
  }
  for (const row of before.table.deletedRows()) now.table.insertDeleted(moved(row));
}

/** A new checkbox has its default on the rows that are there already. */
function fillCheckboxes(old: Objects, objects: Objects, session: Session): void {
  for (const [key, object] of objects) {
    const before = old.get(key);
    if (before === undefined) continue;
    const added = object.fields.filter(
      (field) =>
        field.kind === 'boolean' && field.defaults !== undefined && !before.byName.has(field.name.toLowerCase()),
    );
    if (added.length === 0) continue;
    for (const row of object.table.rows()) {
      const next = row.values.slice();
      for (const field of added)
        next[field.slot] = field.defaults?.evaluate({ row, prior: null, isNew: true, session }) === true;
      object.table.update(row, next, new Journal());
    }
  }
}

/** Details before their masters: a roll-up may add up another one. */
function summariseAll(objects: Objects, session: Session): void {
  const rollups = [...objects.values()].flatMap((object) => object.rollups);
  const done = new Set<ObjectType>();
  const work = (object: ObjectType): void => {
    if (done.has(object)) return;
    done.add(object);
    for (const { child } of object.rollups) work(child);
    if (object.rollups.length > 0) summariseRows(object, object.rollups, session);
  };
  for (const { field } of rollups) work(field.object);
}

function summariseRows(object: ObjectType, rollups: readonly Rollup[], session: Session): void {
  for (const row of object.table.rows()) {
    const next = row.values.slice();
    let changed = false;
    for (const rollup of rollups) {
      const value = summarise(rollup, row.id, { session });
      if (value === next[rollup.field.slot]) continue;
      next[rollup.field.slot] = value;
      changed = true;
    }
    if (changed) object.table.update(row, next, new Journal());
  }
}
