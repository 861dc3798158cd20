/** Records the page shows: a write of one is seen by everything that is wired to it. */
import { call, frozen } from 'page/org';

/** @typedef {string | { objectApiName: string, fieldApiName: string }} FieldName */

/** @param {FieldName} field */
export const pathOf = (field) => (typeof field === 'string' ? field : `${field.objectApiName}.${field.fieldApiName}`);

/** @param {undefined | FieldName | FieldName[]} fields @returns {string[]} */
const pathsOf = (fields) => (fields === undefined ? [] : [fields].flat().map(pathOf));

/** @type {Set<RecordWire>} */
const wires = new Set();

/** Wire adapter of one record. */
export class RecordWire {
  /** @param {(value: { data: any, error: any }) => void} emit */
  constructor(emit) {
    this.emit = emit;
    this.turn = 0;
    this.asked = '';
    this.recordId = undefined;
    this.record = undefined;
    emit({ data: undefined, error: undefined });
  }

  connect() {
    wires.add(this);
  }

  disconnect() {
    wires.delete(this);
    this.turn++;
  }

  /** @param {any} config */
  update(config) {
    const { recordId, fields, optionalFields, layoutTypes } = config ?? {};
    const [required, optional] = [pathsOf(fields), pathsOf(optionalFields)];
    const kinds = [layoutTypes ?? []].flat();
    if (!recordId || required.length + optional.length + kinds.length === 0) return;
    const query = new URLSearchParams();
    if (required.length > 0) query.set('fields', required.join(','));
    if (optional.length > 0) query.set('optionalFields', optional.join(','));
    if (kinds.length > 0) query.set('layoutTypes', kinds.join(','));
    const asked = `ui-api/records/${encodeURIComponent(recordId)}?${query}`;
    if (asked === this.asked) return;
    this.asked = asked;
    this.recordId = recordId;
    void this.refresh();
  }

  async refresh() {
    const turn = ++this.turn;
    try {
      const record = await call('GET', this.asked);
      if (turn === this.turn) this.show(record);
    } catch (error) {
      if (turn !== this.turn) return;
      this.record = undefined;
      this.emit({ data: undefined, error });
    }
  }

  /** LDS tells nobody about data that are as they were. @param {any} record */
  show(record) {
    if (this.record !== undefined && JSON.stringify(record) === JSON.stringify(this.record)) return;
    this.record = frozen(record);
    this.emit({ data: this.record, error: undefined });
  }

  /** Takes over what a write answered; fields it does not hold, such as those of parents, stay. @param {any} saved */
  take(saved) {
    if (this.record === undefined) return;
    const moved = Object.keys(this.record.fields).some(
      (name) => isParent(this.record.fields[name]) && parentMoved(name, this.record, saved),
    );
    if (moved) {
      void this.refresh();
      return;
    }
    const fields = Object.fromEntries(
      Object.entries(this.record.fields).map(([name, held]) => [name, saved.fields[name] ?? held]),
    );
    this.turn++;
    this.show({ ...saved, fields });
  }
}

/** @param {any} field */
const isParent = (field) => typeof field?.value === 'object' && field.value !== null;

/** Whether another parent than before stands behind a relationship. @param {string} name @param {any} before @param {any} saved */
function parentMoved(name, before, saved) {
  const lookup = name.endsWith('__r') ? name.replace(/__r$/, '__c') : `${name}Id`;
  const now = saved.fields[lookup]?.value;
  return now !== undefined && now !== before.fields[name].value.id;
}

/** @param {string} id */
const wiredTo = (id) =>
  [...wires].filter(({ recordId }) => recordId !== undefined && recordId.slice(0, 15) === id.slice(0, 15));

/** @param {any} saved what a write answered */
export function recordSaved(saved) {
  for (const wire of wiredTo(saved.id)) wire.take(saved);
}

/** Reads again what is shown of these records. @param {readonly string[]} ids */
export async function recordsChanged(ids) {
  await Promise.all(ids.flatMap((id) => wiredTo(id).map((wire) => wire.refresh())));
}

export const everyRecordChanged = () => Promise.all([...wires].map((wire) => wire.refresh()));
