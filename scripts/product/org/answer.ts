import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { OrgError } from './error.ts';
import { PassingFault } from './fault.ts';

const errorBody = z.array(
  z.looseObject({ message: z.string(), errorCode: z.string(), fields: z.array(z.string()).nullish() }),
);

const actionsFor: Readonly<Record<string, string[]>> = {
  MALFORMED_QUERY: ['Correct the --where condition; it is what would stand after WHERE in SOQL.'],
  INVALID_FIELD: ['Check the field names, and that your user may see them.'],
  REQUEST_LIMIT_EXCEEDED: ["The org's API calls of these 24 hours are used up; try again later."],
  API_DISABLED_FOR_ORG: ['Use a user with the "API Enabled" permission, in an edition that has the API.'],
  INSUFFICIENT_ACCESS: ['Ask your administrator for the permission set of the TAS+ package that fits your role.'],
};

/** The wait a server asks for, in milliseconds: seconds or a date. */
const retryAfterMs = (headers: IncomingHttpHeaders, now: number): number | undefined => {
  const value = headers['retry-after'];
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
};

const firstError = (text: string): { code: string; message: string } | undefined => {
  try {
    const errors = errorBody.safeParse(JSON.parse(text));
    if (!errors.success) return undefined;
    const [first] = errors.data;
    if (first === undefined) return undefined;
    return { code: first.errorCode, message: errors.data.map((error) => error.message).join(' ') };
  } catch {
    return undefined;
  }
};

/** Whether a body is a page for people: no API of Salesforce sends one. */
export const isPage = (text: string): boolean => /^\s*<(?:!doctype|html|head|body|script|meta)\b/i.test(text);

/** Where something else than the API of the org answers: a login page, a firewall, another host. */
export const notTheApi = (what: string, status?: number): OrgError =>
  new OrgError('BrokenAnswer', {
    message: `Not the API of an org answers there: ${what}.`,
    actions: [
      'Check the address of the org (My Domain, such as https://example.my.salesforce.com), and that nothing on the way asks you to log in.',
    ],
    ...(status === undefined ? {} : { status }),
  });

/** What an answer that is not 2xx means: an error of ours, or a fault that may pass (429, 502, 503, 504). */
export const refusal = (status: number, headers: IncomingHttpHeaders, text: string, now: number): Error => {
  const error = firstError(text);
  const said = error?.message ?? (isPage(text) ? 'a web page' : text.replaceAll(/\s+/g, ' ').trim().slice(0, 200));
  // The endpoint of userinfo has words of its own for what others call INVALID_SESSION_ID.
  if (status === 401 || (status === 403 && /^(?:Bad|Missing)_OAuth_Token/.test(text.trim()))) {
    return new OrgError('ExpiredSession', {
      message: 'The session of this org has expired or is not valid (INVALID_SESSION_ID).',
      actions: ['Log in again (sf org login web), or start the practice org again (tas practice start).'],
      errorCode: 'INVALID_SESSION_ID',
      status,
    });
  }
  const target = headers.location;
  if (status >= 300 && status < 400)
    return notTheApi(
      `it sends on to ${target !== undefined && URL.canParse(target) ? new URL(target).origin : 'somewhere else'} (HTTP ${status})`,
      status,
    );
  const details = {
    message: `${error?.code ?? `HTTP ${status}`}: ${said === '' ? 'the org gave no reason' : said}`,
    actions: actionsFor[error?.code ?? ''] ?? [],
    ...(error === undefined ? {} : { errorCode: error.code }),
    status,
  };
  const final = new OrgError('OrgRefused', details);
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    return new PassingFault(final, { untouched: status === 429, waitMs: retryAfterMs(headers, now) });
  }
  return final;
};
