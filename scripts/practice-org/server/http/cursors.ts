import type { Session } from '../access/session.ts';
import { IdSequence } from '../store/ids.ts';

/** What is left of a result: hands out the records from a position on. */
export interface Cursor {
  readonly total: number;
  page(from: number, size: number): unknown[];
  readonly size: number;
}

/** How many of a user stay open: queries, and children of the records that they gave, of which a page has up to 2,000. */
const most = { query: 10, children: 2000 } as const;

/** Open query cursors; opening one more than a user may have drops the oldest of its kind. */
export class Cursors {
  readonly #ids = new IdSequence('01g');
  readonly #kinds = { query: new Map<string, Map<string, Cursor>>(), children: new Map<string, Map<string, Cursor>>() };

  /** Keeps a cursor and answers its id. */
  open(session: Session, cursor: Cursor, kind: keyof typeof most = 'query'): string {
    const byUser = this.#kinds[kind];
    const own = byUser.get(session.userId) ?? new Map<string, Cursor>();
    byUser.set(session.userId, own);
    const id = this.#ids.take();
    own.set(id, cursor);
    const [oldest] = own.keys();
    if (own.size > most[kind] && oldest !== undefined) own.delete(oldest);
    return id;
  }

  /** Finds the cursor of a locator `<id>-<position>`. */
  find(session: Session, locator: string): { id: string; cursor: Cursor; from: number } | undefined {
    const [, id = '', position = ''] = /^([0-9A-Za-z]{15,18})-(\d+)$/.exec(locator) ?? [];
    const { query, children } = this.#kinds;
    const cursor = query.get(session.userId)?.get(id) ?? children.get(session.userId)?.get(id);
    const from = Number(position);
    return cursor === undefined || from > cursor.total ? undefined : { id, cursor, from };
  }
}
