/** Calls to the practice org, as Lightning Data Service makes them. */

const practice = globalThis.practice;
export const apiBase = `/services/data/v${practice.apiVersion}`;

/** @param {any} value @returns {any} the same, read-only all the way down, as LDS hands out data */
export function frozen(value) {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}

/**
 * What LDS rejects with when a request fails: FetchResponse.
 * @param {number} status
 * @param {string} statusText
 * @param {any} body
 */
export const fetchResponse = (status, statusText, body) =>
  frozen({ ok: false, status, statusText, body, headers: {}, errorType: 'fetchResponse' });

/** Reads answer errors as a list, writes as one object. @param {any} body @param {string} statusText */
function errorBody(body, statusText, status) {
  if (Array.isArray(body)) return { statusCode: status, ...body[0] };
  if (typeof body === 'object' && body !== null) return { statusCode: status, ...body };
  return { statusCode: status, message: statusText };
}

/**
 * @param {string} method
 * @param {string} path below the API's base
 * @param {unknown} [body]
 * @param {Record<string, string>} [headers]
 * @returns {Promise<any>} the answer's JSON; rejects with a FetchResponse
 */
export async function call(method, path, body, headers = {}) {
  /** @type {Response} */
  let response;
  let text;
  try {
    response = await fetch(`${apiBase}/${path}`, {
      method,
      headers: {
        Authorization: `Bearer ${practice.token}`,
        'Accept-Language': practice.language.replace('_', '-'),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      cache: 'no-store',
    });
    text = await response.text();
  } catch (error) {
    throw fetchResponse(0, '', { message: error instanceof Error ? error.message : String(error) });
  }
  const answer = parsed(text);
  if (response.ok && answer !== unreadable) return answer;
  const known = answer === unreadable ? undefined : answer;
  throw fetchResponse(response.status, response.statusText, errorBody(known, response.statusText, response.status));
}

const unreadable = Symbol('unreadable');

/** @param {string} text */
function parsed(text) {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return unreadable;
  }
}
