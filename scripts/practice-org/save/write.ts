import type { Session } from '../access/session.ts';
import type { Org } from '../org.ts';
import { Journal } from '../store/journal.ts';
import { moment } from './coerce.ts';

/** One transaction: who writes, when, and how to take it back. */
export interface Write {
  readonly org: Org;
  readonly session: Session;
  readonly journal: Journal;
  /** The moment of the write as fields hold it. */
  readonly stamp: string;
}

export const beginWrite = (org: Org, session: Session): Write => ({
  org,
  session,
  journal: new Journal(),
  stamp: moment(org.now().getTime()),
});
