/** What a proof and its practice org, in a process of its own, say to each other. */
import type { FaultGiven } from '../../practice-org/server/index.ts';

/** When a process is to get a signal: the moment its nth request reaches the org, or its nth answer has left, or a while after. */
export interface Kill {
  readonly pid: number;
  readonly signal: 'SIGKILL' | 'SIGINT';
  readonly request: number;
  readonly when: 'asked' | 'answered';
  /** Milliseconds; at once when left out. */
  readonly later?: number;
}

/** A request as the org saw it. */
export interface Seen {
  /** Such as `GET jobs/query/*`. */
  readonly name: string;
  /** Milliseconds since the log of requests began. */
  readonly at: number;
}

export type Ask =
  /** What goes wrong from now on; the log of requests begins anew. */
  | { readonly ask: 'use'; readonly faults: readonly FaultGiven[]; readonly kill?: Kill }
  /** Remembers how every deal stands under a name. */
  | { readonly ask: 'mark'; readonly name: string }
  /** Which deals stand as under none of these names. */
  | { readonly ask: 'differing'; readonly from: readonly [string, ...string[]] }
  /** Fields of every deal, by id, as they stand or as under a name. */
  | { readonly ask: 'values'; readonly fields: readonly string[]; readonly of?: string };

/** From the first of the names. */
export interface Difference {
  readonly id: string;
  readonly field: string;
  readonly was: unknown;
  readonly is: unknown;
}

export interface Answers {
  /** The requests since the last `use`. */
  readonly use: { readonly requests: readonly Seen[] };
  readonly mark: { readonly deals: number };
  readonly differing: { readonly deals: number; readonly first: readonly Difference[] };
  readonly values: Readonly<Record<string, readonly unknown[]>>;
}

export interface Ready {
  readonly instanceUrl: string;
  readonly tokens: { readonly rep: string; readonly manager: string; readonly ops: string; readonly admin: string };
}
