import type { Session } from '../access/session.ts';
import { IdSequence } from '../store/ids.ts';

/** What is left of a result: hands out the records from a position on. */
export interface Cursor {
  readonly total: number;
  page(from: number, size: number): unknown[];
  readonly size: number;
}

const perUser = 10;

/** Open query cursors. A user has ten; opening one more drops the oldest. */
export class Cursors {
  readonly #ids = new IdSequence('01g');
  readonly #byUser = new Map<string, Map<string, Cursor>>();

  /** Keeps a cursor and answers its id. */
  open(session: Session, cursor: Cursor): string {
    const own = this.#byUser.get(session.userId) ?? new Map<string, Cursor>();
    this.#byUser.set(session.userId, own);
    const id = this.#ids.take();
    own.set(id, cursor);
    const [oldest] = own.keys();
    if (own.size > perUser && oldest !== undefined) own.delete(oldest);
    return id;
  }

  /** Finds the cursor of a locator `<id>-<position>`. */
  find(session: Session, locator: string): { id: string; cursor: Cursor; from: number } | undefined {
    const [, id = '', position = ''] = /^([0-9A-Za-z]{15,18})-(\d+)$/.exec(locator) ?? [];
    const cursor = this.#byUser.get(session.userId)?.get(id);
    const from = Number(position);
    return cursor === undefined || from > cursor.total ? undefined : { id, cursor, from };
  }
}
