/** Stub for `lightning/uiObjectInfoApi`. Metadata is read once per page. */
import { call, frozen } from 'page/org';
import { adapter } from 'page/wires';

/** @type {Map<string, Promise<any>>} */
const known = new Map();

/** @param {string} path */
function once(path) {
  let asked = known.get(path);
  if (asked === undefined) {
    asked = call('GET', path).then(frozen);
    known.set(path, asked);
    // A failure is not remembered.
    asked.catch(() => known.delete(path));
  }
  return asked;
}

/** @param {any} object a name, or what `@salesforce/schema` gives */
const nameOf = (object) => (typeof object === 'string' ? object : object?.objectApiName);
const base = 'ui-api/object-info';

export const getObjectInfo = adapter(({ objectApiName }) => {
  const name = nameOf(objectApiName);
  return name === undefined ? undefined : () => once(`${base}/${encodeURIComponent(name)}`);
});

export const getObjectInfos = adapter(({ objectApiNames }) => {
  const names = objectApiNames?.map(nameOf);
  return names === undefined || names.includes(undefined) ? undefined : () => once(`${base}/batch/${names.join(',')}`);
});

export const getPicklistValues = adapter(({ recordTypeId, fieldApiName }) => {
  if (!recordTypeId || !fieldApiName) return undefined;
  const [object, field] =
    typeof fieldApiName === 'string'
      ? fieldApiName.split('.')
      : [fieldApiName.objectApiName, fieldApiName.fieldApiName];
  return () => once(`${base}/${object}/picklist-values/${recordTypeId}/${field}`);
});

export const getPicklistValuesByRecordType = adapter(({ objectApiName, recordTypeId }) => {
  const name = nameOf(objectApiName);
  if (name === undefined || !recordTypeId) return undefined;
  return () => once(`${base}/${encodeURIComponent(name)}/picklist-values/${recordTypeId}`);
});
