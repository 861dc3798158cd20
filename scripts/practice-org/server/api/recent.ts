import { findById } from '../org.ts';
import type { ObjectType } from '../schema/object.ts';
import { ok, wrongMethod, type Reply } from '../http/reply.ts';
import type { ApiRequest } from '../http/request.ts';
import { baseOf } from './base.ts';

/** What the user looked at last that is still there, of one object or of all, the most recent first. */
export function recentItems(request: ApiRequest, only?: ObjectType): unknown[] {
  const { org, session } = request;
  return org.recent.of(session.userId).flatMap((id) => {
    const found = findById(org, id);
    if (found === undefined || found.row.deleted || !session.access(found.object).read) return [];
    const { object, row } = found;
    if (only !== undefined && object !== only) return [];
    const attributes = { type: object.name, url: `${baseOf(request)}/sobjects/${object.name}/${id}` };
    return [{ attributes, Id: id, Name: object.nameField.read(row, session) }];
  });
}

/** `recent`: at most 200, or as many as `limit` says. */
export function answerRecent(request: ApiRequest): Reply {
  if (request.method !== 'GET') return wrongMethod(request.method, 'GET, HEAD');
  const limit = Number(request.query.get('limit') ?? 200);
  return ok(recentItems(request).slice(0, Number.isInteger(limit) && limit > 0 ? limit : 200));
}
