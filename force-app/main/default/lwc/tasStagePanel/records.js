/** Writes to Salesforce: one at a time for the deal, each with the moment at which the deal was read. */
import { item as itemObject, itemField, itemKey } from 'c/tasModel';
import { createRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';

/**
 * An item as it is to stand once it is settled as typed; what was not typed stays, as far as its new status keeps it.
 * @param {string} code
 * @param {Panel.Item | undefined} before
 * @param {Readonly<Record<string, any>>} typed outcome, and what goes with it
 * @param {string} userId
 * @param {string} now ISO 8601
 * @param {number | null} amount what a settled item carries of its deal
 * @returns {Panel.Item}
 */
export function itemAfter(code, before, typed, userId, now, amount) {
  const { outcome, ...given } = typed;
  const kept = before ?? { code, status: /** @type {const} */ ('Open') };
  const all = { ...kept, ...given };
  if (outcome === 'Note') return { ...kept, note: all.note || null };
  const isDone = outcome === 'Done';
  const isDeclined = outcome === 'Declined';
  const settles = isDone || outcome === 'NotApplicable' || outcome === 'Waived';
  const trimmed = (/** @type {unknown} */ text) => String(text ?? '').trim() || null;
  return {
    ...kept,
    status: outcome,
    evidence: isDone ? trimmed(all.evidence) : (kept.evidence ?? null),
    person: (isDone ? all.person : kept.person) || null,
    personName: isDone && all.person !== kept.person ? null : (kept.personName ?? null),
    reason: (settles && !isDone) || isDeclined || outcome === 'Requested' ? trimmed(all.reason) : (kept.reason ?? null),
    note: all.note || null,
    settledBy: settles ? userId : null,
    settledByName: null,
    settledOn: settles ? now : null,
    settledAmount: settles ? amount : null,
    declinedBy: isDeclined ? userId : (kept.declinedBy ?? null),
    declinedByName: isDeclined ? null : (kept.declinedByName ?? null),
    declinedOn: isDeclined ? now : (kept.declinedOn ?? null),
    changedBy: null,
    changedOn: now,
  };
}

/** What of an item goes with its status. */
const settled = [
  'status',
  'evidence',
  'person',
  'reason',
  'settledBy',
  'settledOn',
  'settledAmount',
  'declinedBy',
  'declinedOn',
];

/**
 * @param {Panel.Deal} deal
 * @param {Panel.Item | undefined} before
 * @param {any} after a Panel.Item
 */
export function saveItem(deal, before, after) {
  const names = ['note', ...(after.status === before?.status ? [] : settled)];
  const fields = Object.fromEntries(
    names.map((name) => [itemField[/** @type {keyof typeof itemField} */ (name)], after[name]]),
  );
  if (before?.id !== undefined)
    return updateRecord({ fields: { Id: before.id, ...fields } }, { ifUnmodifiedSince: before.changedOn ?? undefined });
  const { code } = after;
  const key = { [itemField.deal]: deal.Id, [itemField.code]: code, [itemField.key]: itemKey(deal.Id, code) };
  return createRecord({ apiName: itemObject, fields: { ...key, ...fields } });
}

/**
 * @param {string} id
 * @param {Record<string, unknown>} fields
 * @param {string | undefined} stamp
 */
export const saveDeal = (id, fields, stamp) =>
  updateRecord({ fields: { Id: id, ...fields } }, { ifUnmodifiedSince: stamp });

/** Other components on the page show the deal, too. @param {string} id */
export const tellOthers = (id) => notifyRecordUpdateAvailable([{ recordId: id }]);
