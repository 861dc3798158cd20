import { Journal } from '../store/journal.ts';
import { failure, ok, wrongMethod, type Reply } from '../http/reply.ts';
import { isRecord, type ApiRequest } from '../http/request.ts';

/** Answers one call of the versioned REST API. */
export type Dispatch = (request: ApiRequest) => Reply;

interface SubRequest {
  readonly method: string;
  readonly url: string;
  readonly referenceId: string;
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
}

interface SubReply {
  readonly body: unknown;
  readonly httpHeaders: Readonly<Record<string, string>>;
  readonly httpStatusCode: number;
  readonly referenceId: string;
}

const limit = 25;

class MissingReference extends Error {}

/** `@{ref.path}` in a text is replaced by what an earlier answer holds there. */
function fill(text: string, answers: ReadonlyMap<string, unknown>): string {
  return text.replaceAll(/@\{([^}.[\]]+)((?:[.[][^}]*)?)\}/g, (_all, reference: string, path: string) => {
    let at = answers.get(reference);
    for (const [, name, index] of path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)) {
      at = Array.isArray(at) ? (at as unknown[])[Number(index)] : isRecord(at) ? at[name ?? ''] : undefined;
    }
    if (typeof at !== 'string' && typeof at !== 'number' && typeof at !== 'boolean') {
      throw new MissingReference(
        `Invalid reference specified. No value for ${path.replace(/^\./, '')} found in ${reference}`,
      );
    }
    return String(at);
  });
}

function fillDeep(value: unknown, answers: ReadonlyMap<string, unknown>): unknown {
  if (typeof value === 'string') return fill(value, answers);
  if (Array.isArray(value)) return value.map((item) => fillDeep(item, answers));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, fillDeep(item, answers)]));
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const headersOf = (value: unknown): Record<string, string> =>
  isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name.toLowerCase(), text(held)]))
    : {};

function readSubRequests(body: unknown): SubRequest[] | Reply {
  const list = isRecord(body) ? body['compositeRequest'] : undefined;
  if (!Array.isArray(list))
    return failure(400, 'JSON_PARSER_ERROR', 'the request body needs a list named compositeRequest');
  if (list.length > limit) return failure(400, 'INVALID_INPUT', `a composite request has at most ${limit} subrequests`);
  const items: unknown[] = list;
  const read = items.filter(isRecord).map((item) => ({
    method: text(item['method']).toUpperCase(),
    url: text(item['url']),
    referenceId: text(item['referenceId']),
    body: item['body'],
    headers: headersOf(item['httpHeaders']),
  }));
  const names = read.map(({ referenceId }) => referenceId);
  if (read.length !== items.length || names.includes('') || new Set(names).size !== names.length) {
    return failure(400, 'INVALID_INPUT', 'every subrequest needs a referenceId of its own');
  }
  return read;
}

/** The call a sub-request's url stands for; undefined when it lies outside the REST API. */
function subRequest(
  request: ApiRequest,
  { method, url, body, headers }: Omit<SubRequest, 'referenceId'>,
  journal?: Journal,
): ApiRequest | undefined {
  const parsed = new URL(url.startsWith('/') ? url : `/${url}`, 'http://practice');
  const match = /^\/(?:services\/data\/)?v(\d+\.\d)\/(.*)$/.exec(parsed.pathname.replaceAll(/\/{2,}/g, '/'));
  if (match === null) return undefined;
  const { org, session, cursors, origin } = request;
  const parts = (match[2] ?? '')
    .split('/')
    .filter((part) => part !== '')
    .map(decodeURIComponent);
  return {
    org,
    session,
    cursors,
    origin,
    method,
    version: match[1] ?? '',
    parts,
    query: parsed.searchParams,
    headers,
    body,
    ...(journal === undefined ? {} : { journal }),
  };
}

const halted = (message: string, referenceId: string): SubReply => ({
  body: [{ errorCode: 'PROCESSING_HALTED', message }],
  httpHeaders: {},
  httpStatusCode: 400,
  referenceId,
});

/** `composite`: up to 25 calls in one, later ones naming results of earlier ones. */
export function answerComposite(request: ApiRequest, dispatch: Dispatch): Reply {
  if (request.method !== 'POST') return wrongMethod(request.method, 'POST');
  const subs = readSubRequests(request.body);
  if ('status' in subs) return subs;
  const allOrNone = isRecord(request.body) && request.body['allOrNone'] === true;
  const journal = request.journal ?? new Journal();
  const savepoint = journal.savepoint;
  const answers = new Map<string, unknown>();
  const replies: SubReply[] = [];
  for (const sub of subs) {
    const reply = answerSub(sub, { request, answers, dispatch, journal });
    if (reply.httpStatusCode < 300) answers.set(sub.referenceId, reply.body);
    replies.push(reply);
    if (allOrNone && reply.httpStatusCode >= 300)
      return ok({ compositeResponse: undone(subs, replies, journal, savepoint) });
  }
  return ok({ compositeResponse: replies });
}

function undone(
  subs: readonly SubRequest[],
  replies: readonly SubReply[],
  journal: Journal,
  savepoint: number,
): SubReply[] {
  journal.rollBackTo(savepoint);
  const message = 'The transaction was rolled back since another operation in the same transaction failed.';
  return subs.map(({ referenceId }, at) => {
    const reply = replies[at];
    return reply !== undefined && reply.httpStatusCode >= 300 ? reply : halted(message, referenceId);
  });
}

/** A composite call on its way. */
interface Composite {
  readonly request: ApiRequest;
  /** Bodies of the sub-requests that went well, by reference id. */
  readonly answers: ReadonlyMap<string, unknown>;
  readonly dispatch: Dispatch;
  readonly journal: Journal;
}

function answerSub(sub: SubRequest, { request, answers, dispatch, journal }: Composite): SubReply {
  const { referenceId } = sub;
  try {
    const filled = { ...sub, url: fill(sub.url, answers), body: fillDeep(sub.body, answers) };
    const inner = subRequest(request, filled, journal);
    const reply =
      inner === undefined ? failure(404, 'NOT_FOUND', 'The requested resource does not exist') : dispatch(inner);
    return { body: reply.body ?? null, httpHeaders: reply.headers ?? {}, httpStatusCode: reply.status, referenceId };
  } catch (error) {
    if (error instanceof MissingReference) return halted(error.message, referenceId);
    throw error;
  }
}

/** `composite/batch`: up to 25 calls that know nothing of each other. */
export function answerBatch(request: ApiRequest, dispatch: Dispatch): Reply {
  if (request.method !== 'POST') return wrongMethod(request.method, 'POST');
  const list: unknown = isRecord(request.body) ? request.body['batchRequests'] : undefined;
  if (!Array.isArray(list))
    return failure(400, 'JSON_PARSER_ERROR', 'the request body needs a list named batchRequests');
  if (list.length > limit) return failure(400, 'INVALID_INPUT', `a batch has at most ${limit} subrequests`);
  const halt = isRecord(request.body) && request.body['haltOnError'] === true;
  const results: { statusCode: number; result: unknown }[] = [];
  for (const item of list as unknown[]) {
    const sub = isRecord(item) ? item : {};
    if (halt && results.some(({ statusCode }) => statusCode >= 400)) {
      results.push({
        statusCode: 412,
        result: [{ errorCode: 'BATCH_PROCESSING_HALTED', message: 'Batch processing halted per request' }],
      });
      continue;
    }
    const inner = subRequest(request, {
      method: text(sub['method']).toUpperCase(),
      url: text(sub['url']),
      body: sub['richInput'],
      headers: {},
    });
    const reply =
      inner === undefined ? failure(404, 'NOT_FOUND', 'The requested resource does not exist') : dispatch(inner);
    results.push({ statusCode: reply.status, result: reply.body ?? null });
  }
  return ok({ hasErrors: results.some(({ statusCode }) => statusCode >= 400), results });
}
