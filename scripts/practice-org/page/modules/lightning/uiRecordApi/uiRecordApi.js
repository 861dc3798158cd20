/**
 * Stub for `lightning/uiRecordApi`. Unlike Lightning Data Service it has no cache that components share: what is
 * wired to a record is told about writes of it, and every wire reads for itself.
 */
import { call, frozen } from 'page/org';
import { RecordWire, pathOf, recordSaved, recordsChanged } from 'page/records';

export { RecordWire as getRecord };

/** @param {{ apiName: string, fields: Record<string, unknown> }} input */
export async function createRecord({ apiName, fields }) {
  return frozen(await call('POST', 'ui-api/records', { apiName, fields }));
}

/**
 * @param {{ fields: Record<string, unknown> }} input
 * @param {{ ifUnmodifiedSince?: string }} [options]
 */
export async function updateRecord({ fields }, options = {}) {
  const { Id, ...others } = fields;
  const since = options.ifUnmodifiedSince;
  const headers = since === undefined ? {} : { 'If-Unmodified-Since': since };
  const path = `ui-api/records/${encodeURIComponent(String(Id))}`;
  const saved = frozen(await call('PATCH', path, { fields: others }, headers));
  recordSaved(saved);
  return saved;
}

/** @param {string} recordId */
export async function deleteRecord(recordId) {
  await call('DELETE', `ui-api/records/${encodeURIComponent(recordId)}`);
}

/** @param {{ recordId: string }[]} records */
export const notifyRecordUpdateAvailable = (records) => recordsChanged(records.map(({ recordId }) => recordId));

/** The entry of a field, through parents: `Opportunity.Owner.Name`. @param {any} record @param {any} field */
function cellOf(record, field) {
  const [, ...steps] = pathOf(field).split('.');
  const last = steps.pop();
  let at = record;
  for (const step of steps) at = at?.fields?.[step]?.value;
  return last === undefined ? undefined : at?.fields?.[last];
}

/** @param {any} record @param {any} field */
export const getFieldValue = (record, field) => cellOf(record, field)?.value;

/** @param {any} record @param {any} field */
export const getFieldDisplayValue = (record, field) => cellOf(record, field)?.displayValue;
