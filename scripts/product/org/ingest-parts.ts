import { csvRowExact, type CsvValue } from '../csv/index.ts';
import type { RecordUpdate } from './rows.ts';

/** One upload: its bytes stay until the job has ended, so that a failed upload is sent again as it was. */
export interface IngestPart {
  readonly body: Buffer;
  readonly ids: string[];
}

/** Bulk API 2.0 takes 100 MB in one upload; this leaves room. */
const partBytes = 90_000_000;

/** In an upload an empty value means "leave as it is"; #N/A empties the field. */
const cell = (value: CsvValue | undefined): CsvValue => (value === null || value === '' ? '#N/A' : (value ?? ''));

/** The places of records in the order of their parents, those of one parent together and in their own order. */
export function orderByParent(updates: readonly RecordUpdate[]): Uint32Array {
  const parentAt = (place: number): string => updates[place]?.parentId ?? '';
  return Uint32Array.from(updates.keys()).sort((a, b) => {
    const [one, other] = [parentAt(a), parentAt(b)];
    return one < other ? -1 : one > other ? 1 : a - b;
  });
}

/** Records by their places. */
export const inOrder = (updates: readonly RecordUpdate[], places: Iterable<number>): RecordUpdate[] =>
  [...places].flatMap((place) => updates[place] ?? []);

/**
 * Cuts updates into uploads of at most `maxBytes`, one at a time; `header` names the key of the records and then the fields. Records of one parent go into one upload, unless
 * they alone are more than an upload holds.
 */
export function* ingestParts(
  updates: readonly RecordUpdate[],
  header: readonly string[],
  maxBytes = partBytes,
): Generator<IngestPart> {
  const head = csvRowExact(header);
  const columns = header.slice(1);
  let texts: string[] = [];
  let ids: string[] = [];
  let size = head.length;
  /** Where the rows of the parent at hand begin in `texts`, and what they weigh. */
  let parentStart = 0;
  let parentSize = 0;
  let parent: string | undefined;

  const flush = (end: number): IngestPart => {
    const part = { body: Buffer.from(head + texts.slice(0, end).join('')), ids: ids.slice(0, end) };
    texts = texts.slice(end);
    ids = ids.slice(end);
    size = head.length + texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    parentStart = 0;
    return part;
  };

  for (const update of inOrder(updates, orderByParent(updates))) {
    const text = csvRowExact([update.id, ...columns.map((column) => cell(update.values[column]))]);
    const bytes = Buffer.byteLength(text);
    if (update.parentId !== parent) {
      parent = update.parentId;
      parentStart = texts.length;
      parentSize = 0;
    }
    if (size + bytes > maxBytes && texts.length > 0) {
      const splitsParent = parentStart === 0 || head.length + parentSize + bytes > maxBytes;
      yield flush(splitsParent ? texts.length : parentStart);
    }
    texts.push(text);
    ids.push(update.id);
    size += bytes;
    parentSize += bytes;
  }
  if (texts.length > 0) yield flush(texts.length);
}
