import { z } from 'zod';
import { whileWriting } from './bulk-ingest.ts';
import { OrgError } from './error.ts';
import type { OrgHttp } from './http.ts';
import { inOrder, orderByParent } from './ingest-parts.ts';
import { inOwnOrder, writeWithLockRetry } from './locked.ts';
import { noErrors, type RecordUpdate, type RowOutcome, type WriteRequest } from './rows.ts';
import { dataPath } from './version.ts';

/** Records in one call; the API takes no more. */
const callSize = 200;

const results = z.array(
  z.object({
    id: z.string().nullish(),
    success: z.boolean(),
    errors: z.array(z.object({ statusCode: z.string(), message: z.string(), fields: z.array(z.string()).nullish() })),
  }),
);

const oneCall = async (
  http: OrgHttp,
  request: WriteRequest,
  updates: readonly RecordUpdate[],
): Promise<RowOutcome[]> => {
  const answers = await http.json(results, callOf(request, updates));
  if (answers.length !== updates.length) {
    throw new OrgError('CountsDisagree', {
      message: `The org was sent ${updates.length} records and answered for ${answers.length}.`,
    });
  }
  return updates.map((update, at) => {
    const answer = answers[at];
    if (answer?.success === true) return { id: update.id, errors: noErrors };
    const errors = (answer?.errors ?? []).map((error) => ({
      code: error.statusCode,
      message: error.message,
      fields: error.fields ?? [],
    }));
    const unsaid = [{ code: 'UNKNOWN_EXCEPTION', message: 'The org gave no reason.', fields: [] }];
    return { id: update.id, errors: errors.length > 0 ? errors : unsaid };
  });
};

function callOf(
  { object, operation, key }: WriteRequest,
  updates: readonly RecordUpdate[],
): Parameters<OrgHttp['json']>[1] {
  const path = `${dataPath}/composite/sobjects`;
  if (operation === 'delete') {
    const ids = updates.map(({ id }) => encodeURIComponent(id)).join(',');
    // A second time the records would be gone, which is an error.
    return { method: 'DELETE', path: `${path}?ids=${ids}&allOrNone=false` };
  }
  const type = { type: object };
  if (operation === 'insert') {
    const records = updates.map(({ values }) => ({ attributes: type, ...values }));
    return { method: 'POST', path, body: { allOrNone: false, records }, repeatable: true };
  }
  const records = updates.map(({ id, values }) => ({ attributes: type, [key === 'Id' ? 'id' : key]: id, ...values }));
  return {
    method: 'PATCH',
    path: operation === 'upsert' ? `${path}/${encodeURIComponent(object)}/${encodeURIComponent(key)}` : path,
    body: { allOrNone: false, records },
    // The same values a second time change nothing.
    repeatable: true,
  };
}

/**
 * Writes records by the collections API, 200 in a call, each record on its own (allOrNone false); rows that were
 * locked are sent again. `onProgress` is told how many more records have an outcome.
 * @returns an outcome for every record, in the order of `updates`, with all the errors of each.
 * @throws {OrgError} which says how many records have a known outcome.
 */
export const writeCollections = async (http: OrgHttp, request: WriteRequest): Promise<RowOutcome[]> => {
  const { updates, onProgress } = request;
  let settled = 0;
  try {
    const order = orderByParent(updates);
    const sorted = inOrder(updates, order);
    const outcomes = await writeWithLockRetry(sorted, http.sleep, async (rest, isAgain) => {
      const round: RowOutcome[] = [];
      for (let at = 0; at < rest.length; at += callSize) {
        const call = rest.slice(at, at + callSize);
        round.push(...(await oneCall(http, request, call)));
        settled = Math.max(settled, round.length);
        if (!isAgain) onProgress?.(call.length);
      }
      return round;
    });
    return inOwnOrder(outcomes, order);
  } catch (error) {
    throw whileWriting(error, settled, updates.length);
  }
};
