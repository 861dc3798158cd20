import { moment } from '../save/coerce.ts';
import { mustHave, type ObjectType } from '../schema/object.ts';
import type { Row } from '../store/row.ts';
import { failure, ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';

const dayLength = 86_400_000;
/** How far back the platform remembers. */
const mostDays = 30;

/** Start and end of the asked-for time, in milliseconds; or why they are none. */
function period({ query, org }: ApiRequest): { readonly from: number; readonly to: number } | Reply {
  const read = (name: string): number =>
    Date.parse((query.get(name) ?? '').replace(/([-+ ]\d\d)(\d\d)$/, '$1:$2').replace(' ', '+'));
  const [from, to] = [read('start'), read('end')];
  if (Number.isNaN(from) || Number.isNaN(to)) return failure(400, 'INVALID_FIELD', 'start and end must be date-times');
  if (to - from < 60_000)
    return failure(400, 'INVALID_REPLICATION_DATE', 'startDate must be before endDate by at least one minute');
  if (from < org.now().getTime() - mostDays * dayLength)
    return failure(400, 'INVALID_REPLICATION_DATE', `startDate cannot be more than ${mostDays} days ago`);
  return { from, to };
}

const stampOf = (object: ObjectType, row: Row): string =>
  String(row.values[mustHave(object, 'SystemModstamp').slot] ?? '');

function changedIn(object: ObjectType, rows: Iterable<Row>, { from, to }: { from: number; to: number }): Row[] {
  return [...rows].filter((row) => {
    const at = Date.parse(stampOf(object, row));
    return at >= from && at <= to;
  });
}

/** `sobjects/X/updated` and `…/deleted`: what a copy of the object's rows has to catch up with. */
export function answerReplication(request: ApiRequest, object: ObjectType, what: 'updated' | 'deleted'): Reply {
  const { method, org } = request;
  if (method !== 'GET') return wrongMethod(method, 'GET, HEAD');
  const asked = period(request);
  if ('status' in asked) return asked;
  const latestDateCovered = moment(Math.min(asked.to, org.now().getTime()));
  if (what === 'updated') {
    const ids = changedIn(object, object.table.rows(), asked).map(({ id }) => id);
    return ok({ ids, latestDateCovered });
  }
  const gone = changedIn(object, object.table.deletedRows(), asked);
  const deletedRecords = gone.map((row) => ({ id: row.id, deletedDate: stampOf(object, row) }));
  const earliestDateAvailable = moment(org.now().getTime() - mostDays * dayLength);
  return ok({ deletedRecords, earliestDateAvailable, latestDateCovered });
}
