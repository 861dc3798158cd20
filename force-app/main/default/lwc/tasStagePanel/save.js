/** Writes to Salesforce: one at a time for the deal, each with the moment at which the deal was read. */
import { createRecord, notifyRecordUpdateAvailable, updateRecord } from 'lightning/uiRecordApi';

const itemObject = 'TAS_Gate_Item__c';

/**
 * The fields of an item as they are to be stored.
 * @param {Panel.ItemDraft} draft
 * @param {Panel.Item | undefined} before
 * @param {string} userId
 * @param {string} now ISO 8601
 */
export function itemFields({ outcome, evidence, person, reason, note }, before, userId, now) {
  const noteField = { Note__c: note || null };
  if (outcome === 'Note') return noteField;
  const settles = outcome === 'Done' || outcome === 'NotApplicable' || outcome === 'Waived';
  return {
    ...noteField,
    Status__c: outcome,
    Evidence_Url__c: (outcome === 'Done' ? evidence.trim() : before?.evidence) || null,
    Person__c: (outcome === 'Done' ? person : before?.person) || null,
    Reason__c:
      (settles && outcome !== 'Done') || outcome === 'Requested' ? reason.trim() || null : (before?.reason ?? null),
    Settled_By__c: settles ? userId : null,
    Settled_On__c: settles ? now : null,
  };
}

/**
 * @param {Panel.Deal} deal
 * @param {string} code
 * @param {Panel.Item | undefined} before
 * @param {Record<string, unknown>} fields
 */
export const saveItem = (deal, code, before, fields) =>
  before?.id === undefined
    ? createRecord({
        apiName: itemObject,
        fields: { Opportunity__c: deal.Id, Code__c: code, Item_Key__c: `${deal.Id}:${code}`, ...fields },
      })
    : updateRecord({ fields: { Id: before.id, ...fields } }, { ifUnmodifiedSince: before.changedOn ?? undefined });

/**
 * @param {string} id
 * @param {Record<string, unknown>} fields
 * @param {string | undefined} stamp
 */
export const saveDeal = (id, fields, stamp) =>
  updateRecord({ fields: { Id: id, ...fields } }, { ifUnmodifiedSince: stamp });

/** @param {string} id */
export const tellOthers = (id) => notifyRecordUpdateAvailable([{ recordId: id }]);

/**
 * The item as it will stand once it is saved.
 * @param {string} code
 * @param {Panel.Item | undefined} before
 * @param {Panel.ItemDraft} draft
 * @param {any} fields
 * @param {string} now
 * @returns {Panel.Item}
 */
export function aheadItem(code, before, draft, fields, now) {
  const kept = before ?? { code, status: 'Open' };
  if (draft.outcome === 'Note') return { ...kept, note: fields.Note__c };
  return {
    ...kept,
    code,
    status: /** @type {Panel.Status} */ (draft.outcome),
    evidence: fields.Evidence_Url__c,
    person: fields.Person__c,
    personName: fields.Person__c === kept.person ? (kept.personName ?? null) : null,
    reason: fields.Reason__c,
    note: fields.Note__c,
    settledBy: fields.Settled_By__c,
    settledByName: null,
    settledOn: fields.Settled_On__c,
    changedBy: null,
    changedOn: now,
  };
}
