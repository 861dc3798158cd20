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
  /** True while a lead is converted in an org that does not validate that: no rule runs, no custom field is required. */
  readonly unvalidated?: boolean;
}

/** Starts a transaction, or joins the one `journal` belongs to. */
export const beginWrite = (org: Org, session: Session, journal: Journal = new Journal()): Write => ({
  org,
  session,
  journal,
  stamp: moment(org.now().getTime()),
});
