import { saveError, type SaveError } from '../save/error.ts';
import { mustHave, type ObjectType } from '../schema/object.ts';
import type { Row } from '../store/row.ts';

const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;
const isoDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:?\d\d)$/;

/** Milliseconds of a header's moment: a date of HTTP, or the record's `lastModifiedDate` as it was read. */
function momentOf(header: string): number {
  const text = header.trim();
  return httpDate.test(text) || isoDate.test(text) ? Date.parse(text.replace(/([-+]\d\d)(\d\d)$/, '$1:$2')) : NaN;
}

/**
 * Why a write that says `If-Unmodified-Since` is refused; undefined when the record is as the client knows it.
 *
 * Read in the REST guide ("Conditional Request Headers"): the header is compared with the record's last modified date,
 * a record that changed answers 412, a header that is no date answers 400. Read in the UI API guide: the record's PATCH
 * takes the header; LWC passes LastModifiedDate. Assumed: the UI API refuses with the error code REST is reported to
 * give, and compares whole seconds, which is all a date of HTTP and LastModifiedDate hold. Two changes within one second
 * are therefore not told apart.
 */
export function staleness(object: ObjectType, row: Row, header: string | undefined): SaveError | undefined {
  if (header === undefined) return undefined;
  const since = momentOf(header);
  if (Number.isNaN(since)) return saveError('ILLEGAL_HEADER_VALUE', `If-Unmodified-Since: ${header} is no date`);
  const modified = row.values[mustHave(object, 'LastModifiedDate').slot];
  const at = typeof modified === 'string' ? Date.parse(modified.replace('+0000', 'Z')) : 0;
  if (Math.floor(at / 1000) <= Math.floor(since / 1000)) return undefined;
  return saveError(
    'ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK',
    'The record was changed since it was read. Read it again before changing it.',
  );
}
