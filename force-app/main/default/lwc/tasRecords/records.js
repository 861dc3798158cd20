/** Writes to Salesforce: one at a time for the deal, each with the moment at which the deal was read. */
import USER_ID from '@salesforce/user/Id';
import {
  field,
  item as itemObject,
  itemField,
  itemKey,
  model,
  registration,
  registrationField as own,
} from 'c/tasModel';
import { refusalOf, today } from 'c/tasPanelState';
import { executeMutation, gql } from 'lightning/graphql';
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

/** @typedef {{ before: Panel.Item | undefined, item: Panel.Item }} Change */

/** What is written of an item: all of a new one. @param {Panel.Deal} deal @param {Change} change */
function fieldsOf(deal, { before, item }) {
  const names = ['note', ...(item.status === before?.status ? [] : settled)];
  const fields = Object.fromEntries(
    names.map((name) => [itemField[/** @type {keyof typeof itemField} */ (name)], /** @type {any} */ (item)[name]]),
  );
  const { code } = item;
  return before?.id === undefined
    ? { [itemField.deal]: deal.Id, [itemField.code]: code, [itemField.key]: itemKey(deal.Id, code), ...fields }
    : fields;
}

/**
 * One item with the stamp it was read with; several as one transaction, of which all are saved or none.
 * @param {Panel.Deal} deal
 * @param {readonly Change[]} changes
 */
export async function saveItems(deal, changes) {
  const inputs = changes.map((change) => fieldsOf(deal, change));
  const ids = changes.map(({ before }) => before?.id);
  if (changes.length === 1) {
    const [{ before }] = changes;
    return ids[0] === undefined
      ? createRecord({ apiName: itemObject, fields: inputs[0] })
      : updateRecord({ fields: { Id: ids[0], ...inputs[0] } }, { ifUnmodifiedSince: before?.changedOn ?? undefined });
  }
  const acts = ids.map((id) => itemObject + (id === undefined ? 'Create' : 'Update'));
  const text = `mutation tasItems(${acts.map((act, n) => `$i${n}: ${act}Input!`).join()}) { uiapi(input: { allOrNone: true }) {
    ${acts.map((act, n) => `r${n}: ${act}(input: $i${n}) { __typename }`).join(' ')} } }`;
  const { errors } = await executeMutation({
    query: gql`
      ${text}
    `,
    variables: Object.fromEntries(
      inputs.map((fields, n) => [`i${n}`, { ...(ids[n] && { Id: ids[n] }), [itemObject]: fields }]),
    ),
  });
  if (errors?.length) throw refusalOf(errors);
  return undefined;
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

/** A registration of what the deal says, in the reader's name. @param {Panel.Deal} deal */
export const registrationOf = (deal) => ({
  apiName: registration,
  fields: {
    [own.partner]: deal[model.registration?.partner ?? ''],
    [own.customer]: deal[field.account],
    [own.project]: String(deal[field.name]).slice(0, 120),
    [own.status]: 'Submitted',
    [own.submittedBy]: USER_ID,
    [own.submittedOn]: today(),
  },
});
