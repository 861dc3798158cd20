/** What went wrong, in words that tell who refused it and what to do. */
import { messages } from 'c/tasModel';

const stale = /IFLASTMODIFIED|PRECONDITION|CONFLICT/;
const gone = /DELETED|NOT_FOUND|CROSS_REFERENCE_KEY/;
// Access first: INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY names a record that is there.
const access = /INSUFFICIENT_ACCESS|INVALID_FIELD_FOR|FORBIDDEN/;

/** @param {any} error what Lightning Data Service rejects with, or whatever was thrown */
const bodyOf = (error) => (Array.isArray(error?.body) ? error.body[0] : error?.body);

/** @param {any} body @returns {{ message: string, errorCode?: string }[]} */
const allErrors = (body) => [...(body?.output?.errors ?? []), ...Object.values(body?.output?.fieldErrors ?? {}).flat()];

/** @param {any} error @returns {Panel.Problem['kind']} */
function kindOf(error) {
  const body = bodyOf(error);
  const status = Number(error?.status ?? body?.statusCode ?? 0);
  const codes = [body?.errorCode, ...allErrors(body).map(({ errorCode }) => errorCode)].join(' ');
  if (status === 412 || status === 409 || stale.test(codes)) return 'conflict';
  if (codes.includes('DUPLICATE_VALUE')) return 'twice';
  if (status === 403 || status === 401 || access.test(codes)) return 'access';
  if (status === 404 || gone.test(codes)) return 'gone';
  return status >= 500 ? 'server' : status >= 400 ? 'refused' : 'network';
}

const isOurs = (/** @type {string} */ message) => /\[TAS-[A-Z]+\d+\]/.test(message);

/**
 * @param {any} error
 * @param {string} title what did not happen
 * @returns {Panel.Problem}
 */
export function problemOf(error, title) {
  const kind = kindOf(error);
  const body = bodyOf(error);
  const found = allErrors(body).map(({ message }) => message);
  const said = [...new Set(found.length > 0 ? found : [body?.message ?? error?.message ?? ''])].filter(Boolean);
  const { ours, theirs } = messages.saved;
  const { problem } = messages;
  /** @type {(head: string, some: readonly string[]) => readonly string[]} */
  const under = (head, some) => (some.length === 0 ? [] : [head, ...some]);
  const lines =
    kind !== 'refused'
      ? [problem[kind], ...(kind === 'access' || kind === 'server' ? said : [])]
      : said.length === 0
        ? [problem.server]
        : [
            ...under(ours, said.filter(isOurs)),
            ...under(
              theirs,
              said.filter((message) => !isOurs(message)),
            ),
          ];
  return { ...alertOf(title, lines), kind };
}

/** Errors of GraphQL as those of a record are told. @param {readonly any[]} errors */
export const refusalOf = (errors) => ({
  status: errors[0].extensions?.status ?? 400,
  body: { ...errors[0].extensions, output: { errors } },
});

/**
 * Something that went wrong, as a notice.
 * @param {string} title
 * @param {readonly string[]} texts
 * @returns {Panel.Notice}
 */
export const alertOf = (title, texts) => ({
  tone: 'alert',
  title,
  lines: texts.map((text) => ({ key: text, text })),
  links: [],
  actions: [],
});
