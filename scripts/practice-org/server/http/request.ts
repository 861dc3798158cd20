import type { Session } from '../access/session.ts';
import type { Org } from '../org.ts';
import type { Journal } from '../store/journal.ts';
import type { Cursors } from './cursors.ts';

/** One call of the REST API, its body read. */
export interface ApiRequest {
  readonly org: Org;
  readonly session: Session;
  readonly cursors: Cursors;
  /** `http://127.0.0.1:<port>` as the client called it. */
  readonly origin: string;
  readonly method: string;
  /** `66.0` */
  readonly version: string;
  /** Decoded path parts after `/services/data/vNN.0/`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Parsed JSON; undefined when there was none. */
  readonly body: unknown;
  /** The transaction a composite call runs in. */
  readonly journal?: Journal;
}

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
