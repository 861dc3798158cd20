/** What went wrong, in words that tell who refused it and what to do. */
import { say } from './words';

const staleCodes = new Set(['ENTITY_FAILED_IFLASTMODIFIED_ON_UPDATE_CHECK', 'PRECONDITION_FAILED', 'CONFLICT']);
const goneCodes = new Set(['ENTITY_IS_DELETED', 'NOT_FOUND', 'RESOURCE_NOT_FOUND', 'INVALID_CROSS_REFERENCE_KEY']);
const accessCodes = new Set([
  'INSUFFICIENT_ACCESS',
  'INSUFFICIENT_ACCESS_OR_READONLY',
  'INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY',
  'INVALID_FIELD_FOR_INSERT_UPDATE',
  'FORBIDDEN',
]);

/**
 * @param {any} error what Lightning Data Service rejects with, or whatever was thrown
 * @returns {Panel.Problem['kind']}
 */
function kindOf(error) {
  const body = Array.isArray(error?.body) ? error.body[0] : error?.body;
  const status = Number(error?.status ?? body?.statusCode ?? 0);
  const codes = [body?.errorCode, ...allErrors(body).map(({ errorCode }) => errorCode)];
  const has = (/** @type {Set<string>} */ some) => codes.some((code) => some.has(code));
  if (status === 412 || status === 409 || has(staleCodes)) return 'conflict';
  if (codes.includes('DUPLICATE_VALUE')) return 'twice';
  if (status === 404 || has(goneCodes)) return 'gone';
  if (status === 403 || status === 401 || has(accessCodes)) return 'access';
  if (status >= 400 && status < 500) return 'refused';
  return status >= 500 ? 'server' : 'network';
}

/** @param {any} body @returns {{ message: string, errorCode?: string }[]} */
const allErrors = (body) => [...(body?.output?.errors ?? []), ...Object.values(body?.output?.fieldErrors ?? {}).flat()];

/** The messages, each once. @param {any} error @returns {string[]} */
function messagesOf(error) {
  const body = Array.isArray(error?.body) ? error.body[0] : error?.body;
  const found = allErrors(body).map(({ message }) => message);
  return [...new Set(found.length > 0 ? found : [body?.message ?? error?.message ?? ''])].filter((text) => text !== '');
}

const isOurs = (/** @type {string} */ message) => /\[TAS-[A-Z]+\d+\]/.test(message);

/**
 * @param {string} head
 * @param {readonly string[]} messages
 */
const part = (head, messages) =>
  messages.length === 0 ? [] : [{ key: head, head, lines: messages.map((text) => ({ key: text, text })) }];

/**
 * @param {any} error
 * @param {string} title what did not happen
 * @returns {Panel.Problem}
 */
export function problemOf(error, title) {
  const kind = kindOf(error);
  const messages = messagesOf(error);
  switch (kind) {
    case 'gone':
      return { kind, title, parts: part(say('Gone'), ['']) };
    case 'twice':
      return { kind, title, parts: part(say('Twice'), ['']) };
    case 'conflict':
      return { kind, title, parts: part(say('Changed_Meanwhile'), ['']) };
    case 'access':
      return { kind, title, parts: part(say('No_Access'), messages) };
    case 'network':
      return { kind, title, parts: part(say('Network'), ['']) };
    case 'server':
      return { kind, title, parts: part(say('Server'), messages) };
    default:
      if (messages.length === 0) return { kind, title, parts: part(say('Server'), ['']) };
      return {
        kind,
        title,
        parts: [
          ...part(say('Ours'), messages.filter(isOurs)),
          ...part(
            say('Theirs'),
            messages.filter((message) => !isOurs(message)),
          ),
        ],
      };
  }
}
