import type { Field, ObjectType, Rollup } from '../schema/object.ts';
import { roundTo } from '../schema/formulas.ts';
import { Row, type Value } from '../store/row.ts';
import { planOf } from './plan.ts';
import { addLinesUp, lineItems } from './products.ts';
import { brokenRules } from './rules.ts';
import { saveError, type SaveError } from './error.ts';
import type { Write } from './write.ts';

/** One summary over the live children of a master. Blank values do not count; a sum of none is 0. */
export function summarise(rollup: Rollup, master: string, write: Pick<Write, 'session'>): Value {
  const { child, through, summarized, matches, field } = rollup;
  const operation = field.summary?.operation;
  let count = 0;
  let sum = 0;
  let least: Value = null;
  let most: Value = null;
  for (const row of child.table.children(through.slot, master)) {
    if (!matches(row, write.session)) continue;
    count++;
    const value = summarized?.read(row, write.session) ?? null;
    if (value === null) continue;
    if (typeof value === 'number') sum += value;
    if (least === null || value < least) least = value;
    if (most === null || value > most) most = value;
  }
  switch (operation) {
    case 'count':
      return count;
    case 'min':
      return least;
    case 'max':
      return most;
    default:
      return roundTo(sum, field.scale ?? 2);
  }
}

/**
 * Works out a master's summaries again after a child changed and saves the master through its own rules, as the
 * platform does on every child save. Answers why the master refused, if it did.
 *
 * Read in the Apex guide ("Triggers and Order of Execution"): the parent of a roll-up "goes through save procedure". Read
 * in the object reference ("System Fields"): LastModifiedDate is when a user, SystemModstamp when a user or an automated
 * process last modified a record; third parties add that recalculating a whole roll-up after its definition changed moves
 * SystemModstamp alone. Assumed: the save of a child is its user's doing, so a roll-up it changes moves LastModifiedDate,
 * LastModifiedById and SystemModstamp of the parent, and the parent stays as it is where no roll-up changes. Hence ticking
 * an item makes an older `If-Unmodified-Since` of the deal stale.
 */
function refreshMaster(through: Field, master: string, write: Write): readonly SaveError[] {
  for (const target of through.targets) {
    const row = target.table.get(master);
    if (row !== undefined) return refreshRow(target, row, through, write);
  }
  return [];
}

function refreshRow(object: ObjectType, row: Row, through: Field, write: Write): readonly SaveError[] {
  const next = row.values.slice();
  let changed = false;
  for (const rollup of object.rollups) {
    if (rollup.through !== through) continue;
    const value = summarise(rollup, row.id, write);
    if (value === next[rollup.field.slot]) continue;
    next[rollup.field.slot] = value;
    changed = true;
  }
  if (through.object.name === lineItems && addLinesUp(through.object, object, row.id, next)) changed = true;
  if (changed) stampModified(object, next, write);
  const frame = { row: new Row(next), prior: row, isNew: false, session: write.session };
  const broken = brokenRules(object, frame);
  if (broken.length > 0) {
    // The child is what was written; the master's fields mean nothing to it.
    return broken.map(({ statusCode, message }) => saveError(statusCode, message, []));
  }
  if (!changed) return [];
  object.table.update(row, next, write.journal);
  return refreshMastersOf(object, row, null, write);
}

export function stampModified(object: ObjectType, next: Value[], { stamp, session }: Write): void {
  const { slots } = planOf(object);
  if (slots.modifiedDate !== undefined) next[slots.modifiedDate] = stamp;
  if (slots.modifiedBy !== undefined) next[slots.modifiedBy] = session.userId;
  if (slots.modstamp !== undefined) next[slots.modstamp] = stamp;
}

/** Refreshes the masters a row has now and, after an update, those it had before. */
export function refreshMastersOf(
  object: ObjectType,
  row: Row,
  before: readonly Value[] | null,
  write: Write,
): readonly SaveError[] {
  for (const through of object.masters) {
    const now = row.values[through.slot];
    const old = before?.[through.slot];
    for (const master of new Set([now, old])) {
      if (typeof master !== 'string') continue;
      const errors = refreshMaster(through, master, write);
      if (errors.length > 0) return errors;
    }
  }
  return [];
}
