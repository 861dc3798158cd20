import type { SaveError } from '../save/error.ts';
import { SoqlError } from '../soql/error.ts';

/** What a request is answered with: JSON, or text of another type. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly text?: { readonly type: string; readonly content: string };
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const noContent: Reply = { status: 204 };

/** Salesforce's error shape: a list, each with its code. */
export const failure = (status: number, errorCode: string, message: string, fields?: readonly string[]): Reply => ({
  status,
  body: [fields === undefined ? { message, errorCode } : { message, errorCode, fields }],
});

/** What the service of identities answers: a word, and no JSON. */
export const forbidden = (word: string): Reply => ({ status: 403, text: { type: 'text/html', content: word } });

export const notFound = (message = 'The requested resource does not exist'): Reply =>
  failure(404, 'NOT_FOUND', message);

export const wrongMethod = (method: string, allowed: string): Reply => ({
  ...failure(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed}`),
  headers: { Allow: allowed },
});

const statuses: Readonly<Record<string, number>> = {
  INSUFFICIENT_ACCESS_OR_READONLY: 403,
  ENTITY_IS_DELETED: 404,
  INVALID_CROSS_REFERENCE_KEY: 400,
  NOT_FOUND: 404,
};

/** A refused row as the single-record resources answer it. */
export const refusal = (errors: readonly SaveError[]): Reply => ({
  status: statuses[errors[0]?.statusCode ?? ''] ?? 400,
  body: errors.map(({ message, statusCode, fields }) => ({ message, errorCode: statusCode, fields })),
});

/** A query that is refused. @throws whatever is no error of the query. */
export const soqlFailure = (error: unknown): Reply => {
  if (error instanceof SoqlError) return failure(400, error.errorCode, error.message);
  throw error;
};
