import { fieldNamed, type ObjectType } from '../schema/object.ts';
import type { Row } from '../store/row.ts';
import type { Prepared } from './changes.ts';
import { deleteById, rowOf, updatePrepared } from './dml.ts';
import { refused, saveError, type SaveError, type SaveResult } from './error.ts';
import { refreshMastersOf } from './masters.ts';
import type { Write } from './write.ts';

/** Objects whose records can become one. */
export const mergeable: ReadonlySet<string> = new Set(['Account', 'Contact', 'Lead']);

const mostMerged = 2;

/** Two or three records that become one: what points at the others points at the master, and the others are deleted. */
export interface Merge {
  readonly object: ObjectType;
  readonly masterId: string | undefined;
  /** What the master is to hold. */
  readonly prepared: Prepared;
  readonly mergedIds: readonly string[];
}

export type Merged = SaveResult & { readonly mergedIds: readonly string[]; readonly relatedIds: readonly string[] };

const plainly = (result: SaveResult): Merged => ({ ...result, mergedIds: [], relatedIds: [] });

/** Merges records, or nothing of it where one step is refused. */
export function mergeRecords(write: Write, merge: Merge): Merged {
  const savepoint = write.journal.savepoint;
  const merged = mergeStepwise(write, merge);
  if (!merged.ok) write.journal.rollBackTo(savepoint);
  return merged;
}

function mergeStepwise(write: Write, { object, masterId, prepared, mergedIds }: Merge): Merged {
  const refuse = (code: string, message: string): Merged => plainly(refused([saveError(code, message)], masterId));
  if (!mergeable.has(object.name)) return refuse('INVALID_TYPE', `${object.name} cannot be merged`);
  if (mergedIds.length === 0 || mergedIds.length > mostMerged)
    return refuse('INVALID_NUMBER_FAILURE', `a merge takes one or ${mostMerged} records beside the master`);
  const saved = updatePrepared(object, masterId, prepared, write);
  if (!saved.ok) return plainly(saved);
  const relatedIds: string[] = [];
  const goneIds: string[] = [];
  for (const id of mergedIds) {
    const row = rowOf(object, id);
    if ('statusCode' in row) return plainly(refused([row], masterId ?? null));
    if (row.id === saved.id) return refuse('INVALID_ID_FIELD', 'a record cannot be merged with itself');
    const handed = handOver(object, row, saved.id, write);
    if (!handed.ok) return plainly(refused(handed.errors, saved.id));
    relatedIds.push(...handed.ids);
    const master = fieldNamed(object, 'MasterRecordId');
    if (master !== undefined) object.table.update(row, row.values.with(master.slot, saved.id), write.journal);
    const gone = deleteById(object, row.id, write);
    if (!gone.ok) return plainly(gone);
    goneIds.push(row.id);
  }
  return { ...saved, mergedIds: goneIds, relatedIds };
}

type HandedOver =
  | { readonly ok: true; readonly ids: readonly string[] }
  | { readonly ok: false; readonly errors: readonly SaveError[] };

/** What pointed at one record points at another, sums included; answers what changed, or why it may not. */
function handOver(object: ObjectType, from: Row, to: string, write: Write): HandedOver {
  const ids: string[] = [];
  for (const { child, field } of object.children) {
    for (const row of [...child.table.children(field.slot, from.id)]) {
      const before = row.values;
      child.table.update(row, before.with(field.slot, to), write.journal);
      const errors = refreshMastersOf(child, row, before, write);
      if (errors.length > 0) return { ok: false, errors };
      ids.push(row.id);
    }
  }
  return { ok: true, ids };
}
