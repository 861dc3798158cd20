import type { Session } from '../../access/session.ts';
import type { Org } from '../../org.ts';
import type { Xml } from '../../schema/xml.ts';
import type { Part } from './message.ts';

/** One operation that somebody asks for. */
export interface SoapCall {
  readonly org: Org;
  readonly session: Session;
  /** `62.0` */
  readonly version: string;
  /** `http://127.0.0.1:<port>` as the client called it. */
  readonly origin: string;
  /** What the operation is given. */
  readonly given: Xml;
  /** Whether one refusal takes the whole call back. */
  readonly allOrNone: boolean;
  /** Base64 of the zip that came with it; empty where none did. */
  readonly zip: string;
  /** The whole message as it came, without the zip. */
  readonly text: string;
}

export type Operation = (call: SoapCall) => readonly Part[];
