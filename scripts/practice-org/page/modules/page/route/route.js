/** Where the page is: its address says it all, so that any state can be bookmarked and sent. */
import { Board, Home, leads as leadModel } from 'practice/panel';

/** What is looked for in the list of deals, and how it stands there. */
const looked = ['search', 'stage', 'grade', 'open', 'whose', 'status', 'sort'];
const names = ['deal', 'lead', 'registration', ...looked, 'as', 'lang', 'theme', 'view'];
const blank = Object.fromEntries(looked.map((name) => [name, '']));
/** Who looks, and in what: the page is loaded anew, as on the platform. */
const loading = new Set(['as', 'lang', 'theme']);

/** @type {Set<() => void>} */
const listeners = new Set();

/** @returns {Record<string, string> & { deal: string, lead: string, registration: string }} */
export function here() {
  const query = new URLSearchParams(location.search);
  return /** @type {any} */ (Object.fromEntries(names.map((name) => [name, query.get(name) ?? ''])));
}

/** What leads to the list of deals, and to the home page. */
export const list = { deal: '', lead: '', registration: '', view: 'deals' };
export const board = { deal: '', lead: '', registration: '', view: 'board' };
export const leads = { deal: '', lead: '', registration: '', view: 'leads' };
export const home = { deal: '', lead: '', registration: '', view: '', ...blank };

/** Whether the model knows leads. */
export const hasLeads = () => leadModel !== null && leadModel.lead !== null;

/** @param {Record<string, string>} route */
export const isLeads = ({ view }) => hasLeads() && view === 'leads';

/** @param {Record<string, string>} route */
export const isBoard = ({ view }) => Board !== null && view === 'board';

/** Where there is no home page, or where deals are looked for. @param {Record<string, string>} route */
export const isList = (route) => Home === null || route.view === 'deals' || looked.some((name) => route[name] !== '');

/** @param {Record<string, string>} changes @returns {string} */
export function hrefOf(changes) {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...here(), ...changes })) if (value !== '') query.set(name, value);
  const text = query.toString();
  return text === '' ? '/' : `/?${text}`;
}

/** @param {Record<string, string>} changes @param {{ replace?: boolean }} [options] */
export function go(changes, { replace = false } = {}) {
  const href = hrefOf(changes);
  if (Object.keys(changes).some((name) => loading.has(name))) {
    location.assign(href);
    return;
  }
  history[replace ? 'replaceState' : 'pushState'](null, '', href);
  tell();
}

/** How often it went on without being loaded anew. */
let moves = 0;
/** Where it was before the last move. */
let before = here();
let at = before;

/** The deal that was looked at just before; empty: something else. */
export const cameFrom = () => before.deal;

/**
 * Puts the cursor on the heading of what was gone to, once it is there, so that those who do not see it hear where they
 * are; nothing where the page was just loaded.
 * @param {any} heading
 */
export function arrive(heading) {
  if (moves > 0) heading?.focus();
}

function tell() {
  moves += 1;
  before = at;
  at = here();
  for (const listener of [...listeners]) listener();
}

addEventListener('popstate', tell);

/** @param {() => void} listener @returns {() => void} stops listening */
export function onMove(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
