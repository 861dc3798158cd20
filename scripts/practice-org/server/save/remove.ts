import type { ObjectType } from '../schema/object.ts';
import type { Row } from '../store/row.ts';
import { followAssignment } from './assignments.ts';
import { keepsContract } from './contracts.ts';
import { refused, type SaveError, type SaveResult } from './error.ts';
import { refreshMastersOf } from './masters.ts';
import { planOf } from './plan.ts';
import type { Write } from './write.ts';

const ofAccounts = new Set(['Contact', 'Opportunity']);

/** Details go with their master; so do an account's deals and contacts. Other lookups are emptied. */
const cascades = (parent: ObjectType, child: ObjectType, field: { masterDetail?: boolean }): boolean =>
  field.masterDetail === true || (parent.name === 'Account' && ofAccounts.has(child.name));

function removeTree(object: ObjectType, row: Row, write: Write, removed: [ObjectType, Row][]): void {
  // The moment it went: `sobjects/X/deleted` asks for it.
  const { modstamp } = planOf(object).slots;
  if (modstamp !== undefined) object.table.update(row, row.values.with(modstamp, write.stamp), write.journal);
  const follow = followAssignment(object, row, write);
  object.table.remove(row, write.journal);
  follow();
  removed.push([object, row]);
  for (const { child, field } of object.children) {
    for (const detail of [...child.table.children(field.slot, row.id)]) {
      if (cascades(object, child, field) && child !== object) {
        removeTree(child, detail, write, removed);
      } else {
        const next = detail.values.slice();
        next[field.slot] = null;
        child.table.update(detail, next, write.journal);
      }
    }
  }
}

/** Works out the masters of rows that went or came back; the first refusal ends it. */
function refreshAll(rows: readonly [ObjectType, Row][], write: Write): readonly SaveError[] {
  for (const [object, row] of rows) {
    const errors = refreshMastersOf(object, row, null, write);
    if (errors.length > 0) return errors;
  }
  return [];
}

/** Moves a row and its details to the recycle bin; masters that stay are summarised again and may refuse. */
export function removeRow(object: ObjectType, row: Row, write: Write): SaveResult {
  const kept = keepsContract(object, row);
  if (kept.length > 0) return refused(kept, row.id);
  const savepoint = write.journal.savepoint;
  const removed: [ObjectType, Row][] = [];
  removeTree(object, row, write, removed);
  const errors = refreshAll(removed, write);
  if (errors.length === 0) return { ok: true, id: row.id, created: false };
  write.journal.rollBackTo(savepoint);
  return refused(errors, row.id);
}

/** Brings a row and the details that went with it back from the recycle bin. */
export function restoreRow(object: ObjectType, row: Row, write: Write): SaveResult {
  const savepoint = write.journal.savepoint;
  const restored: [ObjectType, Row][] = [];
  restoreTree(object, row, write, restored);
  const errors = refreshAll(restored, write);
  if (errors.length === 0) return { ok: true, id: row.id, created: false };
  write.journal.rollBackTo(savepoint);
  return refused(errors, row.id);
}

function restoreTree(object: ObjectType, row: Row, write: Write, restored: [ObjectType, Row][]): void {
  object.table.restore(row, write.journal);
  restored.push([object, row]);
  for (const { child, field } of object.children) {
    if (!cascades(object, child, field) || child === object) continue;
    const details = [...child.table.deletedRows()].filter((detail) => detail.values[field.slot] === row.id);
    for (const detail of details) restoreTree(child, detail, write, restored);
  }
}
