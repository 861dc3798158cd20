/** Stub for `lightning/refresh`: whoever registered is asked to read again, and so is every record on the page. */
import { everyRecordChanged } from 'page/records';

export const REFRESH_COMPLETE = 'refreshComplete';
export const REFRESH_ERROR = 'refreshError';
export const refreshEventName = 'lightning__refreshview';

/** @type {Map<symbol, () => unknown>} */
const handlers = new Map();

export class RefreshEvent extends CustomEvent {
  constructor() {
    super(refreshEventName, { bubbles: true, composed: true });
  }
}

/** @param {unknown} _element @param {() => unknown} handler */
export function registerRefreshHandler(_element, handler) {
  const id = Symbol('refresh handler');
  handlers.set(id, handler);
  return id;
}

/** @param {symbol} id */
export const unregisterRefreshHandler = (id) => void handlers.delete(id);

/** What the page does on a RefreshEvent. */
export const refreshView = () =>
  Promise.all([everyRecordChanged(), ...[...handlers.values()].map((handler) => handler())]);
